"""How a player's move reads on the wire."""

from __future__ import annotations

from core.domain.ids import EventId, new_id
from core.domain.session import PlayerMove
from core.live.events import utc
from core.protocol.realtime import ParticipantMove


def move_request(move: PlayerMove, at: float) -> ParticipantMove:
    """The request that brings a player to another session at an instant."""
    return ParticipantMove(
        event_id=EventId(new_id()),
        timestamp=utc(at),
        player_id=move.player_id,
        session_id=move.from_session_id,
        to_session_id=move.to_session_id,
        reason=move.reason,
    )

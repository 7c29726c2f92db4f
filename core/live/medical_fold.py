"""How a player is, folded from what he, the trainer or the medical staff has said."""

from __future__ import annotations

import msgspec

from core.domain.ids import PlayerId
from core.live.events import MedicalStatus, MedicalStatusChanged, SessionEvent
from core.live.state import PlayerState, SessionState
from core.live.work import MedicalState


def status_changed(player: PlayerState, event: MedicalStatusChanged) -> PlayerState:
    """The player with his new status, and with the work that goes with it."""
    if event.status is MedicalStatus.FIT:
        medical = MedicalState(restricted=event.restricted)  # by what was known before
        return msgspec.structs.replace(
            player, medical=medical, content=event.content, changes=event.changes
        )
    medical = MedicalState(
        status=event.status,
        body_part=event.body_part,
        note=event.note,
        since=event.instant,
        restriction_id=event.restriction_id,
        proposed_session_id=event.proposed_session_id,
        response=event.response,
        restricted=True,
    )
    return msgspec.structs.replace(
        player, medical=medical, content=event.content, changes=event.changes
    )


def marked(state: SessionState, event: SessionEvent) -> SessionEvent:
    """The event, marked if the player it is about is under a medical restriction."""
    player_id: PlayerId | None = getattr(event, "player_id", None)
    player = None if player_id is None else state.players.get(player_id)
    if player is None or not player.medical.restricted or event.restricted:
        return event
    return msgspec.structs.replace(event, restricted=True)


def without_details(player: PlayerState) -> PlayerState:
    """The player as others see him: restricted or not."""
    medical = player.medical
    if medical == MedicalState():
        return player
    hidden = MedicalState(restricted=medical.restricted)
    return msgspec.structs.replace(player, medical=hidden)

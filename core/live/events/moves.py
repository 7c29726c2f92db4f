"""Players who go from one running session to another of the bundle ([S2])."""

from __future__ import annotations

from core.domain.adaptation import Change
from core.domain.ids import BundleId, PlayerId, SessionId, UnitId
from core.domain.player import Player
from core.domain.workout import Content
from core.live.events.base import BaseEvent
from core.live.events.medical import MedicalStatus


class ParticipantMoved(
    BaseEvent, frozen=True, kw_only=True, tag="training:cross:session_participant_move"
):
    """A player left `from_session_id` for `to_session_id`. Recorded in both sessions."""

    player_id: PlayerId
    from_session_id: SessionId
    to_session_id: SessionId
    bundle_id: BundleId | None = None
    reason: str = ""
    unit_id: UnitId | None = None
    """His machine in the new session."""
    unit_name: str = ""
    player: Player | None = None
    """Who he is, for the new session, which may not have known him."""
    medical_status: MedicalStatus | None = None
    """How he is, where the old session has noted it."""
    restriction_id: str | None = None
    content: Content | None = None
    """What he does there instead of what all do, where he may not do all of it."""
    changes: tuple[Change, ...] = ()
    """Where that differs."""

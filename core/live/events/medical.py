"""A player's fitness to train, as it changes during a session ([S2])."""

from __future__ import annotations

from enum import StrEnum

from core.domain.adaptation import Change
from core.domain.ids import PlayerId, SessionId
from core.domain.workout import Content
from core.live.events.base import BaseEvent


class MedicalStatus(StrEnum):
    """How a player is."""

    FIT = "fit"
    """Nothing is the matter, or not any more."""
    PAIN = "pain"
    """He has pressed the button, or said so: look at him."""
    LIMITED = "limited"
    """He may go on with part of the work."""
    INJURED = "injured"
    """He may not go on with this."""


class MedicalStatusChanged(
    BaseEvent, frozen=True, kw_only=True, tag="training:medical:status_changed"
):
    """How a player is has changed. Trainers and the medical staff learn it before anybody else."""

    player_id: PlayerId
    status: MedicalStatus
    previous_status: MedicalStatus | None = None
    body_part: str = ""
    """Details, like `note` and `restriction_id`: for trainers and the medical staff only."""
    note: str = ""
    restriction_id: str | None = None
    """The restriction that was saved with it."""
    proposed_session_id: SessionId | None = None
    """The nearest session of the bundle that he may do."""
    response: str = ""
    """What the hub has done or proposes, in a sentence for the trainer."""
    content: Content | None = None
    """What he does from now on in this session instead of what all do."""
    changes: tuple[Change, ...] = ()
    """Where that differs."""

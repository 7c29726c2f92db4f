"""What somebody says of a player's fitness while he trains."""

from __future__ import annotations

from core.domain.ids import PlayerId, SessionId
from core.domain.value import Value
from core.live.events import MedicalStatus


class FitnessWord(Value, frozen=True, kw_only=True):
    """How a player is. What follows from it is the hub's business."""

    session_id: SessionId
    """The session that he is in now."""
    player_id: PlayerId
    status: MedicalStatus
    body_part: str = ""
    note: str = ""
    """For trainers and the medical staff only, like the body part."""

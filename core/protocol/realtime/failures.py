"""What the hub says to the room when something of a kind of work went wrong ([S2])."""

from __future__ import annotations

from core.domain.ids import PlayerId, SessionId
from core.domain.value import Value
from core.domain.workout import WorkoutKind
from core.protocol.problem import Problem

TYPE_SPECIFIC_ERROR = "training:type:specific_error"


class TypeSpecificError(Value, frozen=True, kw_only=True, omit_defaults=True):
    """A message about a set, an interval, a block or a drill was refused.

    Tells the session's trainers why what they wait for does not come; the sender has it in the
    acknowledgement as well.
    """

    session_id: SessionId
    player_id: PlayerId | None = None
    workout_kind: WorkoutKind
    event_name: str
    """The event that was refused."""
    error: Problem

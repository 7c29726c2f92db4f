"""What a PM5 is doing with its workout, and how it is asked.

Sources, which agree: "Concept2 PM CSAFE Communication Definition" rev. 0.27 (commands 89 and 8D,
enumerations of workout types and states); Open Rowing Monitor and PyRow (the commands); "Concept2
PM Bluetooth Smart Communication Interface Definition" rev. 1.30 (the states, which 0x0031 carries).
"""

from __future__ import annotations

from enum import Enum

from core.domain.value import Value
from core.gatt.codes import Codes, numbered
from core.gatt.packet import Reader, malformed
from core.gatt.pm5 import csafe_request
from core.gatt.pm5.csafe_answer import Answer, Reply
from core.gatt.pm5.csafe_request import Command, Request

GET_WORKOUT_TYPE = 0x89
GET_WORKOUT_STATE = 0x8D
_WHAT = "PM5 workout state"


class WorkoutKind(Enum):
    """The kinds of workouts that matter here."""

    FREE = "free"
    """Nothing programmed."""
    DISTANCE = "distance"
    TIME = "time"
    TIME_INTERVALS = "time_intervals"
    """Equal ones, until somebody stops."""
    DISTANCE_INTERVALS = "distance_intervals"
    """Equal ones, until somebody stops."""
    VARIABLE_INTERVALS = "variable_intervals"


class WorkoutState(Enum):
    """In the order of the codes from 0."""

    WAITING = "waiting"
    """For the first stroke."""
    WORKING = "working"
    COUNTDOWN = "countdown"
    RESTING = "resting"
    TIME_INTERVAL = "time_interval"
    DISTANCE_INTERVAL = "distance_interval"
    REST_TO_TIME = "rest_to_time"
    REST_TO_DISTANCE = "rest_to_distance"
    TIME_TO_REST = "time_to_rest"
    DISTANCE_TO_REST = "distance_to_rest"
    ENDED = "ended"
    TERMINATED = "terminated"
    LOGGED = "logged"
    """Ended, and kept in its memory."""
    REARMING = "rearming"

    @property
    def is_running(self) -> bool:
        """Whether a workout has begun and not ended: a new one would arm without content."""
        return self not in (WorkoutState.WAITING, *_OVER)

    @property
    def is_settled(self) -> bool:
        """Whether the monitor stays like this by itself."""
        return self not in (WorkoutState.TERMINATED, WorkoutState.REARMING)


_OVER = (
    WorkoutState.ENDED,
    WorkoutState.TERMINATED,
    WorkoutState.LOGGED,
    WorkoutState.REARMING,
)
KINDS = Codes(
    {
        1: WorkoutKind.FREE,
        3: WorkoutKind.DISTANCE,
        5: WorkoutKind.TIME,
        6: WorkoutKind.TIME_INTERVALS,
        7: WorkoutKind.DISTANCE_INTERVALS,
        8: WorkoutKind.VARIABLE_INTERVALS,
    }
)
STATES: Codes[WorkoutState] = numbered(WorkoutState)
QUESTION: Request = csafe_request.wrapped(
    csafe_request.GET_CONFIGURATION,
    Command(code=GET_WORKOUT_TYPE),
    Command(code=GET_WORKOUT_STATE),
)


class WorkoutNow(Value, frozen=True, kw_only=True):
    """What is programmed, and how far it has come."""

    kind: WorkoutKind | None
    """None for one that nobody programs from here."""
    state: WorkoutState


def read(answer: Answer) -> WorkoutNow:
    """What an answer to `QUESTION` says.

    Raises:
        MalformedPacketError: One of the two is missing, or the state is reserved.
    """
    data = {reply.code: reply.data for reply in answer.replies}
    kind = Reader(data.get(GET_WORKOUT_TYPE, b""), _WHAT).u8()
    state_data = data.get(GET_WORKOUT_STATE, b"")
    state = STATES.word(Reader(state_data, _WHAT).u8())
    if state is None:
        raise malformed(_WHAT, state_data, "this state is reserved")
    return WorkoutNow(kind=KINDS.word(kind), state=state)


def replies(kind_code: int, state: WorkoutState) -> dict[int, Reply]:
    """What a monitor gives back for each of the two commands."""
    return {
        GET_WORKOUT_TYPE: Reply(code=GET_WORKOUT_TYPE, data=bytes([kind_code])),
        GET_WORKOUT_STATE: Reply(code=GET_WORKOUT_STATE, data=bytes([STATES.code(state)])),
    }

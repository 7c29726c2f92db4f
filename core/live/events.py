"""What can happen in a running session. A recording is the ordered list of these.

The tag of each event is its name on the wire, and its fields are the payload that trainers
and players receive, so log, broadcast and reducer share one vocabulary. Phones' payloads keep
the field names of the seed documents ([S3]: `heartRate`, `power`, `timestamp` …).
"""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum

import msgspec

from core.domain.ids import EventId, PlayerId, SensorId, SessionId
from core.domain.sensor import Reading


class PlayerStatus(StrEnum):
    """What a player says of himself, or the trainer of him."""

    WAITING = "waiting"
    ACTIVE = "active"
    PAUSED = "paused"
    COMPLETED = "completed"
    REMOVED = "removed"


class _Event(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    rename="camel",
    omit_defaults=True,
    tag_field="kind",
    # Nothing in an event can point back at it; the collector need not walk through logs.
    gc=False,
):
    event_id: EventId
    session_id: SessionId
    at: datetime = msgspec.field(name="timestamp")
    """When it happened (UTC), by the clock of whoever saw it."""
    actor: str = ""
    """Subject of the token behind it: user id or player id; empty for the hub itself."""

    @property
    def instant(self) -> float:
        """`at` in seconds since 1970."""
        return self.at.timestamp()


class SessionStarted(_Event, frozen=True, kw_only=True, tag="training:session:start"):
    """The clock of the session runs."""


class SessionPaused(_Event, frozen=True, kw_only=True, tag="training:session:pause"):
    """The clock stands."""


class SessionResumed(_Event, frozen=True, kw_only=True, tag="training:session:resume"):
    """The clock runs again."""


class SessionEnded(_Event, frozen=True, kw_only=True, tag="training:session:end"):
    """Over as planned."""


class SessionForceEnded(_Event, frozen=True, kw_only=True, tag="training:session:force:end"):
    """Ended from outside: by an administrator, or because nobody was there any more."""

    reason: str = ""


class MessageSent(_Event, frozen=True, kw_only=True, tag="training:session:message"):
    """A sentence from the trainer to everybody in the session."""

    text: str


class PlayerJoined(_Event, frozen=True, kw_only=True, tag="training:player:join"):
    """A player's device is there."""

    player_id: PlayerId


class PlayerLeft(_Event, frozen=True, kw_only=True, tag="training:player:leave"):
    """A player's device went."""

    player_id: PlayerId


class PlayerKicked(_Event, frozen=True, kw_only=True, tag="training:player:kick"):
    """The trainer took a player out of the session."""

    player_id: PlayerId
    reason: str = ""


class PlayerStatusChanged(_Event, frozen=True, kw_only=True, tag="training:player:status"):
    """A player said where he stands."""

    player_id: PlayerId
    status: PlayerStatus


class PlayerMetrics(_Event, frozen=True, kw_only=True, tag="training:player:metrics"):
    """A player's own device says its numbers ([S3] metrics payload)."""

    player_id: PlayerId
    heart_rate: int | None = None
    """bpm"""
    power: float | None = None
    """W"""
    cadence: float | None = None
    """Per minute."""
    pace: float | None = None
    """Seconds per 500 m."""


class ExerciseProgressed(
    _Event, frozen=True, kw_only=True, tag="training:player:exercise:progress"
):
    """A set was done ([S3] exercise payload)."""

    player_id: PlayerId
    exercise_id: str
    exercise_name: str
    set_number: int
    total_sets: int
    reps: int | None = None
    weight: float | None = None
    """kg"""
    completed: bool = False


class IntervalProgressed(
    _Event, frozen=True, kw_only=True, tag="training:player:interval:progress"
):
    """A player's device says which interval it shows."""

    player_id: PlayerId
    interval_index: int
    """From 0."""
    elapsed_s: float
    completed: bool = False


class ReadingsReceived(_Event, frozen=True, kw_only=True, tag="training:session:readings"):
    """A batch of sensor readings from a gateway, oldest first."""

    readings: tuple[Reading, ...]


class SensorReassigned(_Event, frozen=True, kw_only=True, tag="training:session:reassigned"):
    """A sensor was on somebody else: its readings from `since` until now were his.

    `timestamp` is the instant of the decision; from then on senders know the owner.
    """

    sensor_id: SensorId
    from_player_id: PlayerId
    """Whom the readings were recorded for."""
    to_player_id: PlayerId | None = None
    """Whose they were; None: nobody's."""
    since: float
    """Seconds since 1970."""
    readings: tuple[Reading, ...] = ()
    """What another session recorded that was this one's, copied by the hub."""


PlayerEvent = (
    PlayerJoined
    | PlayerLeft
    | PlayerKicked
    | PlayerStatusChanged
    | PlayerMetrics
    | ExerciseProgressed
    | IntervalProgressed
)
"""What concerns one player."""

SessionEvent = (
    SessionStarted
    | SessionPaused
    | SessionResumed
    | SessionEnded
    | SessionForceEnded
    | MessageSent
    | PlayerJoined
    | PlayerLeft
    | PlayerKicked
    | PlayerStatusChanged
    | PlayerMetrics
    | ExerciseProgressed
    | IntervalProgressed
    | ReadingsReceived
    | SensorReassigned
)


class Recorded(msgspec.Struct, frozen=True, kw_only=True, rename="camel", gc=False):
    """An event with its place in the session's stream. `seq` grows by one from 1."""

    seq: int
    event: SessionEvent


def wire_name(event: SessionEvent) -> str:
    """The event's name on the wire, which is its tag."""
    return str(type(event).__struct_config__.tag)


def utc(instant: float) -> datetime:
    """Seconds since 1970 as a UTC datetime."""
    return datetime.fromtimestamp(instant, tz=UTC)

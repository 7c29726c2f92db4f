"""Requests and acknowledgements of the `/training` namespace.

A client emits an event with one payload and gets one acknowledgement. Names that also occur in
`core.live.events` are taken from there; what happens in a session is broadcast under that name
as the event's own fields plus `seq`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from core.domain.ids import BundleId, EventId, PlayerId, SensorId, SessionId
from core.domain.sensor import Reading
from core.domain.value import Value
from core.live.events import PlayerStatus, Recorded
from core.live.state import SessionState
from core.protocol.problem import Problem

NAMESPACE = "/training"

SESSION_JOIN = "training:session:join"
SESSION_LEAVE = "training:session:leave"
SESSION_START = "training:session:start"
SESSION_PAUSE = "training:session:pause"
SESSION_RESUME = "training:session:resume"
SESSION_END = "training:session:end"
SESSION_FORCE_END = "training:session:force:end"
SESSION_MESSAGE = "training:session:message"
SESSION_READINGS = "training:session:readings"
SESSION_REASSIGNED = "training:session:reassigned"
PLAYER_JOIN = "training:player:join"
PLAYER_LEAVE = "training:player:leave"
PLAYER_METRICS = "training:player:metrics"
PLAYER_EXERCISE = "training:player:exercise:progress"
PLAYER_INTERVAL = "training:player:interval:progress"
PLAYER_STATUS = "training:player:status"
PLAYER_KICK = "training:player:kick"
BUNDLE_CREATED = "bundle:created"
BUNDLE_STARTED = "bundle:started"
BUNDLE_UPDATED = "bundle:bulk_update"


LineText = Annotated[str, msgspec.Meta(max_length=200)]
"""A name or a short reason."""
MessageText = Annotated[str, msgspec.Meta(min_length=1, max_length=500)]
Count = Annotated[int, msgspec.Meta(ge=0, le=100_000)]
Seconds = Annotated[float, msgspec.Meta(ge=0, le=1e6)]


class ConnectAuth(Value, frozen=True, kw_only=True):
    """The `auth` of the Socket.IO handshake."""

    token: str
    protocol_version: int | None = None


class Request(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """What all requests have in common."""

    session_id: Annotated[SessionId, msgspec.Meta(max_length=64)]
    event_id: Annotated[EventId, msgspec.Meta(min_length=1, max_length=64)] | None = None
    """UUIDv7 of the sender; a repeated one is acknowledged and ignored. Made here if absent."""
    timestamp: datetime | float | None = None
    """When it happened: ISO 8601 or milliseconds since 1970; the hub's clock if absent."""


class SessionJoin(Request, frozen=True, kw_only=True):
    """Follow a session. With `last_seq`, what was missed since then comes instead of a snapshot."""

    role: str | None = None
    player_id: PlayerId | None = None
    last_seq: int | None = None


class SessionCommand(Request, frozen=True, kw_only=True):
    """Leave, start, pause, resume, end."""


class SessionForceEnd(Request, frozen=True, kw_only=True):
    """End from outside."""

    reason: LineText = ""


class SessionMessage(Request, frozen=True, kw_only=True):
    """A sentence to everybody in a session."""

    text: MessageText


class SessionReadings(Request, frozen=True, kw_only=True):
    """A gateway's batch; trainers only, not throttled per player."""

    readings: tuple[Reading, ...]


class SensorReassignment(Request, frozen=True, kw_only=True):
    """A sensor's readings since an instant were somebody else's; trainers only.

    They are re-attributed up to `timestamp`, in this session and, if the player trains in
    another one, in that.
    """

    sensor_id: Annotated[SensorId, msgspec.Meta(max_length=200)]
    from_player_id: PlayerId
    to_player_id: PlayerId | None = None
    to_session_id: Annotated[SessionId, msgspec.Meta(max_length=64)] | None = None
    since: float
    """Seconds since 1970, like the `at` of readings."""


class PlayerCommand(Request, frozen=True, kw_only=True):
    """Join or leave as a player."""

    player_id: PlayerId


class PlayerKick(Request, frozen=True, kw_only=True):
    """Take a player out."""

    player_id: PlayerId
    reason: LineText = ""


class PlayerMetricsUpdate(Request, frozen=True, kw_only=True):
    """[S3] metrics payload. Ranges are what a body and an erg can do."""

    player_id: PlayerId
    heart_rate: float | None = None
    """bpm; recorded as a whole number."""
    power: float | None = None
    cadence: float | None = None
    pace: float | None = None


class PlayerExerciseProgress(Request, frozen=True, kw_only=True):
    """[S3] exercise payload."""

    player_id: PlayerId
    exercise_id: LineText
    exercise_name: LineText
    set_number: Count
    total_sets: Count
    reps: Count | None = None
    weight: Annotated[float, msgspec.Meta(ge=0, le=1000)] | None = None
    completed: bool = False


class PlayerIntervalProgress(Request, frozen=True, kw_only=True):
    """Which interval a player's device shows."""

    player_id: PlayerId
    interval_index: Count
    elapsed_s: Seconds
    completed: bool = False


class PlayerStatusUpdate(Request, frozen=True, kw_only=True):
    """Where a player says he stands."""

    player_id: PlayerId
    status: PlayerStatus


class Ack(Value, frozen=True, kw_only=True, omit_defaults=True):
    """The answer to every emit: `{"ok": true, "seq": n}` or `{"ok": false, "error": {…}}`."""

    ok: bool = msgspec.field()
    seq: int | None = None
    error: Problem | None = None
    session: SessionState | None = None
    """Snapshot, after a join without `lastSeq` (or with one that is too old)."""
    missed: tuple[Recorded, ...] | None = None
    """What happened since `lastSeq`."""


class BundleCreated(Value, frozen=True, kw_only=True):
    """[S0] 5.2."""

    bundle_id: BundleId
    sessions: tuple[SessionId, ...]


class BundleStarted(Value, frozen=True, kw_only=True):
    """[S0] 5.2: its first session was started."""

    bundle_id: BundleId
    timestamp: datetime


class BundleUpdated(Value, frozen=True, kw_only=True):
    """[S0] 5.2: the bundle was changed or deleted; read it anew."""

    bundle_id: BundleId
    updates: dict[str, object]

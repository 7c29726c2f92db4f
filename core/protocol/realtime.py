"""Requests and acknowledgements of the `/training` namespace.

A client emits an event with one payload and gets one acknowledgement. Names that also occur in
`core.live.events` are taken from there; what happens in a session is broadcast under that name
as the event's own fields plus `seq`.
"""

from __future__ import annotations

from datetime import datetime

import msgspec

from core.domain.ids import BundleId, EventId, PlayerId, SessionId
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


class ConnectAuth(Value, frozen=True, kw_only=True):
    """The `auth` of the Socket.IO handshake."""

    token: str
    protocol_version: int | None = None


class _Request(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    session_id: SessionId
    event_id: EventId | None = None
    """UUIDv7 of the sender; a repeated one is acknowledged and ignored. Made here if absent."""
    timestamp: datetime | float | None = None
    """When it happened: ISO 8601 or milliseconds since 1970; the hub's clock if absent."""


class SessionJoin(_Request, frozen=True, kw_only=True):
    """Follow a session. With `last_seq`, what was missed since then comes instead of a snapshot."""

    role: str | None = None
    player_id: PlayerId | None = None
    last_seq: int | None = None


class SessionCommand(_Request, frozen=True, kw_only=True):
    """Leave, start, pause, resume, end."""


class SessionForceEnd(_Request, frozen=True, kw_only=True):
    """End from outside."""

    reason: str = ""


class SessionMessage(_Request, frozen=True, kw_only=True):
    """A sentence to everybody in a session."""

    text: str


class SessionReadings(_Request, frozen=True, kw_only=True):
    """A gateway's batch; trainers only, not throttled per player."""

    readings: tuple[Reading, ...]


class PlayerCommand(_Request, frozen=True, kw_only=True):
    """Join or leave as a player."""

    player_id: PlayerId


class PlayerKick(_Request, frozen=True, kw_only=True):
    """Take a player out."""

    player_id: PlayerId
    reason: str = ""


class PlayerMetricsUpdate(_Request, frozen=True, kw_only=True):
    """[S3] metrics payload. Ranges are what a body and an erg can do."""

    player_id: PlayerId
    heart_rate: int | None = None
    power: float | None = None
    cadence: float | None = None
    pace: float | None = None


class PlayerExerciseProgress(_Request, frozen=True, kw_only=True):
    """[S3] exercise payload."""

    player_id: PlayerId
    exercise_id: str
    exercise_name: str
    set_number: int
    total_sets: int
    reps: int | None = None
    weight: float | None = None
    completed: bool = False


class PlayerIntervalProgress(_Request, frozen=True, kw_only=True):
    """Which interval a player's device shows."""

    player_id: PlayerId
    interval_index: int
    elapsed_s: float
    completed: bool = False


class PlayerStatusUpdate(_Request, frozen=True, kw_only=True):
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

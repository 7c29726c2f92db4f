"""Requests about the course of a session, and a gateway's readings."""

from __future__ import annotations

from typing import Annotated

import msgspec

from core.domain.ids import PlayerId, SensorId, SessionId
from core.domain.sensor import Reading
from core.protocol.realtime.base import LineText, MessageText, Request

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

"""A recording played back on the socket, to the connection that asked and to nobody else."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import msgspec

from core.domain.ids import SessionId
from core.domain.value import Value
from core.live.events import Recorded
from core.protocol.realtime import Ack

PLAYBACK_START = "training:playback:start"
PLAYBACK_STOP = "training:playback:stop"
PLAYBACK_SPEED = "training:playback:speed"
PLAYBACK_EVENT = "training:playback:event"
PLAYBACK_STATUS = "training:playback:status"

FASTEST = 60
Speed = Annotated[float, msgspec.Meta(ge=0, le=FASTEST)]
"""Times real time: 1 to 60, or 0 to hold."""


class PlaybackStart(Value, frozen=True, kw_only=True):
    """Play a session's recording; ends what was played to this connection before."""

    session_id: Annotated[SessionId, msgspec.Meta(max_length=64)]
    from_s: Annotated[float, msgspec.Meta(ge=0, le=1e6)] = 0.0
    """Where to begin, in seconds of the recording."""
    speed: Speed = 1.0


class PlaybackStop(Value, frozen=True, kw_only=True):
    """Play no more."""


class PlaybackSpeed(Value, frozen=True, kw_only=True):
    """Go on slower or faster; 0 holds."""

    speed: Speed


class PlaybackAck(Ack, frozen=True, kw_only=True, omit_defaults=True):
    """The answer to a start: `session` is the state at that instant of the recording."""

    playback_id: str
    starts_at: float
    """Instant of the recording's beginning, seconds since 1970."""
    duration_s: float


class PlaybackEvent(Value, frozen=True, kw_only=True):
    """`training:playback:event`: something that had happened, never to be taken for news."""

    playback_id: str
    recorded: Recorded


class PlaybackPhase(StrEnum):
    """How a playback stands."""

    PLAYING = "playing"
    HELD = "held"
    ENDED = "ended"


class PlaybackStatus(Value, frozen=True, kw_only=True):
    """`training:playback:status`: each time that something about it changes."""

    playback_id: str
    phase: PlaybackPhase
    speed: float
    position_s: float

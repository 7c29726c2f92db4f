"""What a body, an erg and a clock can do: the rim where impossible values are refused.

A gateway's batch is kept as far as it makes sense: an impossible number in it is marked, so that
no figure believes it (one that is no number at all is taken out); a reading without anything left,
of an unknown player or of a wrong time is left out. A phone's single message is refused as a
whole, so that its owner sees why.
"""

from __future__ import annotations

import math
from collections.abc import Collection

import msgspec

from core.domain.ids import PlayerId
from core.domain.sensor import Reading
from core.errors import InvalidInputError, NotFoundError
from core.live.belief import RANGES, ranges_judged
from core.live.events import (
    ConditioningIntervalTransitioned,
    HybridBlockTransitioned,
    PlayerMetrics,
    ReadingsReceived,
    SensorReassigned,
    SessionEvent,
    SessionForceEnded,
    StrengthRestTimer,
    utc,
)
from core.live.metrics import as_metrics

OLDEST_S = 24 * 3600.0
"""Events may come this late: a gateway that was cut off for a day still delivers."""
NEWEST_S = 60.0
"""Events may be this far ahead: clocks of phones differ."""

_METRIC_RANGES: dict[str, tuple[str, tuple[float, float]]] = {
    "heart_rate": ("heartRate", RANGES["heart_rate_bpm"]),
    "power": ("power", RANGES["power_w"]),
    "cadence": ("cadence", RANGES["cadence_rpm"]),
    "pace": ("pace", (1, 3600)),
}
_NOT_AHEAD = (ConditioningIntervalTransitioned, HybridBlockTransitioned, StrengthRestTimer)
_RR_RANGE_MS = (200, 3000)
_MOST = 2.0**32
"""No device can say a larger number."""


def accepted(event: SessionEvent, players: Collection[PlayerId], now: float) -> SessionEvent:
    """The event as it may be recorded.

    Raises:
        InvalidInputError: Its time or a value cannot be meant.
        NotFoundError: It speaks of a player who is not in the session.
    """
    if isinstance(event, SessionForceEnded) and not event.actor:
        return event  # the hub's own, at the instant of the last event, however long ago
    if not _in_time(event.instant, now):
        raise InvalidInputError(
            "The time of this event is more than a day ago or in the future.",
            suggested_action="Check the clock of the device that sent it.",
            field="timestamp",
        )
    if isinstance(event, ReadingsReceived):
        return _kept(event, players, now)
    player_id: PlayerId | None = getattr(event, "player_id", None)
    if player_id is not None and player_id not in players:
        raise unknown_player(player_id)
    metrics = as_metrics(event)
    if metrics is not None:
        _check_metrics(metrics)
    if metrics is not None or isinstance(event, _NOT_AHEAD):
        return _not_ahead(event, now)
    if isinstance(event, SensorReassigned):
        _check_reassigned(event, players)
    return event


def unknown_player(player_id: PlayerId) -> NotFoundError:
    """The refusal for somebody who is not in the session."""
    return NotFoundError(
        f"Unknown player {player_id}: not in this session.",
        suggested_action="Add the player to the session first.",
        field="playerId",
    )


def _in_time(instant: float, now: float) -> bool:
    return now - OLDEST_S <= instant <= now + NEWEST_S


def _inside(value: float, limits: tuple[float, float]) -> bool:
    return math.isfinite(value) and limits[0] <= value <= limits[1]


def _check_metrics(event: PlayerMetrics) -> None:
    for name, (wire_name, limits) in _METRIC_RANGES.items():
        value = getattr(event, name)
        if value is not None and not _inside(value, limits):
            raise InvalidInputError(
                f"`{wire_name}` must be between {limits[0]:g} and {limits[1]:g}.", field=wire_name
            )


def _not_ahead(event: SessionEvent, now: float) -> SessionEvent:
    """A phone whose clock is ahead must not speak before, and so instead of, the sensors.

    Nor does anything begin later than it is told.
    """
    return msgspec.structs.replace(event, at=utc(now)) if event.instant > now else event


def _check_reassigned(event: SensorReassigned, players: Collection[PlayerId]) -> None:
    if event.from_player_id not in players and event.to_player_id not in players:
        raise unknown_player(event.from_player_id)
    if event.from_player_id == event.to_player_id:
        raise InvalidInputError("The sensor already speaks for this player.", field="toPlayerId")
    if not event.instant - OLDEST_S <= event.since <= event.instant:
        raise InvalidInputError(
            "`since` must lie before the decision, at most a day.", field="since"
        )


def _kept(event: ReadingsReceived, players: Collection[PlayerId], now: float) -> ReadingsReceived:
    known = [reading for reading in event.readings if reading.player_id in players]
    if event.readings and not known:
        raise unknown_player(event.readings[0].player_id)
    possible = (_possible(reading) for reading in known if _in_time(reading.at, now))
    kept = tuple(reading for reading in possible if _says_something(reading))
    if not kept:
        raise InvalidInputError(
            "No reading in this batch can be used: impossible values or times.",
            suggested_action="Check the clock and the sensors of the gateway.",
            field="readings",
        )
    return event if kept == event.readings else msgspec.structs.replace(event, readings=kept)


def _possible(reading: Reading) -> Reading:
    no_numbers = {
        name: None
        for name in RANGES
        if (value := getattr(reading, name)) is not None and not _inside(value, (-_MOST, _MOST))
    }
    intervals_ms = tuple(rr for rr in reading.rr_intervals_ms if _inside(rr, _RR_RANGE_MS))
    if no_numbers or intervals_ms != reading.rr_intervals_ms:
        reading = msgspec.structs.replace(reading, rr_intervals_ms=intervals_ms, **no_numbers)
    return ranges_judged(reading)


def _says_something(reading: Reading) -> bool:
    return bool(reading.rr_intervals_ms) or any(
        getattr(reading, name) is not None for name in RANGES
    )

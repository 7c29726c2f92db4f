"""Whose device is it? Found by what the player does: holds the strap close, pulls the handle.

Pure: fed with signals, readings and instants; says at any instant what it thinks.
"""

from __future__ import annotations

from enum import StrEnum
from math import exp
from typing import Protocol

from core.domain.ids import SensorId
from core.domain.sensor import SensorReading
from core.domain.value import Value

HOLD_S = 2.0
"""So long a strap must stand out before it is offered."""
LEAD_DB = 10.0
KEPT_LEAD_DB = 6.0
"""So far above all others it must be to begin, and to go on, standing out."""
NEAR_DBM = -50.0
RISE_DB = 12.0
"""A strap at the laptop is at least so strong, or rose at least so much since the beginning."""
IDLE_S = 3.0
"""A machine at rest so long counts as idle; only who was idle can be pulled."""
PULL_S = 1.0
"""So long a machine must be moved before it is offered."""
_SMOOTHING_S = 0.5
"""Time constant of the signal: single packets vary by several dB."""


class Stage(StrEnum):
    """How far a check-in is."""

    WAITING = "waiting"
    """Nothing stands out."""
    NOTICED = "noticed"
    """One stands out, not long enough yet."""
    CROWDED = "crowded"
    """Several straps are close: nobody can tell which is meant."""
    UNDECIDED = "undecided"
    """Two are equally likely: ask."""
    FOUND = "found"


class Sighting(Value, frozen=True, kw_only=True):
    """What a check-in thinks at an instant."""

    stage: Stage = Stage.WAITING
    sensor_ids: tuple[SensorId, ...] = ()
    """The one that stands out; two while undecided; those close together while crowded."""
    share: float = 0.0
    """How much of the needed time has passed, 0 to 1."""


class CheckIn(Protocol):
    """Either kind."""

    def look(self, now: float) -> Sighting:
        """What it thinks now."""
        ...


class StrapCheckIn:
    """Finds the strap that is held to the laptop by its signal.

    Call `heard` with every strap's signal a few times a second, also when it did not change.
    """

    def __init__(self) -> None:
        self._levels: dict[SensorId, _Level] = {}
        self._close: tuple[SensorId, ...] = ()
        self._since = 0.0

    def heard(self, sensor_id: SensorId, rssi_dbm: int | None, at: float) -> None:
        """A strap's signal at an instant; None: it is not heard any more."""
        if rssi_dbm is None:
            self._levels.pop(sensor_id, None)
        elif sensor_id in self._levels:
            self._levels[sensor_id].move_to(float(rssi_dbm), at)
        else:
            self._levels[sensor_id] = _Level(float(rssi_dbm), at)

    def reset(self) -> None:
        """Begin anew: what is close now was not meant."""
        for level in self._levels.values():
            level.begin_anew()
        self._close = ()

    def look(self, now: float) -> Sighting:
        """Which strap is meant."""
        close = self._outstanding()
        if set(close) != set(self._close):
            self._close, self._since = close, now
        if not close:
            return Sighting()
        share = min((now - self._since) / HOLD_S, 1.0)
        if len(close) > 2:  # noqa: PLR2004 - two can be asked about
            return Sighting(stage=Stage.CROWDED, sensor_ids=close)
        if share < 1.0:
            return Sighting(stage=Stage.NOTICED, sensor_ids=close, share=share)
        stage = Stage.FOUND if len(close) == 1 else Stage.UNDECIDED
        return Sighting(stage=stage, sensor_ids=close, share=1.0)

    def _outstanding(self) -> tuple[SensorId, ...]:
        """The strongest straps, down to the first gap; none if they are not close."""
        ranked = sorted(self._levels.items(), key=lambda item: -item[1].dbm)
        close: list[SensorId] = []
        for place, (sensor_id, level) in enumerate(ranked):
            if not level.is_close:
                break
            close.append(sensor_id)
            lead = KEPT_LEAD_DB if set(close) == set(self._close) else LEAD_DB
            following = ranked[place + 1][1].dbm if place + 1 < len(ranked) else None
            if following is None or level.dbm - following >= lead:
                return tuple(close)
        return tuple(close)


class MachineCheckIn:
    """Finds the machine that somebody begins to move."""

    def __init__(self) -> None:
        self._seen: set[SensorId] = set()
        self._motion: dict[SensorId, dict[str, bool]] = {}
        """By quantity: a monitor spreads them over packets, so no packet tells it all."""
        self._moved_at: dict[SensorId, float] = {}
        self._pulled_at: dict[SensorId, float] = {}

    def heard(self, reading: SensorReading) -> None:
        """A machine's reading; those from before the check-in say who is busy."""
        sensor_id, at = reading.sensor_id, reading.at
        is_new = sensor_id not in self._seen
        self._seen.add(sensor_id)
        motion = self._motion.setdefault(sensor_id, {})
        said = _motion_of(reading)
        motion.update(said)
        if not any(motion.values()):
            self._pulled_at.pop(sensor_id, None)
            return
        if not said:
            return
        moved_at = self._moved_at.get(sensor_id)
        was_idle = not is_new and (moved_at is None or at - moved_at >= IDLE_S)
        if was_idle:
            self._pulled_at[sensor_id] = at
        self._moved_at[sensor_id] = at

    def reset(self) -> None:
        """Begin anew: who moves now was not meant."""
        self._pulled_at.clear()

    def look(self, now: float) -> Sighting:
        """Which machine is meant."""
        pulled = sorted(
            (at, sensor_id)
            for sensor_id, at in self._pulled_at.items()
            if now - self._moved_at[sensor_id] < IDLE_S
        )
        if not pulled:
            return Sighting()
        first_at = pulled[0][0]
        together = tuple(one for at, one in pulled if at - first_at < IDLE_S)
        lasting_s = min(self._moved_at[one] - self._pulled_at[one] for one in together)
        share = min(max(lasting_s, 0.0) / PULL_S, 1.0)
        if share < 1.0:
            return Sighting(stage=Stage.NOTICED, sensor_ids=together, share=share)
        stage = Stage.FOUND if len(together) == 1 else Stage.UNDECIDED
        return Sighting(stage=stage, sensor_ids=together, share=1.0)


def _motion_of(reading: SensorReading) -> dict[str, bool]:
    """Which of a machine's values are other than at rest, of those that it told."""
    values = {
        "power": reading.power_w,
        "stroke rate": reading.stroke_rate_spm,
        "cadence": reading.cadence_rpm,
        "speed": reading.speed_mps,
    }
    return {name: value > 0 for name, value in values.items() if value is not None}


class _Level:
    """A signal, smoothed over time."""

    def __init__(self, dbm: float, at: float) -> None:
        self.dbm = dbm
        self._baseline_dbm = dbm
        self._at = at
        self._is_spent = False

    @property
    def is_close(self) -> bool:
        """Whether it is at the laptop: strong, or much stronger than at the beginning."""
        has_risen = self.dbm - self._baseline_dbm >= RISE_DB
        return has_risen or (self.dbm >= NEAR_DBM and not self._is_spent)

    def move_to(self, dbm: float, at: float) -> None:
        """Follow a new value."""
        share = 1.0 - exp(-max(at - self._at, 0.0) / _SMOOTHING_S)
        self.dbm += share * (dbm - self.dbm)
        self._at = at
        self._baseline_dbm = min(self._baseline_dbm, self.dbm)
        if self.dbm < NEAR_DBM - KEPT_LEAD_DB:
            self._is_spent = False

    def begin_anew(self) -> None:
        """What it is now is where it begins; it must go away before it can come close."""
        self._baseline_dbm = self.dbm
        self._is_spent = True

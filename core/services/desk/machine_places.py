"""Which device sits on a player's machine, and what people call it."""

from __future__ import annotations

from collections.abc import Iterable

from core.domain.ids import SensorId
from core.domain.sensor import LinkState, Pairing, Sensor, SensorKind
from core.live.state import PlayerState, SessionState
from core.ports.sensors import SensorSource
from core.services.desk.machine_answer import PushOutcome
from core.services.desk.pairings import Pairings

MONITORS = (SensorKind.PM5_ROWER, SensorKind.PM5_SKI, SensorKind.PM5_BIKE)
CONTROLLABLE = (
    SensorKind.FTMS_ROWER,
    SensorKind.FTMS_BIKE,
    SensorKind.FTMS_CROSS_TRAINER,
    SensorKind.FTMS_TREADMILL,
)
LINKED = (LinkState.LIVE, LinkState.STALE)

Why = tuple[PushOutcome, str, str]
"""Outcome, predicate of the machine, next step."""
_UNPAIRED: Why = (PushOutcome.NO_MACHINE, "is paired with no device", "Pair it in Sensors.")
_MONITOR: Why = (
    PushOutcome.NOT_CONTROLLABLE,
    "has a Concept2 monitor, which shows intervals but cannot be set to this",
    "Push an interval, or call the target out.",
)
_METER: Why = (
    PushOutcome.NOT_CONTROLLABLE,
    "has a device that only measures",
    "Call the target out.",
)


class MachinePlaces:
    """Looks up devices of players.

    Args:
        sensors: What is in the room.
        pairings: Which device sits on which unit.
    """

    def __init__(self, sensors: SensorSource, pairings: Pairings) -> None:
        self._sensors = sensors
        self._pairings = pairings

    def device_of(self, player: PlayerState) -> Sensor | None:
        """The device on a player's machine: one that can be told, before one that measures."""
        known = {sensor.id: sensor for sensor in self._sensors.sensors}
        paired = [
            known[pairing.sensor_id]
            for pairing in self._pairings.all()
            if pairing.sensor_id in known and _sits_at(pairing, player)
        ]
        machines = [sensor for sensor in paired if not sensor.kind.is_worn]
        return min(machines, key=_preference, default=None)

    def name_of(self, sensor_id: SensorId, states: Iterable[SessionState]) -> str:
        """What people call a machine: its unit's name, if it is in one of these sessions."""
        pairing = self._pairings.owner_of(sensor_id)
        players = (player for state in states for player in state.players.values())
        units = (
            player.unit_name
            for player in players
            if pairing is not None and _sits_at(pairing, player)
        )
        names = (sensor.name for sensor in self._sensors.sensors if sensor.id == sensor_id)
        return next(units, "") or next(names, "") or "A machine"


def why_never(device: Sensor | None) -> Why | None:
    """Why this can be told nothing, connected or not; None if it can."""
    if device is None:
        return _UNPAIRED
    if device.kind in CONTROLLABLE:
        return None
    return _MONITOR if device.kind in MONITORS else _METER


def why_never_set() -> Why:
    """Why a monitor cannot be set to anything."""
    return _MONITOR


def machine_name(player: PlayerState, device: Sensor | None) -> str:
    """What stands on a player's machine."""
    device_name = device.name if device is not None else f"The place of {player.player.last_name}"
    return player.unit_name or device_name


def _sits_at(pairing: Pairing, player: PlayerState) -> bool:
    if pairing.unit_id is not None:
        return pairing.unit_id == player.unit_id
    return pairing.player_id == player.player.id


def _preference(sensor: Sensor) -> tuple[bool, bool, bool]:
    kind = sensor.kind
    return kind not in CONTROLLABLE, kind not in MONITORS, sensor.state not in LINKED

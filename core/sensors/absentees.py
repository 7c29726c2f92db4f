"""Known sensors that were not heard since the start: somebody else may hold them."""

from __future__ import annotations

from collections.abc import Collection

from core.domain.ids import SensorId
from core.domain.sensor import LinkState, LinkTrouble, Sensor, SensorKind
from core.sensors.register import SensorRegister
from core.sensors.trouble import next_step, why


class Absentees:
    """Tells of a known sensor that does not advertise because another program holds it.

    Args:
        register: Where it is told; a sensor that was heard is in there already.
    """

    def __init__(self, register: SensorRegister) -> None:
        self._register = register
        self._expected: dict[SensorId, tuple[str, SensorKind]] = {}
        self._told: set[SensorId] = set()

    def expect(self, sensor_id: SensorId, name: str, kind: SensorKind) -> None:
        """Know of a sensor that should come."""
        self._expected[sensor_id] = (name, kind)

    @property
    def are_there(self) -> bool:
        """Whether anybody expected was not heard yet."""
        return bool(self._told) or any(one not in self._register for one in self._expected)

    def held(self, addresses: Collection[str]) -> None:
        """These are connected to this computer by somebody else.

        Args:
            addresses: Of all devices that it holds.
        """
        for sensor_id, (name, kind) in self._expected.items():
            is_held = sensor_id in addresses
            if is_held and sensor_id not in self._register:
                self._told.add(sensor_id)
                self._register.add(_in_use(sensor_id, name, kind), None)
            elif sensor_id in self._told:
                trouble = LinkTrouble.IN_USE if is_held else LinkTrouble.NOT_HEARD
                reason = why(trouble) if is_held else "not heard, waiting for it"
                self._register.set_state(sensor_id, LinkState.LOST, reason, trouble)

    def heard(self, sensor_id: SensorId) -> bool:
        """It advertises now; tells whether it was told absent until then."""
        was_told = sensor_id in self._told
        if was_told:
            self._told.discard(sensor_id)
            self._register.set_state(sensor_id, LinkState.IN_RANGE, "")
        return was_told


def _in_use(sensor_id: SensorId, name: str, kind: SensorKind) -> Sensor:
    return Sensor(
        id=sensor_id,
        name=name or sensor_id,
        kind=kind,
        state=LinkState.LOST,
        reason=why(LinkTrouble.IN_USE),
        trouble=LinkTrouble.IN_USE,
        next_step=next_step(LinkTrouble.IN_USE, kind),
    )

"""Who is who: a sensor's serial number stands for it where its address does not.

An address may be the system's own invention (macOS), or change with a battery. A sensor whose
serial number is known under another address is that other sensor, and goes by its id, so that
pairings hold.
"""

from __future__ import annotations

from core.domain.ids import SensorId
from core.domain.value import Value

_LEAST_SERIAL = 4
"""A shorter serial number may be part of a name by chance."""


class KnownSensor(Value, frozen=True, kw_only=True):
    """A sensor of which more than the address is known."""

    id: SensorId
    name: str
    serial: str


class KnownSensors:
    """Ids by address, serial number and name."""

    def __init__(self) -> None:
        self._known: dict[SensorId, KnownSensor] = {}
        self._id_of: dict[str, SensorId] = {}
        self._unproven: set[str] = set()
        self._strangers: set[tuple[str, SensorId]] = set()

    def resolve(self, address: str) -> SensorId:
        """The id that a device with that address goes by."""
        return self._id_of.get(address, SensorId(address))

    def remember(self, known: KnownSensor) -> None:
        """Know a sensor again."""
        if known.serial:
            self._known[known.id] = known

    def serial_of(self, sensor_id: SensorId) -> str | None:
        """Its serial number, if it was ever told."""
        known = self._known.get(sensor_id)
        return known.serial if known else None

    def owner_of(self, serial: str, name: str) -> SensorId | None:
        """The sensor of that serial number and a name like that.

        Makers count for themselves, so a number alone is not enough; and a name may end in a
        number of its own.
        """
        make = _first_word(name)
        for known in self._known.values():
            if known.serial == serial and _first_word(known.name) == make:
                return known.id
        return None

    def named(self, address: str, name: str) -> SensorId | None:
        """A known sensor that this one may be, by its name; None also if it was ruled out."""
        if not name:
            return None
        for known in self._known.values():
            if known.name == name and (address, known.id) not in self._strangers:
                return known.id
        return None

    def is_in_name(self, sensor_id: SensorId) -> bool:
        """Whether a sensor's name holds its serial number, so that the name alone proves it."""
        known = self._known[sensor_id]
        return len(known.serial) >= _LEAST_SERIAL and known.serial in known.name

    def adopt(self, address: str, sensor_id: SensorId, *, is_proven: bool) -> None:
        """Let a device with that address go by another id."""
        self._id_of[address] = sensor_id
        if is_proven:
            self._unproven.discard(address)
        else:
            self._unproven.add(address)

    def needs_proof(self, address: str) -> bool:
        """Whether only the name speaks for it yet."""
        return address in self._unproven

    def reject(self, address: str) -> None:
        """Its serial number is another: it is not whom it was taken for."""
        sensor_id = self._id_of.pop(address, None)
        self._unproven.discard(address)
        if sensor_id is not None:
            self._strangers.add((address, sensor_id))


def _first_word(name: str) -> str:
    return name.partition(" ")[0].lower()

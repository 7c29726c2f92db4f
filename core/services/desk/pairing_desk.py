"""Changing who a sensor speaks for: with locks respected, and one step back."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from core.domain.ids import PlayerId, SensorId, UnitId
from core.domain.sensor import LinkState, Pairing, Sensor
from core.domain.value import Value
from core.errors import NotFoundError, WrongStateError
from core.events import Event
from core.services.desk.pairings import Pairings


class Owner(Value, frozen=True, kw_only=True):
    """A player or a machine."""

    player_id: PlayerId | None = None
    unit_id: UnitId | None = None

    @property
    def id(self) -> str:
        """Either id; empty for nobody."""
        return self.player_id or self.unit_id or ""


class PairingChange(Value, frozen=True, kw_only=True):
    """What the last step did, sensor by sensor. None: paired with nobody."""

    sensor_id: SensorId
    """The sensor that was meant; a strap known again frees its former address besides."""
    before: dict[SensorId, Pairing | None]
    after: dict[SensorId, Pairing | None]


class PairingDesk:
    """Assigns, forgets, renames and locks. One step can be taken back.

    Args:
        pairings: The desk's list, which others read and remember.
    """

    def __init__(self, pairings: Pairings) -> None:
        self.changed: Event[[]] = Event()
        """`last` is another one."""
        self.last: PairingChange | None = None
        self._pairings = pairings

    def assign(self, sensor: Sensor, owner: Owner) -> None:
        """Give a sensor to an owner; what the club calls it stays.

        Raises:
            WrongStateError: Its pairing is locked.
        """
        self._change(sensor.id, {sensor.id: _pairing(sensor, owner, self._free(sensor.id))})

    def take_over(self, sensor: Sensor, former: Pairing) -> None:
        """A known device speaks under another address: it keeps owner, name and lock.

        Raises:
            WrongStateError: The sensor is locked to somebody else.
        """
        self._free(sensor.id)
        owner = Owner(player_id=former.player_id, unit_id=former.unit_id)
        renewed = _pairing(sensor, owner, former)
        self._change(sensor.id, {former.sensor_id: None, sensor.id: renewed})

    def forget(self, sensor_id: SensorId) -> None:
        """The sensor speaks for nobody now.

        Raises:
            WrongStateError: Its pairing is locked.
        """
        if self._free(sensor_id) is not None:
            self._change(sensor_id, {sensor_id: None})

    def rename(self, sensor_id: SensorId, label: str) -> None:
        """Call a paired sensor something; an empty label gives it its own name back.

        Raises:
            NotFoundError: It has no owner, and only pairings are remembered.
        """
        pairing = self._paired(sensor_id)
        self._pairings.pair(msgspec.structs.replace(pairing, label=label.strip()))

    def set_locked(self, sensor_id: SensorId, *, is_locked: bool) -> None:
        """Guard a pairing against changes, or allow them again.

        Raises:
            NotFoundError: It has no owner.
        """
        pairing = self._paired(sensor_id)
        self._pairings.pair(msgspec.structs.replace(pairing, is_locked=is_locked))

    def undo(self) -> PairingChange | None:
        """Take the last step back, unless somebody changed the same pairings since.

        Returns:
            What was taken back; None if there is nothing.
        """
        last, self.last = self.last, None
        if last is None:
            return None
        is_untouched = all(
            _owner(self._pairings.owner_of(sensor_id)) == _owner(pairing)
            for sensor_id, pairing in last.after.items()
        )
        if is_untouched:
            self._write(last.before)
        self.changed.emit()
        return last if is_untouched else None

    def _change(self, sensor_id: SensorId, after: dict[SensorId, Pairing | None]) -> None:
        before = {one: self._pairings.owner_of(one) for one in after}
        if before == after:
            return
        self.last = PairingChange(sensor_id=sensor_id, before=before, after=after)
        self._write(after)
        self.changed.emit()

    def _write(self, wanted: dict[SensorId, Pairing | None]) -> None:
        for sensor_id, pairing in wanted.items():
            if pairing is None:
                self._pairings.unpair(sensor_id)
        kept = [pairing for pairing in wanted.values() if pairing is not None]
        if kept:
            self._pairings.pair(*kept)

    def _free(self, sensor_id: SensorId) -> Pairing | None:
        pairing = self._pairings.owner_of(sensor_id)
        if pairing is not None and pairing.is_locked:
            raise WrongStateError(
                "This pairing is locked.", suggested_action="Unlock it first (Ctrl+L)."
            )
        return pairing

    def _paired(self, sensor_id: SensorId) -> Pairing:
        pairing = self._pairings.owner_of(sensor_id)
        if pairing is None:
            raise NotFoundError(
                "Only a sensor with an owner is remembered.",
                suggested_action="Assign it first (Enter).",
            )
        return pairing


def likely_owners(
    sensor: Sensor, pairings: Iterable[Pairing], sensors: Iterable[Sensor]
) -> tuple[Pairing, ...]:
    """Pairings of absent sensors that this unpaired one may be under another address.

    The same serial number decides alone; else the same advertised name counts, which several
    straps of one model may share: with more than one answer somebody has to be asked.
    """
    known = tuple(pairings)
    if any(pairing.sensor_id == sensor.id for pairing in known):
        return ()
    here = {one.id for one in sensors if one.state is not LinkState.LOST}
    absent = [pairing for pairing in known if pairing.sensor_id not in here]
    if sensor.serial:
        same = tuple(one for one in absent if one.serial == sensor.serial)
        if same:
            return same
    return tuple(
        one
        for one in absent
        if sensor.name
        and one.sensor_name == sensor.name
        and not (sensor.serial and one.serial and one.serial != sensor.serial)
    )


def owner_of(pairing: Pairing) -> Owner:
    """Whose it is."""
    return Owner(player_id=pairing.player_id, unit_id=pairing.unit_id)


def _owner(pairing: Pairing | None) -> Owner | None:
    return owner_of(pairing) if pairing is not None else None


def _pairing(sensor: Sensor, owner: Owner, former: Pairing | None) -> Pairing:
    return Pairing(
        sensor_id=sensor.id,
        player_id=owner.player_id,
        unit_id=owner.unit_id,
        label=former.label if former is not None else "",
        is_locked=former.is_locked if former is not None else False,
        sensor_name=sensor.name,
        serial=sensor.serial or (former.serial if former is not None else None),
    )

"""A check-in in progress: for whom, what was noticed, what is offered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from core.domain.ids import SensorId
from core.domain.sensor import LinkState, Sensor, SensorReading
from core.domain.value import Value
from core.errors import HockeyHubError
from core.ports.sensors import SensorSource
from core.services.desk.check_in import MachineCheckIn, Sighting, Stage, StrapCheckIn
from core.services.desk.pairing_desk import Owner
from core.services.desk.pairings import Pairings
from ui.common.spawner import Spawner
from ui.sensors.rows import Owners

_HEARD_S = 3.0
"""A connected strap does not advertise: so long its last signal counts."""
_CONNECTED = (LinkState.LIVE, LinkState.STALE, LinkState.CONNECTING, LinkState.RECONNECTING)


class Offer(Value, frozen=True, kw_only=True):
    """A way to end the question: this device for that owner."""

    sensor_id: SensorId
    owner: Owner
    text: str


class CheckInView(Value, frozen=True, kw_only=True):
    """What the card shows."""

    heading: str
    prompt: str
    share: float = 0.0
    offers: tuple[Offer, ...] = ()
    is_question: bool = False
    """Whether there is more than one likely answer."""


@dataclass(frozen=True)
class CheckInParts:
    """What a check-in works with."""

    sensors: SensorSource
    pairings: Pairings
    tasks: Spawner
    now: Callable[[], float]
    owners: Callable[[], Owners]
    readings: Callable[[], dict[SensorId, SensorReading]]
    """The last of each device."""


class CheckInModel(QObject):
    """Listens for one owner at a time; decides nothing by itself, only offers."""

    changed = Signal()

    def __init__(self, parts: CheckInParts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._owner: Owner | None = None
        self._straps = StrapCheckIn()
        self._machines = MachineCheckIn()
        self._signals: dict[SensorId, tuple[int | None, float]] = {}
        self._borrowed: set[SensorId] = set()
        self.view: CheckInView | None = None
        self._undo = parts.sensors.reading_received.connect(self._on_reading)
        self.destroyed.connect(self._undo)

    @property
    def owner(self) -> Owner | None:
        """For whom; None while no check-in is on."""
        return self._owner

    def begin(self, owner: Owner) -> None:
        """Listen for an owner's device."""
        is_same_kind = self._owner is not None and bool(self._owner.unit_id) == bool(owner.unit_id)
        if not is_same_kind:
            self.end()
        self._owner = owner
        if is_same_kind:
            self._straps.reset()
            self._machines.reset()
        else:
            self._straps, self._machines = StrapCheckIn(), MachineCheckIn()
            for reading in self._parts.readings().values():
                if self._parts.now() - reading.at < _HEARD_S:
                    self._machines.heard(reading)
        self._borrow()
        self.look()

    def go_on(self) -> None:
        """It was not this one: listen on."""
        self._straps.reset()
        self._machines.reset()
        self.look()

    def end(self) -> None:
        """Listen no more, and let go of machines that were only listened to."""
        if self._owner is None:
            return
        self._owner = None
        for sensor_id in self._borrowed:
            if self._parts.pairings.owner_of(sensor_id) is None:
                letting_go = self._parts.sensors.disconnect(sensor_id)
                self._parts.tasks.spawn(letting_go, name="let a machine go after check-in")
        self._borrowed.clear()
        self._set_view(None)

    def look(self) -> None:
        """Think again; to be called a few times a second while a check-in is on."""
        if self._owner is None:
            return
        now = self._parts.now()
        if self._owner.unit_id is not None:
            self._borrow()
            sighting = self._machines.look(now)
        else:
            self._hear_straps(now)
            sighting = self._straps.look(now)
        self._set_view(self._view_of(self._owner, sighting))

    def _hear_straps(self, now: float) -> None:
        """A connected strap does not advertise: only a signal that changes says where it is."""
        for sensor in self._candidates():
            is_mute = sensor.state in _CONNECTED and not sensor.is_broadcast
            first = (sensor.rssi_dbm, now - _HEARD_S if is_mute else now)
            before, since = self._signals.get(sensor.id, first)
            if sensor.rssi_dbm != before:
                before, since = sensor.rssi_dbm, now
            self._signals[sensor.id] = (before, since)
            is_old = is_mute and now - since >= _HEARD_S
            is_heard = sensor.state is not LinkState.LOST and not is_old
            self._straps.heard(sensor.id, sensor.rssi_dbm if is_heard else None, now)

    def _candidates(self) -> tuple[Sensor, ...]:
        """Devices that may be this owner's; a locked one has its owner."""
        owner, owners = self._owner, self._parts.owners()
        if owner is None:
            return ()
        return tuple(
            sensor
            for sensor in self._parts.sensors.sensors
            if not self._is_locked(sensor.id)
            and any(owner.id == one for one, _ in owners.offered_to(sensor.kind))
        )

    def _is_locked(self, sensor_id: SensorId) -> bool:
        pairing = self._parts.pairings.owner_of(sensor_id)
        return pairing is not None and pairing.is_locked

    def _borrow(self) -> None:
        """Connect the machines in question: only who is connected can be felt."""
        if self._owner is None or self._owner.unit_id is None:
            return
        for sensor in self._candidates():
            is_free = self._parts.pairings.owner_of(sensor.id) is None
            is_new = sensor.id not in self._borrowed
            if is_free and is_new and sensor.state is LinkState.IN_RANGE:
                self._borrowed.add(sensor.id)
                self._parts.tasks.spawn(self._connect(sensor.id), name="listen to a machine")

    async def _connect(self, sensor_id: SensorId) -> None:
        try:
            await self._parts.sensors.connect(sensor_id)
        except HockeyHubError:
            return  # its row says why; the other machines are listened to

    def _on_reading(self, reading: SensorReading) -> None:
        if self._owner is None or self._owner.unit_id is None:
            return
        if reading.sensor_id in {sensor.id for sensor in self._candidates()}:
            self._machines.heard(reading)

    def _view_of(self, owner: Owner, sighting: Sighting) -> CheckInView:
        name = self._parts.owners().name(owner)
        is_machine = owner.unit_id is not None
        heading = f"Check-in: {name}"
        match sighting.stage:
            case Stage.CROWDED:
                count = len(sighting.sensor_ids)
                prompt = f"{count} straps are close to the laptop. Take all but one away."
                return CheckInView(heading=heading, prompt=prompt)
            case Stage.FOUND | Stage.UNDECIDED:
                return self._offer(owner, sighting.sensor_ids, heading)
            case Stage.NOTICED:
                devices = " and ".join(self._device(one) for one in sighting.sensor_ids)
                prompt = f"{devices}: {'keep pulling' if is_machine else 'keep it there'} …"
            case _:
                prompt = _prompt(name, is_machine=is_machine)
        return CheckInView(heading=heading, prompt=prompt, share=sighting.share)

    def _offer(self, owner: Owner, sensor_ids: tuple[SensorId, ...], heading: str) -> CheckInView:
        owners = self._parts.owners()
        name = owners.name(owner)
        if len(sensor_ids) > 1:
            done = "were moved together" if owner.unit_id else "are equally close"
            offers = tuple(
                Offer(sensor_id=one, owner=owner, text=self._device(one)) for one in sensor_ids
            )
            prompt = f"{len(sensor_ids)} devices {done}. Which one is {name}'s?"
            return CheckInView(
                heading=heading, prompt=prompt, share=1.0, offers=offers, is_question=True
            )
        sensor_id = next(iter(sensor_ids))
        device = self._device(sensor_id)
        pairing = self._parts.pairings.owner_of(sensor_id)
        former = owners.name_of(pairing)
        if pairing is not None and former != name:
            keeper = Owner(player_id=pairing.player_id, unit_id=pairing.unit_id)
            offers = (
                Offer(sensor_id=sensor_id, owner=owner, text=f"{name}'s now"),
                Offer(sensor_id=sensor_id, owner=keeper, text=f"Still {former}'s"),
            )
            prompt = f"{device} is remembered as {former}'s. Whose is it?"
            return CheckInView(
                heading=heading, prompt=prompt, share=1.0, offers=offers, is_question=True
            )
        offer = Offer(sensor_id=sensor_id, owner=owner, text=f"Give it to {name}")
        return CheckInView(heading=heading, prompt=f"Found: {device}.", share=1.0, offers=(offer,))

    def _device(self, sensor_id: SensorId) -> str:
        pairing = self._parts.pairings.owner_of(sensor_id)
        if pairing is not None and pairing.label:
            return pairing.label
        names = {sensor.id: sensor.name for sensor in self._parts.sensors.sensors}
        return names.get(sensor_id) or sensor_id

    def _set_view(self, view: CheckInView | None) -> None:
        if view != self.view:
            self.view = view
            self.changed.emit()


def _prompt(name: str, *, is_machine: bool) -> str:
    if is_machine:
        return f"Pull the handle of {name}, or turn its pedals. Let the others rest."
    return f"Hold the strap of {name} to the laptop for two seconds. Wet its pads first."

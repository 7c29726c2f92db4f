"""What the trainer does to pairings: assign, forget, name, lock, answer; one step back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from core.domain.ids import SensorId
from core.domain.sensor import Sensor
from core.errors import HockeyHubError
from core.services.desk.pairing_desk import PairingDesk, likely_owners
from ui.common.feedback import Notice, notice_of
from ui.common.services import DeskServices
from ui.sensors.check_in_model import Offer
from ui.sensors.questions import CLAIMED, Question, contest, likely_question
from ui.sensors.rows import Owners
from widgets.inputs import BannerKind


class DeskSteps(QObject):
    """Each step connects or lets go of its sensor besides; refusals become notices.

    Args:
        services: The radio, pairings and tasks of the desk.
        owners: Who can own sensors, as known now.
        parent: Owner.
    """

    noticed = Signal(object)
    """A `Notice` for the trainer."""
    step_done = Signal(str)
    """A sentence about what can now be taken back; empty when nothing can."""
    question_answered = Signal()

    def __init__(
        self,
        services: DeskServices,
        owners: Callable[[], Owners],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._sensors = services.sensors
        self._pairings = services.pairings
        self._tasks = services.tasks
        self._owners = owners
        self._declined: set[SensorId] = set()
        self.desk = PairingDesk(services.pairings)

    def questions(self) -> tuple[Question, ...]:
        """Devices that are probably known ones."""
        pairings, sensors = self._pairings.all(), self._sensors.sensors
        found = [
            contest(one, self._name(one), self._pairings, self._owners())
            for one in self._pairings.contested
        ]
        for sensor in sensors:
            if sensor.id in self._declined:
                continue
            likely = likely_owners(sensor, pairings, sensors)
            if likely:
                found.append(likely_question(sensor, likely, self._owners()))
        return tuple(found)

    def answer(self, question: Question, former_id: SensorId | None) -> None:
        """The device is the one that had this address; with None it is another one."""
        if self._pairings.contest_of(question.sensor_id) is not None:
            self._settle(question, former_id)
            return
        former = self._pairings.owner_of(former_id) if former_id is not None else None
        sensor = self._sensor(question.sensor_id)
        if former is None or sensor is None:
            self._declined.add(question.sensor_id)
            self.question_answered.emit()
        elif self._try(lambda: self.desk.take_over(sensor, former)):
            self._connect_soon(sensor.id)
            self.step_done.emit(f"{sensor.name} is {self._owners().name_of(former)}'s again.")

    def assign(self, sensor_id: SensorId, owner_id: str) -> bool:
        """Give a sensor to an owner, and keep it connected; with an empty id forget it."""
        sensor = self._sensor(sensor_id)
        if not owner_id:
            return self.forget(sensor_id)
        if sensor is None:
            return False
        owner = self._owners().owner(owner_id)
        if not self._try(lambda: self.desk.assign(sensor, owner)):
            return False
        self._connect_soon(sensor_id)
        self.step_done.emit(f"{self._name(sensor_id)} is {self._owners().name(owner)}'s now.")
        return True

    def give(self, sensor_id: str, owner_id: str) -> None:
        """Assign what was dropped or chosen, unless it does not fit; then say why."""
        sensor = SensorId(sensor_id)
        if owner_id and self.refuses(sensor_id, owner_id):
            self.say_refusal(sensor)
        else:
            self.assign(sensor, owner_id)

    def say_refusal(self, sensor_id: SensorId) -> None:
        """Tell why a device cannot be given to whom it was meant for."""
        pairing, name = self._pairings.owner_of(sensor_id), self._name(sensor_id)
        if pairing is not None and pairing.is_locked:
            owner = self._owners().name_of(pairing)
            text = f"{name} is locked to {owner}. Unlock it first (Ctrl+L)."
        else:
            text = f"{name} cannot be given to that one. Choose an owner of its kind."
        self.noticed.emit(Notice(text))

    def forget(self, sensor_id: SensorId) -> bool:
        """The sensor is nobody's any more, and is let go."""
        name, former = self._name(sensor_id), self._pairings.owner_of(sensor_id)
        if former is None or not self._try(lambda: self.desk.forget(sensor_id)):
            return False
        self._let_go_soon(sensor_id)
        self.step_done.emit(f"{name} is not {self._owners().name_of(former)}'s any more.")
        return True

    def accept(self, offer: Offer) -> bool:
        """End a check-in with what was offered."""
        pairing = self._pairings.owner_of(offer.sensor_id)
        if pairing is not None and offer.owner.id == (pairing.player_id or pairing.unit_id):
            return True  # it stays where it was
        return self.assign(offer.sensor_id, offer.owner.id)

    def rename(self, sensor_id: SensorId, label: str) -> None:
        """Call a device something."""
        self._try(lambda: self.desk.rename(sensor_id, label))

    def toggle_lock(self, sensor_id: SensorId) -> None:
        """Lock a pairing, or unlock it."""
        pairing = self._pairings.owner_of(sensor_id)
        is_locked = pairing is None or not pairing.is_locked
        self._try(lambda: self.desk.set_locked(sensor_id, is_locked=is_locked))

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return self.desk.last is not None

    def undo(self) -> None:
        """Take the last assignment or forgetting back."""
        change = self.desk.undo()
        self.step_done.emit("")
        if change is None:
            return
        for sensor_id, pairing in change.before.items():
            if pairing is not None:
                self._connect_soon(sensor_id)
            elif change.after[sensor_id] is not None:
                self._let_go_soon(sensor_id)

    def zero(self, sensor_id: SensorId) -> None:
        """Zero a power meter; what came of it is told."""
        self._tasks.spawn(self._zero(sensor_id), name="zero a power meter")

    def refuses(self, sensor_id: str, owner_id: str) -> bool:
        """Whether a device cannot be given to an owner: it is locked, or of another kind."""
        sensor = self._sensor(SensorId(sensor_id))
        pairing = self._pairings.owner_of(SensorId(sensor_id))
        if sensor is None or (pairing is not None and pairing.is_locked):
            return True
        return owner_id not in {one for one, _ in self._owners().offered_to(sensor.kind)}

    def _settle(self, question: Question, answer: SensorId | None) -> None:
        self._pairings.settle(question.sensor_id, is_claimed=answer == CLAIMED)
        owner = self._owners().name_of(self._pairings.owner_of(question.sensor_id))
        self.step_done.emit(f"{self._name(question.sensor_id)} is {owner}'s.")

    def _sensor(self, sensor_id: SensorId) -> Sensor | None:
        return next((one for one in self._sensors.sensors if one.id == sensor_id), None)

    def _name(self, sensor_id: SensorId) -> str:
        pairing, sensor = self._pairings.owner_of(sensor_id), self._sensor(sensor_id)
        if pairing is not None and (pairing.label or pairing.sensor_name):
            return pairing.label or pairing.sensor_name
        return (sensor.name if sensor is not None else "") or sensor_id

    def _try(self, act: Callable[[], None]) -> bool:
        try:
            act()
        except HockeyHubError as error:
            self.noticed.emit(notice_of(error))
            return False
        return True

    def _connect_soon(self, sensor_id: SensorId) -> None:
        self._tasks.spawn(self._connect(sensor_id), name="connect a sensor")

    def _let_go_soon(self, sensor_id: SensorId) -> None:
        self._tasks.spawn(self._sensors.disconnect(sensor_id), name="let a sensor go")

    async def _connect(self, sensor_id: SensorId) -> None:
        try:
            await self._sensors.connect(sensor_id)
        except HockeyHubError as error:
            self.noticed.emit(notice_of(error))

    async def _zero(self, sensor_id: SensorId) -> None:
        try:
            result = await self._services.machines.zero_offset(sensor_id)
        except HockeyHubError as error:
            self.noticed.emit(notice_of(error))
            return
        text = f"{self._name(sensor_id)} is zeroed: offset {result.offset:g} {result.unit}."
        self.noticed.emit(Notice(text, BannerKind.OK))

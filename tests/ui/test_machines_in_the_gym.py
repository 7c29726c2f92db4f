"""The machine panel over the virtual gym: what is clicked reaches real control points."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest

from PySide6.QtWidgets import QApplication

from core.domain.ids import SensorId
from core.domain.sensor import Pairing, SensorKind
from core.ports.hub_link import SessionAction
from core.sensors.control.machines import BleakMachineControl
from core.sensors.virtual.brake import Brake
from core.services.desk.machine_desk import MachineDesk
from core.services.desk.machine_order import OrderKind
from core.tasks import TaskScope
from tests.helpers.live_desk import LiveDesk
from tests.helpers.machine_scene import tell
from tests.helpers.virtual_room import VirtualRoom, one_of
from ui.live.machine_table import NOTE_COLUMN, STATE_COLUMN
from ui.live.page import LivePage

_TARGET_COLUMN = 4


class Hall:
    """Three virtual bikes on the bikes of group B, a virtual rower and a monitor in group A."""

    def __init__(self, room: VirtualRoom, desk: LiveDesk, page: LivePage) -> None:
        self.room = room
        self.desk = desk
        self.page = page
        devices = room.gym.devices
        self.bikes = [one.address for one in devices if one.kind is SensorKind.FTMS_BIKE]
        (self.rower,) = (one.address for one in devices if one.kind is SensorKind.FTMS_ROWER)

    def brake(self, address: str) -> Brake:
        control = self.room.gym._stations.at(address)._control
        assert control is not None
        return control.brake

    def cell(self, machine: str, column: int) -> str:
        table = self.page.machines.table
        row = next(row for row in range(table.rowCount()) if table.text(row, 0) == machine)
        return table.text(row, column)

    def choose(self, *machines: str) -> None:
        model = self.page.machines.model
        model.choose(row.player_id for row in model.rows if row.machine in machines)

    async def tell(self, kind: OrderKind, value: float = 0.0) -> None:
        tell(self.page, kind, value)
        await self.until(lambda: not self.page.model.push.job.is_running, "answered")

    async def until(self, condition: Callable[[], object], what: str) -> None:
        def is_so() -> object:
            self.page.machines.refresh()
            return condition()

        await self.room.until(is_so, what)


@asynccontextmanager
async def hall() -> AsyncIterator[Hall]:
    devices = one_of(ftms_bikes=3, ftms_rowers=1)
    desk = LiveDesk()
    desk.open()
    desk.tell_all(SessionAction.START)
    rowing, biking = desk.bundle.sessions[:2]
    tasks = TaskScope()
    async with VirtualRoom(devices) as room:
        await room.connect(*(one.address for one in devices))
        for kind, session in ((SensorKind.FTMS_BIKE, biking), (SensorKind.FTMS_ROWER, rowing)):
            addresses = [one.address for one in devices if one.kind is kind]
            for address, seat in zip(addresses, session.assignments, strict=False):
                desk.pairings.pair(Pairing(sensor_id=SensorId(address), unit_id=seat.unit_id))
        control = BleakMachineControl(room.source, room.source.client_of, room.clock)
        machines = MachineDesk(
            control, room.source, desk.pairings, desk.floor.board, desk.clock.now
        )
        page = LivePage(replace(desk.services, sensors=room.source, machines=machines, tasks=tasks))
        page.resize(1278, 736)
        page.tabs.setCurrentIndex(3)
        made = Hall(room, desk, page)
        try:
            await made.until(lambda: made.cell("Bike Erg 3", STATE_COLUMN) == "Ready", "asked")
            yield made
        finally:
            page.deleteLater()
            machines.close()
            await tasks.close()
            await control.close()


@pytest.mark.usefixtures("qapp")
async def test_that_orders_reach_the_machines_and_are_taken_back():
    async with hall() as gym:
        first, second, third = gym.bikes
        gym.choose("Bike Erg 1", "Bike Erg 2", "Bike Erg 3")
        await gym.tell(OrderKind.POWER, 203)
        assert [gym.brake(one).power_w for one in gym.bikes] == [205] * 3  # steps of 5 W
        assert gym.cell("Bike Erg 1", STATE_COLUMN) == "Controlled"
        assert gym.cell("Bike Erg 1", _TARGET_COLUMN).startswith("205 W")
        gym.choose("Bike Erg 1")
        await gym.tell(OrderKind.PAUSE)
        assert gym.brake(first).is_stopped
        await gym.tell(OrderKind.START)
        assert not gym.brake(first).is_stopped
        await gym.tell(OrderKind.STOP)
        assert gym.brake(first).is_stopped
        gym.choose("Bike Erg 2")
        await gym.tell(OrderKind.RESISTANCE, 40)
        assert gym.brake(second) == Brake(factor=2.0)
        gym.choose("Bike Erg 3")
        await gym.tell(OrderKind.ROAD, 5)
        assert gym.brake(third) == Brake(factor=1.5)
        gym.page.machines.model.undo()
        await gym.until(lambda: gym.brake(third).power_w == 205, "taken back")
        await gym.tell(OrderKind.FREE)
        assert gym.brake(third) == Brake()


@pytest.mark.usefixtures("qapp")
async def test_that_only_what_a_machine_offers_can_be_set():
    async with hall() as gym:
        form = gym.page.machines.controls.form
        gym.choose("Rower 1")
        form.show_kind(OrderKind.POWER)
        assert not form.set_button.isEnabled()
        assert form.reason.text() == "Rower 1 offers no target power."
        form.show_kind(OrderKind.RESISTANCE)
        field = form.fields[OrderKind.RESISTANCE]
        assert (field.minimum(), field.maximum()) == (1, 10)
        await gym.tell(OrderKind.RESISTANCE, 10)
        assert gym.brake(gym.rower).factor == 2.0


@pytest.mark.usefixtures("qapp")
async def test_that_a_machine_that_refuses_is_named_while_the_others_obey():
    async with hall() as gym:
        gym.room.gym.faults.manners_of(gym.bikes[1]).refuses_control = True
        gym.choose("Bike Erg 1", "Bike Erg 2", "Bike Erg 3")
        await gym.tell(OrderKind.FTP_SHARE, 0.8)
        text = gym.page.banner.text
        assert text.startswith("80 % of FTP set on 2 of 3 machines. Bike Erg 2 failed at")
        assert gym.cell("Bike Erg 2", STATE_COLUMN) == "Refused control"
        assert gym.cell("Bike Erg 2", NOTE_COLUMN).startswith("Failed at being controlled.")
        assert gym.brake(gym.bikes[0]).power_w is not None
        assert gym.brake(gym.bikes[1]) == Brake()


@pytest.mark.usefixtures("qapp")
async def test_that_control_that_is_taken_away_for_good_is_shown_and_taken_back():
    async with hall() as gym:
        gym.choose("Bike Erg 1")
        await gym.tell(OrderKind.POWER, 200)
        faults = gym.room.gym.faults
        faults.manners_of(gym.bikes[0]).refuses_control = True
        faults.take_control(gym.bikes[0])
        await gym.until(lambda: gym.cell("Bike Erg 1", STATE_COLUMN) == "Control lost", "lost")
        assert gym.cell("Bike Erg 1", _TARGET_COLUMN) == "\N{EN DASH}"
        assert gym.page.banner.text.startswith("Bike Erg 1 gave its control to somebody else.")
        faults.manners_of(gym.bikes[0]).refuses_control = False
        await gym.tell(OrderKind.POWER, 200)
        assert gym.cell("Bike Erg 1", STATE_COLUMN) == "Controlled"
        assert gym.brake(gym.bikes[0]).power_w == 200


@pytest.mark.usefixtures("qapp")
async def test_that_waiting_for_a_silent_machine_can_be_cancelled():
    async with hall() as gym:
        gym.room.gym.faults.manners_of(gym.bikes[2]).ignores_control = True
        gym.choose("Bike Erg 1", "Bike Erg 2", "Bike Erg 3")
        tell(gym.page, OrderKind.POWER, 150)
        job = gym.page.model.push.job
        told = "Setting machines: 2 of 3 have answered"
        await gym.until(lambda: gym.page.progress.text == told, "two have answered")
        gym.page.progress.cancel.click()
        await gym.until(lambda: not job.is_running, "cancelled")
        assert gym.page.banner.text.startswith("Cancelled: 2 machines did it; 1 machine had not")
        assert gym.brake(gym.bikes[0]).power_w == 150
        gym.page.machines.model.undo()
        await gym.until(lambda: gym.brake(gym.bikes[1]) == Brake(), "taken back")


def test_that_the_panel_needs_no_machine(qapp: QApplication, qtbot):
    page = LivePage(LiveDesk().services)
    qtbot.addWidget(page)
    page.tabs.setCurrentIndex(3)
    page.machines.refresh()
    assert page.machines.table.rowCount() == 0
    assert not page.machines.controls.form.set_button.isEnabled()

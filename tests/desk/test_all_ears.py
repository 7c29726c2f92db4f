"""What gateways hear stands beside what the own radio hears, each device once."""

from __future__ import annotations

import pytest

from core.clock import ManualClock
from core.domain.gateway import GatewayHeard
from core.domain.ids import SensorId
from core.domain.radio import AdapterStatus, RadioStatus
from core.domain.sensor import LinkState, Sensor, SensorKind
from core.events import Event
from core.services.desk.all_ears import SILENT_S, AllEars
from core.tasks import TaskScope
from tests.helpers.radio_fakes import FakeSensorSource


def strap(sensor: str, state: LinkState, rssi_dbm: int = -70) -> Sensor:
    return Sensor(
        id=SensorId(sensor),
        name=f"Strap {sensor}",
        kind=SensorKind.HEART_RATE,
        state=state,
        rssi_dbm=rssi_dbm,
    )


class Room:
    def __init__(self, tasks: TaskScope) -> None:
        self.own = FakeSensorSource()
        self.own.radio_status = RadioStatus(adapters=(AdapterStatus(name="bluetooth"),))
        self.heard: Event[[GatewayHeard]] = Event()
        self.clock = ManualClock(0)
        self.ears = AllEars(self.own, self.heard, self.clock, tasks)
        self.told: list[Sensor] = []
        self.ears.sensor_changed.connect(self.told.append)

    def says(self, *sensors: Sensor) -> None:
        self.heard.emit(GatewayHeard(receiver="Far corner", sensors=sensors))

    def shown(self) -> dict[str, tuple[LinkState, str]]:
        return {one.id: (one.state, one.receiver) for one in self.ears.sensors}


@pytest.fixture
async def room():
    tasks = TaskScope()
    yield Room(tasks)
    await tasks.close()


async def test_that_each_device_is_shown_once_by_the_receiver_that_has_it_best(room: Room):
    room.own.show(strap("a", LinkState.LIVE))
    room.own.show(strap("b", LinkState.LOST))
    room.says(
        strap("a", LinkState.IN_RANGE, -40),
        strap("b", LinkState.LIVE),
        strap("c", LinkState.IN_RANGE),
    )
    assert room.shown() == {
        "a": (LinkState.LIVE, "bluetooth"),
        "b": (LinkState.LIVE, "Far corner"),
        "c": (LinkState.IN_RANGE, "Far corner"),
    }
    room.own.show(strap("b", LinkState.LIVE))
    assert room.shown()["b"] == (LinkState.LIVE, "bluetooth")
    count = len(room.told)
    room.says(strap("c", LinkState.IN_RANGE), strap("b", LinkState.LIVE))
    assert {one.id for one in room.told[count:]} <= {"a", "b"}


async def test_that_the_devices_of_a_gateway_that_fell_silent_are_lost(room: Room):
    room.says(strap("c", LinkState.LIVE))
    await room.clock.advance(SILENT_S + 3)
    assert room.shown() == {}
    assert (room.told[-1].id, room.told[-1].state) == ("c", LinkState.LOST)


async def test_that_a_device_of_the_gateway_can_be_paired_without_connecting_it_here(room: Room):
    room.says(strap("c", LinkState.IN_RANGE))
    await room.ears.connect(SensorId("c"))
    assert room.shown()["c"] == (LinkState.IN_RANGE, "Far corner")

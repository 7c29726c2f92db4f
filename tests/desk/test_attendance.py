"""Paired sensors are connected as they come in range, and nobody else."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from core.domain.ids import PlayerId, SensorId, UnitId
from core.domain.sensor import LinkState, Pairing
from core.services.desk.attendance import Attendance
from core.services.desk.pairings import Pairings
from core.tasks import TaskScope
from tests.helpers.virtual_room import VirtualRoom, one_of


class Gathering(VirtualRoom):
    """A room where one strap and one erg of two each have an owner from the day before."""

    def __init__(self) -> None:
        super().__init__(one_of(straps=2, pm5_skis=2))
        addresses = [device.address for device in self.gym.devices]
        self.strap, self.stranger, self.erg, self.spare = addresses
        self.failures: list[str] = []
        self.pairings = Pairings(
            [
                Pairing(sensor_id=SensorId(self.strap), player_id=PlayerId("player-001")),
                Pairing(sensor_id=SensorId(self.erg), unit_id=UnitId("ski-erg-1")),
            ]
        )
        self.attempts: list[str] = []
        connect = self.source.connect

        async def counted(sensor_id: SensorId) -> None:
            self.attempts.append(sensor_id)
            await connect(sensor_id)

        self.source.connect = counted
        self.scope = TaskScope(lambda name, _error: self.failures.append(name))
        self.attendance = Attendance(self.source, self.pairings, self.scope)

    async def until_live(self, *addresses: str) -> None:
        await self.until(
            lambda: all(self.sensor(one).state is LinkState.LIVE for one in addresses), "live"
        )


@pytest_asyncio.fixture
async def room() -> AsyncIterator[Gathering]:
    gathering = Gathering()
    gathering.attendance.start()
    async with gathering:
        yield gathering
        gathering.attendance.close()
        await gathering.scope.close()
    assert gathering.failures == []


async def test_that_known_sensors_connect_by_themselves_once_and_strangers_do_not(
    room: Gathering,
) -> None:
    await room.until_live(room.strap, room.erg)
    await room.play(3)
    assert sorted(room.attempts) == sorted([room.strap, room.erg])
    assert room.sensor(room.stranger).state is LinkState.IN_RANGE
    assert room.sensor(room.spare).state is LinkState.IN_RANGE


async def test_that_a_sensor_that_gets_an_owner_is_connected_at_once(room: Gathering) -> None:
    await room.until_live(room.strap, room.erg)
    room.pairings.pair(Pairing(sensor_id=SensorId(room.spare), unit_id=UnitId("ski-erg-2")))
    await room.until_live(room.spare)
    assert room.attempts.count(room.spare) == 1


async def test_that_a_sensor_let_go_by_hand_stays_so_until_it_is_paired_anew(
    room: Gathering,
) -> None:
    await room.until_live(room.strap, room.erg)
    strap = SensorId(room.strap)
    await room.source.disconnect(strap)
    await room.play(3)
    room.pairings.pair(Pairing(sensor_id=SensorId(room.spare), unit_id=UnitId("ski-erg-2")))
    await room.until_live(room.spare)
    assert room.sensor(room.strap).state is LinkState.IN_RANGE
    room.pairings.unpair(strap)
    room.pairings.pair(Pairing(sensor_id=strap, player_id=PlayerId("player-002")))
    await room.until_live(room.strap)
    assert room.attempts.count(room.strap) == 2


async def test_that_a_sensor_that_is_connected_already_is_not_connected_again(
    room: Gathering,
) -> None:
    await room.connect(room.stranger)
    room.pairings.pair(Pairing(sensor_id=SensorId(room.stranger), player_id=PlayerId("player-003")))
    await room.source.disconnect(SensorId(room.stranger))
    await room.play(3)
    assert room.sensor(room.stranger).state is LinkState.IN_RANGE
    assert room.attempts.count(room.stranger) == 1  # the one by hand

"""A sensor is known by its serial number when its address has changed."""

import msgspec

from core.domain.ids import SensorId
from core.domain.sensor import LinkState
from tests.helpers.virtual_room import VirtualRoom, one_of

NEW = "02:48:48:77:00:01"


async def test_that_a_strap_that_comes_back_under_another_address_keeps_its_id():
    async with VirtualRoom(one_of(straps=2)) as room:
        strap, other = (one.address for one in room.gym.devices)
        await room.connect(strap, other)
        room.readings.clear()
        await room.gym.faults.change_address(strap, NEW)
        await room.until(lambda: room.sensor(strap).state is not LinkState.LIVE, "gone")
        await room.until(lambda: room.sensor(strap).state is LinkState.LIVE, "live again")
        await room.play(3)
        assert {one.id for one in room.source.sensors} == {strap, other}
        assert {one.sensor_id for one in room.readings} == {strap, other}


async def test_that_two_of_one_name_are_told_apart_by_their_serial_numbers():
    first, second = one_of(straps=2)
    second = msgspec.structs.replace(second, name="HRM", serial="BBBB2222")
    first = msgspec.structs.replace(first, name="HRM", serial="AAAA1111")
    async with VirtualRoom((first, second)) as room:
        await room.connect(first.address)
        await room.gym.faults.vanish(first.address)
        await room.gym.faults.change_address(second.address, NEW)
        await room.until(lambda: NEW in {one.id for one in room.source.sensors}, "its own sensor")
        await room.play(5)
        await room.connect(NEW)
        assert room.sensor(NEW).serial == "BBBB2222"
        assert room.sensor(first.address).state is not LinkState.LIVE


async def test_that_a_strap_of_an_earlier_day_is_known_by_the_serial_number_in_its_name():
    room = VirtualRoom(one_of(straps=1))
    device = room.gym.devices[0]
    old = SensorId("C0:FF:EE:00:00:01")
    room.source.remember(old, device.name, device.serial)
    async with room:
        assert [one.id for one in room.source.sensors] == [old]
        await room.connect(old)
        assert {one.sensor_id for one in room.readings} == {old}


async def test_that_a_strap_that_tells_a_known_serial_number_becomes_the_known_sensor():
    device = msgspec.structs.replace(one_of(straps=1)[0], name="Polar H10")
    room = VirtualRoom((device,))
    old = SensorId("C0:FF:EE:00:00:01")
    room.source.remember(old, "Polar H10 (club 4)", device.serial)
    merged = []
    room.source.sensor_merged.connect(lambda gone, kept: merged.append((gone, kept)))
    async with room:
        room.begin_connecting(device.address)
        await room.until(lambda: merged, "known")
        assert merged == [(device.address, old)]
        await room.until(lambda: room.sensor(old).state is LinkState.LIVE, "live under its id")
        assert [one.id for one in room.source.sensors] == [old]
        room.readings.clear()
        await room.play(3)
        assert {one.sensor_id for one in room.readings} == {old}
        await room.source.disconnect(SensorId(device.address))  # either id will do
        assert room.sensor(old).state is LinkState.IN_RANGE

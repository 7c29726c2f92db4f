"""A sensor is known by its serial number when its address has changed."""

import msgspec
import pytest

from core.domain.ids import PlayerId, SensorId
from core.domain.sensor import LinkState, Pairing
from core.services.desk.pairings import Pairings
from core.services.desk.presence import DeviceMemory
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


@pytest.mark.requirement(28)
async def test_that_a_strap_known_again_under_another_address_keeps_its_owner():
    device = msgspec.structs.replace(one_of(straps=1)[0], name="Polar H10")
    room = VirtualRoom((device,))
    old, new = SensorId("C0:FF:EE:00:00:01"), SensorId(device.address)
    room.source.remember(old, "Polar H10 (club 4)", device.serial)
    pairings = Pairings((Pairing(sensor_id=old, player_id=PlayerId("berg"), label="club 4"),))
    memory = DeviceMemory(room.source, pairings)
    merged = []
    room.source.sensor_merged.connect(lambda *ids: merged.append(ids))
    async with room:
        room.begin_connecting(new)
        await room.until(lambda: merged, "known")
        (pairing,) = pairings.all()
        assert (pairing.sensor_id, pairing.player_id, pairing.label) == (old, "berg", "club 4")
        assert pairings.contested == ()
    memory.close()


async def test_that_a_strap_given_away_today_takes_its_owner_along_when_it_is_known_again():
    old, new = SensorId("C0:FF:EE:00:00:01"), SensorId("C0:FF:EE:00:00:02")
    pairings = Pairings((Pairing(sensor_id=new, player_id=PlayerId("ek")),))
    pairings.merge(new, old)
    (pairing,) = pairings.all()
    assert (pairing.sensor_id, pairing.player_id) == (old, "ek")


async def test_that_two_owners_of_one_strap_are_both_kept_until_somebody_decides():
    old, new = SensorId("C0:FF:EE:00:00:01"), SensorId("C0:FF:EE:00:00:02")
    for is_claimed, owner in ((True, "ek"), (False, "berg")):
        pairings = Pairings(
            (
                Pairing(sensor_id=old, player_id=PlayerId("berg")),
                Pairing(sensor_id=new, player_id=PlayerId("ek")),
            )
        )
        pairings.merge(new, old)
        assert pairings.contested == (old,)
        assert [one.player_id for one in pairings.all()] == ["berg"]
        pairings.settle(old, is_claimed=is_claimed)
        assert pairings.contested == ()
        assert [(one.sensor_id, one.player_id) for one in pairings.all()] == [(old, owner)]

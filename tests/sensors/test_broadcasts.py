"""Sensors that tell their values in advertisements, without a connection."""

from core.domain.sensor import LinkState, SensorKind
from tests.helpers.radio_faults import FaultyRoom
from tests.helpers.virtual_room import VirtualRoom, one_of


async def test_that_a_broadcasting_strap_is_live_without_a_connection():
    async with VirtualRoom(one_of(broadcasting_straps=1)) as room:
        strap = room.gym.devices[0].address
        await room.until(lambda: room.sensor(strap).state is LinkState.LIVE, "live")
        room.readings.clear()
        await room.play(20)
        bpm = [one.heart_rate_bpm for one in room.readings]
        assert 18 <= len(bpm) <= 21  # one for each sample, not for each advertisement
        assert all(40 < one < 200 for one in bpm)
        assert room.sensor(strap).is_broadcast
        assert room.gym.faults.times_connected(strap) == 0
        assert room.source.radio.capacity.used == 0


async def test_that_a_broadcast_that_ends_is_stale_then_lost():
    async with VirtualRoom(one_of(broadcasting_straps=1)) as room:
        strap = room.gym.devices[0].address
        await room.until(lambda: room.sensor(strap).state is LinkState.LIVE, "live")
        await room.gym.faults.vanish(strap)
        await room.play(4)
        assert room.sensor(strap).state is LinkState.STALE
        await room.play(18)
        assert room.sensor(strap).state is LinkState.LOST
        room.gym.faults.appear(strap)
        await room.until(lambda: room.sensor(strap).state is LinkState.LIVE, "back")


async def test_that_a_connected_strap_speaks_once_although_it_broadcasts():
    async with VirtualRoom(one_of(broadcasting_straps=1)) as room:
        strap = room.gym.devices[0].address
        await room.connect(strap)
        await room.until(lambda: room.gym.faults.subscribed(strap), "connected")
        await room.play(3)
        room.readings.clear()
        await room.play(20)
        assert len(room.readings) == 20
        assert any(one.rr_intervals_ms for one in room.readings)
        assert not room.sensor(strap).is_broadcast


async def test_that_broadcasting_straps_stay_live_when_the_connections_are_used_up():
    async with FaultyRoom(one_of(straps=4, broadcasting_straps=4)) as room:
        room.switch.link_limit = 4
        plain = [one.address for one in room.gym.devices if not one.broadcasts]
        others = [one.address for one in room.gym.devices if one.broadcasts]
        await room.connect(*plain)
        await room.connect(*others)
        await room.play(30)
        assert {one.state for one in room.source.sensors} == {LinkState.LIVE}
        assert all(room.sensor(one).is_broadcast for one in others)
        assert room.source.radio.capacity.used == 4


async def test_that_a_keiser_bike_gives_power_and_cadence_and_takes_no_connection():
    async with VirtualRoom(one_of(keiser_bikes=1)) as room:
        bike = room.gym.devices[0].address
        room.gym.set_intensity("guest 1", 0.8)
        await room.connect(bike)
        await room.play(30)
        assert room.sensor(bike).kind is SensorKind.KEISER_BIKE
        last = room.readings[-1]
        assert last.power_w > 50
        assert last.cadence_rpm > 30
        assert room.gym.faults.times_connected(bike) == 0

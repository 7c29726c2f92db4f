"""What happens to a link that misbehaves, on the real virtual link and a hand-moved clock."""

from core.domain.sensor import LinkState
from core.gatt import uuids
from tests.helpers.virtual_room import VirtualRoom, one_of


async def test_that_a_strap_silent_for_three_seconds_is_stale():
    async with VirtualRoom(one_of(straps=1)) as room:
        strap = room.gym.devices[0].address
        await room.connect(strap)
        room.gym.faults.silence(strap)
        last = room.readings[-1].at
        await room.play(last + 2.75 - room.clock.now())
        assert room.sensor(strap).state is LinkState.LIVE
        await room.play(0.25)
        assert room.sensor(strap).state is LinkState.STALE
        assert room.sensor(strap).last_seen == last
        room.gym.faults.speak(strap)
        await room.play(1)
        assert room.sensor(strap).state is LinkState.LIVE


async def test_that_a_strap_silent_for_ten_seconds_is_subscribed_anew_on_the_same_link():
    async with VirtualRoom(one_of(straps=1)) as room:
        strap = room.gym.devices[0].address
        await room.connect(strap)
        room.gym.faults.forget_subscriptions(strap)
        last = room.readings[-1].at
        await room.play(last + 9.75 - room.clock.now())
        assert room.gym.faults.subscribed(strap) == frozenset()
        await room.until(lambda: room.sensor(strap).state is LinkState.LIVE, "live again")
        assert room.clock.now() < last + 12
        assert room.gym.faults.times_connected(strap) == 1


async def test_that_a_strap_silent_for_twenty_seconds_is_dropped_lost_and_connected_again():
    async with VirtualRoom(one_of(straps=1)) as room:
        strap = room.gym.devices[0].address
        await room.connect(strap)
        room.gym.faults.silence(strap)
        last = room.readings[-1].at
        await room.play(last + 19.75 - room.clock.now())
        assert (room.gym.faults.times_connected(strap), room.sensor(strap).state) == (
            1,
            LinkState.STALE,
        )
        await room.play(0.25)
        assert room.sensor(strap).state is LinkState.LOST
        await room.until(lambda: room.gym.faults.subscribed(strap), "listened to again")
        assert room.gym.faults.times_connected(strap) == 2
        assert room.sensor(strap).state is LinkState.LOST  # connected, but nothing to show yet
        room.gym.faults.speak(strap)
        await room.until(lambda: room.sensor(strap).state is LinkState.LIVE, "live again")
        assert room.states(strap)[-3:] == [LinkState.STALE, LinkState.LOST, LinkState.LIVE]


async def test_that_a_dropped_link_comes_back_by_itself():
    async with VirtualRoom(one_of(straps=2)) as room:
        dropped, other = (device.address for device in room.gym.devices)
        await room.connect(dropped, other)
        room.changes.clear()
        await room.gym.faults.drop(dropped)
        await room.until(lambda: room.sensor(dropped).state is not LinkState.LIVE, "noticed")
        assert room.sensor(dropped).state is LinkState.RECONNECTING
        assert room.sensor(dropped).reason == "connection lost"
        await room.until(lambda: room.sensor(dropped).state is LinkState.LIVE, "live again")
        assert room.gym.faults.times_connected(dropped) == 2
        assert LinkState.RECONNECTING not in room.states(other)


async def test_that_a_device_that_vanishes_while_connecting_is_tried_until_it_answers():
    async with VirtualRoom(one_of(straps=1)) as room:
        strap = room.gym.devices[0].address
        await room.gym.faults.vanish(strap)
        task_done = []
        room.source.sensor_changed.connect(lambda sensor: task_done.append(sensor.reason))
        room.begin_connecting(strap)
        await room.until(lambda: "no connection, attempt 2 follows" in task_done, "gave up once")
        assert room.sensor(strap).state is LinkState.CONNECTING
        room.gym.faults.appear(strap)
        await room.until(lambda: room.sensor(strap).state is LinkState.LIVE, "live at last")


async def test_that_a_malformed_packet_is_counted_and_the_sensor_lives_on():
    async with VirtualRoom(one_of(straps=1)) as room:
        strap = room.gym.devices[0].address
        await room.connect(strap)
        room.gym.faults.send_raw(strap, uuids.HEART_RATE_MEASUREMENT, b"\x01\x48")
        await room.gym.settle()
        counts = room.source.packet_counts(room.sensor(strap).id)
        assert counts.malformed == 1
        await room.play(2)
        after = room.source.packet_counts(room.sensor(strap).id)
        assert (after.malformed, after.received) == (1, counts.received + 2)
        assert room.sensor(strap).state is LinkState.LIVE


async def test_that_battery_and_maker_are_read_after_connecting_and_the_charge_every_ten_minutes():
    async with VirtualRoom(one_of(straps=1)) as room:
        device = room.gym.devices[0]
        await room.connect(device.address)
        sensor = room.sensor(device.address)
        assert (sensor.maker, sensor.serial) == (device.maker, device.serial)
        assert sensor.battery_percent == device.battery_percent
        room.gym.faults.set_battery(device.address, 12)
        await room.play(590)
        assert room.sensor(device.address).battery_percent == device.battery_percent
        await room.play(15)
        assert room.sensor(device.address).battery_percent == 12


async def test_that_letting_a_sensor_go_leaves_it_in_range_and_its_link_free():
    async with VirtualRoom(one_of(straps=1)) as room:
        strap = room.gym.devices[0].address
        await room.connect(strap)
        await room.source.disconnect(room.sensor(strap).id)
        await room.gym.settle()
        assert room.sensor(strap).state is LinkState.IN_RANGE
        assert room.gym.faults.subscribed(strap) == frozenset()
        await room.connect(strap)
        assert room.gym.faults.times_connected(strap) == 2


async def test_that_a_team_back_from_the_break_is_live_again_within_seconds():
    async with VirtualRoom(one_of(straps=12)) as room:
        straps = [device.address for device in room.gym.devices]
        await room.connect(*straps)
        for strap in straps:
            await room.gym.faults.vanish(strap)
        await room.play(30)
        assert {room.sensor(strap).state for strap in straps} == {LinkState.LOST}
        for strap in straps:
            room.gym.faults.appear(strap)
        back = room.clock.now()
        await room.until(
            lambda: all(room.sensor(strap).state is LinkState.LIVE for strap in straps), "all live"
        )
        assert room.clock.now() < back + 30
        assert {room.gym.faults.times_connected(strap) for strap in straps} == {2}


async def test_that_a_connection_called_off_leaves_the_radio_free_for_the_next():
    async with VirtualRoom(one_of(straps=2)) as room:
        away, here = (device.address for device in room.gym.devices)
        await room.gym.faults.vanish(away)
        room.begin_connecting(away)
        await room.play(1)
        await room.source.disconnect(room.sensor(away).id)
        await room.connect(here)
        room.gym.faults.appear(away)
        await room.connect(away)
        assert room.sensor(here).state is LinkState.LIVE


async def test_that_a_strap_that_refuses_to_say_who_it_is_still_gives_its_heart_rate():
    async with VirtualRoom(one_of(straps=1)) as room:
        strap = room.gym.devices[0].address
        room.gym.faults.refuse_reads(strap)
        await room.connect(strap)
        room.readings.clear()
        await room.play(30)
        assert len(room.readings) == 30
        assert room.gym.faults.times_connected(strap) == 1
        assert (room.sensor(strap).serial, room.sensor(strap).battery_percent) == (None, None)

"""Devices that fail in every way: each ends in a named state, and the others go on."""

import pytest

from core.domain.ids import PlayerId, SensorId
from core.domain.sensor import LinkState, LinkTrouble, Pairing, Sensor, SensorKind
from core.errors import UnavailableError
from core.sensors.virtual.manners import Phase
from core.services.desk.attendance import Attendance
from core.services.desk.pairings import Pairings
from core.tasks import TaskScope
from tests.helpers.radio_faults import FaultyRoom
from tests.helpers.virtual_room import VirtualRoom, one_of


async def test_that_a_strap_that_connects_and_says_nothing_says_so_with_a_next_step():
    async with VirtualRoom(one_of(straps=2)) as room:
        mute, other = (one.address for one in room.gym.devices)
        room.gym.faults.silence(mute)
        room.begin_connecting(mute)
        await room.connect(other)
        await room.play(4)
        sensor = room.sensor(mute)
        assert (sensor.state, sensor.trouble) == (LinkState.CONNECTING, LinkTrouble.NO_DATA)
        assert sensor.reason == "connected, but it sends nothing"
        assert sensor.next_step.startswith("Put the strap on and wet its electrodes")
        await room.play(120)
        assert room.sensor(mute).trouble is LinkTrouble.NO_DATA
        assert room.gym.faults.times_connected(mute) > 3  # tried again and again
        assert room.gym.faults.times_connected(other) == 1
        room.gym.faults.speak(mute)
        await room.until(lambda: room.sensor(mute).state is LinkState.LIVE, "live at last")
        assert (room.sensor(mute).trouble, room.sensor(mute).next_step) == (None, "")


def attempts(sensor: Sensor) -> int:
    _, found, rest = sensor.reason.partition("attempt ")
    return int(rest.split()[0]) if found else 0


@pytest.mark.parametrize("phase", [Phase.CONNECT, Phase.DISCOVERY, Phase.SUBSCRIBE])
async def test_that_a_strap_that_breaks_off_in_a_phase_is_named_and_tried_until_it_holds(phase):
    async with VirtualRoom(one_of(straps=2)) as room:
        weak, other = (one.address for one in room.gym.devices)
        if phase is Phase.CONNECT:
            room.gym.faults.refuse_connections(weak)
        else:
            room.gym.faults.manners_of(weak).drops_at = phase
        room.begin_connecting(weak)
        await room.connect(other)
        await room.until(lambda: attempts(room.sensor(weak)) > 3, "tried thrice")
        sensor = room.sensor(weak)
        assert sensor.state is LinkState.CONNECTING
        assert sensor.trouble in (LinkTrouble.NO_ANSWER, LinkTrouble.BROKE_OFF)
        assert sensor.next_step
        room.gym.faults.refuse_connections(weak, is_on=False)
        room.gym.faults.manners_of(weak).drops_at = None
        await room.until(lambda: room.sensor(weak).state is LinkState.LIVE, "live at last")
        assert room.sensor(other).state is LinkState.LIVE


async def test_that_a_strap_that_breaks_off_when_asked_who_it_is_is_asked_no_more():
    async with VirtualRoom(one_of(straps=1)) as room:
        shy = room.gym.devices[0].address
        room.gym.faults.manners_of(shy).drops_at = Phase.READ
        await room.connect(shy)
        await room.play(5)
        connected = room.gym.faults.times_connected(shy)
        await room.play(60)
        assert room.sensor(shy).state is LinkState.LIVE
        assert room.gym.faults.times_connected(shy) == connected
        assert room.sensor(shy).serial is None


async def test_that_forty_at_once_with_ten_bad_ones_leave_thirty_live():
    async with VirtualRoom(one_of(straps=40)) as room:
        straps = [one.address for one in room.gym.devices]
        bad, good = straps[::4], [one for one in straps if one not in straps[::4]]
        for index, address in enumerate(bad):
            if index % 2:
                room.gym.faults.refuse_connections(address)
            else:
                room.gym.faults.silence(address)
        room.begin_connecting(*straps)
        begun = room.clock.now()
        await room.until(
            lambda: all(room.sensor(one).state is LinkState.LIVE for one in good), "thirty live"
        )
        assert room.clock.now() - begun < 60
        await room.play(5)
        assert all(room.sensor(one).trouble is not None for one in bad)
        assert all(room.sensor(one).next_step for one in bad)


async def test_that_a_wanted_strap_that_is_not_heard_says_so_until_it_is_back():
    async with VirtualRoom(one_of(straps=1)) as room:
        strap = room.gym.devices[0].address
        await room.connect(strap)
        await room.gym.faults.vanish(strap)
        await room.play(40)
        sensor = room.sensor(strap)
        assert (sensor.state, sensor.trouble) == (LinkState.LOST, LinkTrouble.NOT_HEARD)
        assert "watch, phone, app" in sensor.next_step
        room.gym.faults.appear(strap)
        await room.until(lambda: room.sensor(strap).state is LinkState.LIVE, "back")


async def test_that_a_strap_held_by_another_program_is_named_so():
    async with FaultyRoom(one_of(straps=1)) as room:
        strap = room.gym.devices[0].address
        await room.connect(strap)
        room.switch.held.add(strap)
        await room.gym.faults.vanish(strap)
        await room.play(75)
        sensor = room.sensor(strap)
        assert (sensor.state, sensor.trouble) == (LinkState.LOST, LinkTrouble.IN_USE)
        assert sensor.reason == "in use by another program"
        assert "Close the other program" in sensor.next_step
        room.switch.held.clear()
        room.gym.faults.appear(strap)
        await room.until(lambda: room.sensor(strap).state is LinkState.LIVE, "free again")


@pytest.mark.requirement(28)
async def test_that_a_paired_strap_held_by_another_program_from_the_start_is_named_so():
    room = FaultyRoom(one_of(straps=2))
    held, other = (one.address for one in room.gym.devices)
    room.source.expect(SensorId(held), "Polar H10 8C0001", SensorKind.HEART_RATE)
    room.source.expect(SensorId("C0:FF:EE:00:00:99"), "at home", SensorKind.HEART_RATE)
    pairings = Pairings(
        Pairing(sensor_id=SensorId(one), player_id=PlayerId(one)) for one in (held, other)
    )
    tasks = TaskScope()
    attendance = Attendance(room.source, pairings, tasks)
    room.switch.held.add(held)
    await room.gym.start()
    await room.gym.faults.vanish(held)
    attendance.start()
    await room.source.start()
    await room.until(lambda: len(room.source.sensors) == 2, "told of")
    sensor = room.sensor(held)
    assert (sensor.state, sensor.trouble) == (LinkState.LOST, LinkTrouble.IN_USE)
    assert (sensor.name, sensor.last_seen) == ("Polar H10 8C0001", None)
    assert "Close the other program" in sensor.next_step
    with pytest.raises(UnavailableError, match="in use by another program"):
        await room.source.connect(SensorId(held))
    await room.until(lambda: room.sensor(other).state is LinkState.LIVE, "the other goes on")
    room.switch.held.clear()
    await room.play(31)
    assert room.sensor(held).trouble is LinkTrouble.NOT_HEARD  # free, but asleep
    room.gym.faults.appear(held)
    await room.until(lambda: room.sensor(held).state is LinkState.LIVE, "signed in by itself")
    attendance.close()
    await tasks.close()
    await room.source.close()
    await room.gym.close()


async def test_that_a_strap_that_fails_does_not_keep_the_radio_from_those_that_work():
    async with FaultyRoom(one_of(straps=3)) as room:
        dead, first, second = (one.address for one in room.gym.devices)
        room.switch.fails.add(dead)
        room.begin_connecting(dead)
        await room.until(lambda: room.switch.attempts.count(dead) > 8, "it never stops")
        await room.connect(first, second)
        assert room.sensor(dead).trouble is LinkTrouble.NO_ANSWER

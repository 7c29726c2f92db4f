"""How many connections a computer holds: shown before it bites, and learned where it does."""

from core.domain.radio import LinkCapacity
from core.domain.sensor import LinkState, LinkTrouble
from core.sensors.trouble import pause_after_s
from core.sensors.virtual import central
from tests.helpers.radio_faults import FaultyRoom, RadioSwitch, faulty
from tests.helpers.virtual_room import VirtualRoom, one_of


def live(room: VirtualRoom) -> list[str]:
    return [one.id for one in room.source.sensors if one.state is LinkState.LIVE]


async def test_that_the_usual_limit_is_shown_and_named_before_it_bites():
    async with FaultyRoom(one_of(straps=12)) as room:
        assert room.source.radio.capacity == LinkCapacity(used=0, wanted=0, limit=8)
        straps = [one.address for one in room.gym.devices]
        await room.connect(*straps[:2])
        assert room.source.radio.capacity.sentence == "2 of about 8 connections in use."
        told = []
        room.source.radio_changed.connect(lambda radio: told.append(radio.capacity))
        room.switch.link_limit = 9
        room.begin_connecting(*straps)
        await room.until(lambda: told, "told")
        assert told[0].is_short
        assert "12 sensors are wanted, but this computer holds about" in told[0].sentence


async def test_that_an_adapter_that_holds_more_than_usual_is_used_to_the_full():
    async with FaultyRoom(one_of(straps=12)) as room:
        await room.connect(*(one.address for one in room.gym.devices))
        assert room.source.radio.capacity == LinkCapacity(used=12, wanted=12, limit=12)


async def test_that_a_refused_connection_measures_the_limit_and_says_so_at_the_sensor():
    async with FaultyRoom(one_of(straps=7)) as room:
        room.switch.link_limit = 5
        straps = [one.address for one in room.gym.devices]
        room.begin_connecting(*straps)
        await room.until(lambda: len(live(room)) == 5 and room.source.radio.capacity.is_short, "5")
        await room.play(2)
        assert room.source.radio.capacity == LinkCapacity(
            used=5, wanted=7, limit=5, is_measured=True
        )
        over = [one for one in room.source.sensors if one.state is not LinkState.LIVE]
        assert {one.trouble for one in over} == {LinkTrouble.NO_FREE_LINK}
        assert over[0].reason == "no free connection, all 5 are in use"
        assert "gateway" in over[0].next_step
        tried = len(room.switch.attempts)
        await room.play(30)
        assert len(room.switch.attempts) <= tried + 1  # they do not keep the radio busy
        assert len(live(room)) == 5


async def test_that_a_connection_let_go_is_taken_by_who_waits_within_seconds():
    async with FaultyRoom(one_of(straps=3)) as room:
        room.switch.link_limit = 2
        straps = [one.address for one in room.gym.devices]
        room.begin_connecting(*straps)
        await room.until(lambda: len(live(room)) == 2, "two")
        await room.play(1)
        (waiting,) = set(straps) - set(live(room))
        await room.source.disconnect(live(room)[0])
        freed = room.clock.now()
        await room.until(lambda: waiting in live(room), "taken")
        assert room.clock.now() - freed < 7


async def test_that_a_limit_that_no_driver_names_is_concluded_from_several_failures():
    async with FaultyRoom(one_of(straps=10)) as room:
        room.switch.link_limit, room.switch.names_limit = 8, False
        room.begin_connecting(*(one.address for one in room.gym.devices))
        await room.until(lambda: room.source.radio.capacity.is_measured, "concluded")
        assert room.source.radio.capacity.limit == 8
        await room.until(lambda: len(live(room)) == 8, "the others go on")


async def test_that_a_second_adapter_takes_what_the_first_cannot(monkeypatch):
    room = VirtualRoom(one_of(straps=6))
    monkeypatch.setattr(central, "_ADDRESS", "02:48:48:54:00:01")
    second = central.Central(room.gym._air, room.gym._central.reception)
    switches = RadioSwitch(link_limit=3), RadioSwitch(link_limit=3)
    setups = (
        faulty(room.gym._central, room.gym.client_backend, switches[0], "hci0", link_limit=3),
        faulty(second, room.gym.client_backend, switches[1], "hci1", link_limit=3),
    )
    FaultyRoom.listen_with(room, *setups)
    await second.power_on()
    async with room:
        await room.connect(*(one.address for one in room.gym.devices))
        assert [len(one.links) for one in switches] == [3, 3]
        radio = room.source.radio
        assert [one.name for one in radio.adapters] == ["hci0", "hci1"]
        assert (radio.capacity.used, radio.capacity.limit) == (6, 6)
    await second.power_off()


def test_that_pauses_grow_with_failures_and_are_longest_when_no_connection_is_free():
    transient = [pause_after_s(LinkTrouble.NO_ANSWER, failures) for failures in range(1, 7)]
    assert transient == [0.1, 0.25, 0.5, 1.0, 1.0, 1.0]
    assert pause_after_s(LinkTrouble.NO_FREE_LINK, 1) == 4.0

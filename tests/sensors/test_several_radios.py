"""Several radios at one computer: named, told apart, and none missed when another goes."""

import pytest

from core.domain.radio import AdapterStatus, RadioState, RadioStatus
from core.domain.sensor import LinkState, LinkTrouble
from core.errors import InvalidInputError
from core.sensors.adapter import AdapterSetup
from core.sensors.radio_names import adapters_named
from core.sensors.usb_dongle import usb_dongle
from core.sensors.virtual.central import Central
from core.services.desk.radio_choice import RadioChoice, check_radio_names
from core.services.desk.radio_news import RadioHerald
from tests.helpers.radio_faults import FaultyRoom, RadioSwitch, faulty
from tests.helpers.virtual_room import VirtualRoom, one_of


def two_radios(monkeypatch, straps: int) -> tuple[VirtualRoom, Central, RadioSwitch, RadioSwitch]:
    """A room heard by the computer and by a dongle."""
    room = VirtualRoom(one_of(straps=straps))
    monkeypatch.setattr("core.sensors.virtual.central._ADDRESS", "02:48:48:54:00:01")
    second = Central(room.gym._air, room.gym._central.reception)
    own, dongle = RadioSwitch(), RadioSwitch()
    setups = (
        faulty(room.gym._central, room.gym.client_backend, own, "bluetooth", link_limit=3),
        faulty(second, room.gym.client_backend, dongle, "usb:0", link_limit=3),
    )
    FaultyRoom.listen_with(room, *setups)
    return room, second, own, dongle


@pytest.mark.requirement(28)
async def test_that_every_reading_says_which_radio_heard_it(monkeypatch):
    room, second, own, dongle = two_radios(monkeypatch, straps=4)
    own.link_limit = dongle.link_limit = 2
    await second.power_on()
    async with room:
        await room.connect(*(one.address for one in room.gym.devices))
        await room.play(2)
        linked = {one.address: "bluetooth" for one in own.links}
        linked |= {one.address: "usb:0" for one in dongle.links}
        assert sorted(linked.values()) == ["bluetooth", "bluetooth", "usb:0", "usb:0"]
        assert {one.sensor_id: one.receiver for one in room.readings} == linked
        assert {one.id: one.receiver for one in room.source.sensors} == linked
    await second.power_off()


async def test_that_a_pulled_dongle_is_named_and_its_straps_go_on_with_the_other_radio(monkeypatch):
    room, second, _own, dongle = two_radios(monkeypatch, straps=3)
    await second.power_on()
    async with room:
        straps = [one.address for one in room.gym.devices]
        await room.connect(*straps)
        news, herald = [], RadioHerald()
        herald.news(room.source.radio)
        room.source.radio_changed.connect(lambda radio: news.append(herald.news(radio)))
        dongle.is_pulled = True
        for link in tuple(dongle.links):
            await room.gym.faults.drop(link.address)
        await room.until(lambda: any(news), "told")
        pulled = room.source.radio.adapters[1]
        assert (pulled.state, room.source.radio.state) == (
            RadioState.NO_BLUETOOTH,
            RadioState.LISTENING,
        )
        assert pulled.next_step
        (gone,) = (one for one in news if one)
        assert gone.text.startswith("USB dongle 1 (usb:0) cannot be heard; This computer's")
        await room.until(
            lambda: all(room.sensor(one).state is LinkState.LIVE for one in straps), "go on"
        )
        assert not any(room.sensor(one).trouble is LinkTrouble.NO_RADIO for one in straps)
        dongle.is_pulled = False
        news.clear()
        await room.until(lambda: any(news), "back")
        (back,) = (one for one in news if one)
        assert (back.text, back.is_good) == (
            "USB dongle 1 (usb:0) is back. Sensors reconnect.",
            True,
        )
    await second.power_off()


def test_that_radios_are_named_once_each_and_the_computers_own_serves_where_none_is():
    def own() -> tuple[AdapterSetup, ...]:
        return (AdapterSetup(name="hci0"), AdapterSetup(name="hci1"))

    def names(*wanted: str) -> list[str]:
        return [one.name for one in adapters_named(wanted, own)]

    assert names() == ["hci0", "hci1"]
    assert names("usb:0", "system", "usb:0", "usb:3") == ["usb:0", "hci0", "hci1", "usb:3"]
    with pytest.raises(InvalidInputError, match="wifi is no radio") as refusal:
        names("system", "wifi")
    assert "usb:0" in refusal.value.suggested_action


def test_that_one_of_the_kernels_adapters_can_be_named_on_linux_only():
    check_radio_names(("hci1",), "linux")
    with pytest.raises(InvalidInputError):
        check_radio_names(("hci1",), "win32")


async def test_that_a_dongle_that_is_not_plugged_in_says_so_with_a_next_step():
    room = VirtualRoom(one_of(straps=1))
    own = faulty(room.gym._central, room.gym.client_backend, RadioSwitch(), "bluetooth")
    FaultyRoom.listen_with(room, own, usb_dongle(91))
    async with room:
        strap = room.gym.devices[0].address
        await room.connect(strap)
        assert room.sensor(strap).receiver == "bluetooth"
        here, missing = room.source.radio.adapters
        assert (here.state, missing.state) == (RadioState.LISTENING, RadioState.NO_BLUETOOTH)
        assert missing.reason == "The Bluetooth dongle usb:91 does not answer."
        assert "WinUSB" in missing.next_step
        assert room.source.radio.capacity.limit == 8  # what is not there holds nothing


def test_that_choosing_radios_is_kept_for_the_next_start_and_the_last_one_stays():
    kept = []
    choice = RadioChoice((), (), kept.append)
    choice.drop("system")
    choice.add(choice.next_dongle)
    choice.add(choice.next_dongle)
    choice.drop("usb:0")
    assert kept == [("system", "usb:0"), ("system", "usb:0", "usb:1"), ("system", "usb:1")]
    assert (choice.used, choice.is_waiting) == (("system",), True)
    forced = RadioChoice(("usb:0",), ("system",), kept.append)
    assert (forced.used, forced.is_waiting, forced.is_forced) == (("system",), False, True)


def test_that_no_radio_at_all_is_told_once_with_its_reason():
    herald = RadioHerald()
    gone = AdapterStatus(
        name="bluetooth",
        state=RadioState.NO_BLUETOOTH,
        reason="It is off.",
        next_step="Turn it on.",
    )
    here = AdapterStatus(name="bluetooth", state=RadioState.LISTENING)
    told = [herald.news(RadioStatus(adapters=(one,))) for one in (here, gone, gone, here)]
    assert [one and one.text for one in told] == [
        None,
        "It is off. Turn it on.",
        None,
        "This computer's Bluetooth is back. Sensors reconnect.",
    ]

"""A scan that died without a word, and an adapter that was pulled out."""

import pytest

from core.domain.radio import RadioState
from core.domain.sensor import LinkState, LinkTrouble
from core.errors import NoBluetoothError
from tests.helpers.radio_faults import FaultyRoom
from tests.helpers.virtual_room import one_of


async def test_that_a_scan_that_hears_nothing_for_ninety_seconds_is_started_anew():
    async with FaultyRoom(one_of(straps=2)) as room:
        told = []
        room.source.radio_changed.connect(told.append)
        room.switch.is_deaf = True
        deaf_from = room.clock.now()
        await room.play(80)
        assert room.switch.scans_started == 1
        await room.until(lambda: room.switch.scans_started == 2, "started anew")
        assert room.clock.now() - deaf_from <= 121  # 90 s, looked at every 30 s
        await room.until(lambda: any("started anew" in one.reason for one in told), "told")
        assert {one.state for one in told} == {RadioState.LISTENING}
        await room.until(lambda: not room.source.radio.reason, "heard again, nothing to say")


async def test_that_connected_sensors_that_do_not_advertise_are_no_reason_to_scan_anew():
    async with FaultyRoom(one_of(straps=2)) as room:
        await room.connect(*(one.address for one in room.gym.devices))
        await room.play(300)
        assert room.switch.scans_started == 1


async def test_that_four_failed_starts_are_called_no_bluetooth_and_it_comes_back_by_itself():
    async with FaultyRoom(one_of(straps=1)) as room:
        room.switch.is_deaf = room.switch.is_service_dead = True
        await room.play(150)
        radio = room.source.radio
        assert radio.state is RadioState.LISTENING
        assert "does not start again" in radio.reason
        await room.play(90)
        radio = room.source.radio
        assert radio.state is RadioState.NO_BLUETOOTH
        assert radio.reason
        assert "Bluetooth" in radio.next_step
        room.switch.is_service_dead = False
        await room.play(31)
        assert room.source.radio.state is RadioState.LISTENING


async def test_that_a_pulled_adapter_is_named_at_every_sensor_and_all_come_back_with_it():
    async with FaultyRoom(one_of(straps=3)) as room:
        straps = [one.address for one in room.gym.devices]
        await room.connect(*straps)
        room.switch.is_pulled = True
        for strap in straps:
            await room.gym.faults.drop(strap)
        await room.until(
            lambda: all(room.sensor(one).trouble is LinkTrouble.NO_RADIO for one in straps), "told"
        )
        await room.until(lambda: room.source.radio.state is RadioState.NO_BLUETOOTH, "named")
        assert "plug the adapter in" in room.sensor(straps[0]).next_step
        room.switch.is_pulled = False
        await room.play(31)
        await room.until(
            lambda: all(room.sensor(one).state is LinkState.LIVE for one in straps), "all live"
        )
        assert room.source.radio.state is RadioState.LISTENING


async def test_that_an_adapter_plugged_in_after_the_start_is_found():
    room = FaultyRoom(one_of(straps=1))
    await room.gym.start()
    room.switch.is_pulled = True
    with pytest.raises(NoBluetoothError):
        await room.source.start()
    assert room.source.radio.state is RadioState.NO_BLUETOOTH
    room.switch.is_pulled = False
    await room.play(31)
    await room.until(lambda: room.source.sensors, "found")
    assert room.source.radio.state is RadioState.LISTENING
    await room.source.close()
    await room.gym.close()

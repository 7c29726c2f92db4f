"""The sensor source as its callers see it."""

import shutil
from pathlib import Path
from random import Random

import pytest

from core.clock import SystemClock
from core.domain.ids import SensorId
from core.domain.sensor import LinkState, SensorKind
from core.errors import NoBluetoothError, NotFoundError, UnavailableError
from core.ports.sensors import SensorSource
from core.sensors.radio import BleakSource
from core.sensors.virtual.devices import Furnishing, furnish
from core.tasks import TaskScope
from tests.helpers.virtual_room import VirtualRoom, one_of


def has_bluetooth_service() -> bool:
    return Path("/run/dbus/system_bus_socket").exists() or shutil.which("bluetoothd") is not None


@pytest.mark.skipif(has_bluetooth_service(), reason="this machine has a Bluetooth service")
async def test_that_a_computer_without_bluetooth_says_so_and_names_the_next_step():
    source: SensorSource = BleakSource(SystemClock(), Random(1))  # noqa: S311 - jitter
    with pytest.raises(NoBluetoothError) as raised:
        await source.start()
    assert "Bluetooth" in raised.value.message
    assert "virtual gym" in raised.value.suggested_action
    await source.close()


async def test_that_sensors_are_listed_with_name_kind_and_signal_before_any_connection():
    async with VirtualRoom(one_of(straps=1, pm5_rowers=1, ftms_bikes=1)) as room:
        for device in room.gym.devices:
            sensor = room.sensor(device.address)
            assert (sensor.name, sensor.kind) == (device.name, device.kind)
            assert sensor.state is LinkState.IN_RANGE
            assert abs(sensor.rssi_dbm - device.rssi_dbm) <= 4


async def test_that_each_kind_gives_the_readings_it_can():
    async with VirtualRoom(ONE_OF_EACH) as room:
        addresses = {device.kind: device.address for device in room.gym.devices}
        await room.connect(*addresses.values())
        for number in range(1, 6):
            room.gym.set_intensity(f"guest {number}", 0.8)
        await room.play(30)
        for kind, address in addresses.items():
            told = {
                field
                for reading in room.readings
                if reading.sensor_id == address
                for field in reading.__struct_fields__
                if getattr(reading, field) not in (None, (), "")
            } - {"sensor_id", "at"}
            assert told == EXPECTED[kind], kind


ONE_OF_EACH = one_of(
    straps=5, pm5_rowers=1, ftms_rowers=1, ftms_bikes=1, power_meter_bikes=1, pm5_skis=1
)
MACHINE = {"power_w", "speed_mps", "distance_m", "energy_kcal"}
EXPECTED = {
    SensorKind.HEART_RATE: {"heart_rate_bpm", "rr_intervals_ms"},
    SensorKind.PM5_ROWER: MACHINE | {"stroke_rate_spm"},
    SensorKind.PM5_SKI: MACHINE | {"stroke_rate_spm"},
    SensorKind.FTMS_ROWER: MACHINE | {"stroke_rate_spm"},
    SensorKind.FTMS_BIKE: MACHINE | {"cadence_rpm"},
    SensorKind.CYCLING_POWER: {"power_w", "cadence_rpm"},
}


async def test_that_rr_intervals_add_up_to_the_time_that_passed():
    async with VirtualRoom(one_of(straps=1)) as room:
        await room.connect(room.gym.devices[0].address)
        room.readings.clear()
        await room.play(60)
        total_s = sum(sum(reading.rr_intervals_ms) for reading in room.readings) / 1000
        assert abs(total_s - 60) < 1.5


async def test_that_a_sensor_never_seen_cannot_be_connected():
    async with VirtualRoom(one_of(straps=1)) as room:
        with pytest.raises(NotFoundError, match="not been seen"):
            await room.source.connect(SensorId("02:00:00:00:00:99"))


async def test_that_who_waits_for_a_sensor_is_told_when_it_is_let_go():
    async with VirtualRoom(one_of(straps=1)) as room:
        strap = room.gym.devices[0].address
        room.gym.faults.silence(strap)
        refusals: list[BaseException] = []
        tasks = TaskScope(lambda _name, error: refusals.append(error))
        tasks.spawn(room.source.connect(SensorId(strap)), name="connect")
        await room.until(lambda: room.gym.faults.subscribed(strap), "connected, but silent")
        assert room.sensor(strap).state is LinkState.CONNECTING
        await room.source.disconnect(SensorId(strap))
        await room.until(lambda: refusals, "told")
        assert isinstance(refusals[0], UnavailableError)
        await tasks.close()


def test_that_addresses_are_stable_and_names_come_from_the_seed():
    first, again, other = (furnish(Furnishing(), seed) for seed in (1, 1, 2))
    assert first == again
    assert [one.address for one in first] == [one.address for one in other]
    assert [one.name for one in first] != [one.name for one in other]
    assert len({one.address for one in first}) == len({one.name for one in first}) == 36
    low = [one for one in first if one.battery_percent is not None and one.battery_percent < 20]
    assert low

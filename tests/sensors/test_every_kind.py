"""Every kind of device, from the virtual gym's scenario to the desk's readings."""

from pathlib import Path

from core.domain.sensor import LinkState, SensorKind
from core.sensors.virtual.scenario import read_scenario
from tests.helpers.virtual_room import VirtualRoom

GIVES = {
    SensorKind.HEART_RATE: {"heart_rate_bpm"},
    SensorKind.PM5_BIKE: {"power_w", "speed_mps", "distance_m"},
    SensorKind.FTMS_CROSS_TRAINER: {"power_w", "cadence_rpm", "speed_mps", "distance_m"},
    SensorKind.FTMS_TREADMILL: {"power_w", "speed_mps", "distance_m"},
    SensorKind.KEISER_BIKE: {"power_w", "cadence_rpm", "energy_kcal"},
    SensorKind.SPEED_CADENCE: {"cadence_rpm", "speed_mps"},
    SensorKind.RUNNING_POD: {"cadence_rpm", "speed_mps", "distance_m"},
    SensorKind.MUSCLE_OXYGEN: {"muscle_oxygen_percent", "haemoglobin_g_per_dl"},
    SensorKind.CORE_TEMPERATURE: {"core_temperature_c", "skin_temperature_c"},
}


async def test_that_the_desk_finds_names_and_reads_one_of_every_kind():
    async with VirtualRoom(None, read_scenario(Path("resources/gym/every_kind.toml"))) as room:
        devices = room.gym.devices
        assert {device.kind for device in devices} == set(SensorKind) - {SensorKind.UNKNOWN}
        for number in range(1, 27):
            room.gym.set_intensity(f"guest {number}", 0.8)
        for device in devices:
            assert room.sensor(device.address).kind is device.kind
        await room.connect(*(device.address for device in devices))
        room.readings.clear()
        await room.play(30)
        for device in devices:
            assert room.sensor(device.address).state is LinkState.LIVE
            told = {
                field
                for reading in room.readings
                if reading.sensor_id == device.address
                for field in reading.__struct_fields__
                if getattr(reading, field) not in (None, (), "")
            }
            assert told >= GIVES.get(device.kind, set()), device.kind

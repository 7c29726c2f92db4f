"""A recorded run, played again through the same port."""

import asyncio
from pathlib import Path

import msgspec
import pytest

from core.clock import ManualClock, PacedClock
from core.domain.ids import SensorId
from core.domain.sensor import Sensor, SensorReading
from core.errors import InvalidInputError, NotFoundError, UnavailableError
from core.gatt import uuids
from core.sensors.capture import Capture
from core.sensors.replay_source import ReplaySource, read_lines, recording_began
from core.sensors.virtual.scenario import parse_scenario
from core.tasks import TaskScope
from tests.helpers.virtual_room import START, VirtualRoom, one_of

MISHAPS = """
[[event]]
do = "half_packets"
at_s = 20
for_s = 10
share = 0.5

[[event]]
do = "drop"
at_s = 30
devices = { numbers = [1, 3] }

[[event]]
do = "restart"
at_s = 40
devices = { kind = "cycling_power" }
"""


async def record(path: Path) -> tuple[list[SensorReading], list[Sensor], int]:
    """A minute with mishaps; what the desk read of it."""
    devices = one_of(straps=2, broadcasting_straps=1, pm5_rowers=1, power_meter_bikes=1)
    async with VirtualRoom(devices, parse_scenario(MISHAPS, "mishaps")) as room:
        capture = Capture(path, room.source, room.clock)
        before = len(room.readings)
        for number in (1, 2, 3):
            room.gym.set_intensity(f"guest {number}", 0.8)
        await room.connect(*(device.address for device in devices))
        await room.play(60)
        malformed = sum(room.source.packet_counts(one.id).malformed for one in room.source.sensors)
        await capture.close()
        return room.readings[before:], list(room.source.sensors), malformed


async def play(path: Path, clock: ManualClock) -> tuple[ReplaySource, list[SensorReading]]:
    source = ReplaySource(path, clock)
    readings: list[SensorReading] = []
    source.reading_received.connect(readings.append)
    await source.start()
    return source, readings


async def test_that_a_captured_run_replayed_gives_exactly_the_same_readings(tmp_path: Path):
    path = tmp_path / "run.jsonl"
    recorded, sensors, malformed = await record(path)
    assert len(recorded) > 250
    assert malformed > 10

    clock = PacedClock(recording_began(path), speed=1000)
    tasks = TaskScope()
    tasks.spawn(clock.run(), name="clock")
    source, readings = await play(path, clock)
    await asyncio.wait_for(source.ended.wait(), 20)
    assert readings == recorded
    assert source.malformed == malformed
    assert {one.id: one.serial for one in source.sensors} == {one.id: one.serial for one in sensors}
    await source.close()
    await tasks.close()


async def test_that_a_replay_goes_by_its_clock_and_shifts_the_instants(tmp_path: Path):
    path = tmp_path / "run.jsonl"
    recorded, _, _ = await record(path)
    later = 86400.0
    clock = ManualClock(recording_began(path) + later)
    source, readings = await play(path, clock)
    await clock.advance(20)
    assert [one.at for one in readings] == [
        one.at + later for one in recorded if one.at <= clock.now() - later
    ]
    assert readings
    await source.close()


async def test_that_a_recording_holds_time_receiver_device_characteristic_and_bytes(
    tmp_path: Path,
):
    path = tmp_path / "run.jsonl"
    await record(path)
    lines = [msgspec.json.decode(line) for line in path.read_bytes().splitlines()]
    packets = [line for line in lines if line["line"] == "packet"]
    strap = next(one for one in packets if one["uuid"] == uuids.HEART_RATE_MEASUREMENT)
    assert strap["receiver"] == "virtual"
    assert strap["device"].startswith("02:48:48:")
    assert strap["at"] >= START
    assert bytes.fromhex(strap["hex"])[0] == 0x16
    assert [one["at"] for one in packets] == sorted(one["at"] for one in packets)
    assert len(list(read_lines(path))) == len(lines)


async def test_that_a_sensor_of_a_recording_can_be_let_go_and_taken_again(tmp_path: Path):
    path = tmp_path / "run.jsonl"
    _, sensors, _ = await record(path)
    clock = ManualClock(recording_began(path))
    source, readings = await play(path, clock)
    with pytest.raises(NotFoundError):
        await source.connect(SensorId("02:00:00:00:00:99"))
    await clock.advance(10)
    strap = sensors[0].id
    await source.connect(strap)
    await source.disconnect(strap)
    readings.clear()
    await clock.advance(5)
    assert readings
    assert strap not in {one.sensor_id for one in readings}
    await source.connect(strap)
    await clock.advance(5)
    assert strap in {one.sensor_id for one in readings}
    await source.close()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "is no recording"),
        ('{"line":"packet"}\n', "Line 1 of run.jsonl"),
        ('{"line":"began","at":1.0,"version":99}\n', "newer version"),
    ],
)
def test_that_a_file_that_is_no_recording_is_refused(tmp_path: Path, text: str, sentence: str):
    path = tmp_path / "run.jsonl"
    path.write_text(text)
    with pytest.raises(InvalidInputError, match=sentence):
        ReplaySource(path, ManualClock(0))
    with pytest.raises(InvalidInputError, match="cannot be read"):
        ReplaySource(tmp_path / "nowhere.jsonl", ManualClock(0))


async def test_that_a_recording_cut_short_by_a_crash_is_played_as_far_as_it_goes(tmp_path: Path):
    path = tmp_path / "run.jsonl"
    recorded, _, _ = await record(path)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) - 30])
    clock = ManualClock(recording_began(path))
    source, readings = await play(path, clock)
    await clock.advance(120)
    await asyncio.wait_for(source.ended.wait(), 10)
    assert readings == recorded[: len(readings)]
    assert len(readings) >= len(recorded) - 3
    await source.close()


async def test_that_a_place_that_cannot_be_written_is_named(tmp_path: Path):
    async with VirtualRoom(one_of(straps=1)) as room:
        with pytest.raises(UnavailableError, match="cannot be written"):
            Capture(tmp_path / "nowhere" / "run.jsonl", room.source, room.clock)

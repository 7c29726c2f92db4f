"""A machine's maker, asked over the link, decides how its packets are read."""

from pathlib import Path

import msgspec

from core.clock import ManualClock
from core.sensors.capture import Capture
from core.sensors.replay_source import ReplaySource
from tests.helpers.virtual_room import START, VirtualRoom, one_of


async def stroke_rates_of(maker: str, recording: Path) -> list[float]:
    """What the desk hears from a rower that sends its rate as the specification wants it."""
    (rower,) = one_of(ftms_rowers=1)
    async with VirtualRoom([msgspec.structs.replace(rower, maker=maker)]) as room:
        capture = Capture(recording, room.source, room.clock)
        (address,) = (device.address for device in room.gym.devices)
        await room.connect(address)
        await room.until(lambda: room.sensor(address).maker == maker, "the maker is known")
        room.gym.set_intensity("guest 1", 0.8)
        room.readings.clear()
        await room.play(20)
        await capture.close()
        return [one.stroke_rate_spm for one in room.readings if one.stroke_rate_spm]


async def test_that_whole_strokes_are_read_from_a_maker_who_sends_them_and_halves_from_others(
    tmp_path: Path,
):
    by_the_letter = await stroke_rates_of("Technogym", tmp_path / "technogym")
    kingsmith = await stroke_rates_of("KingSmith", tmp_path / "kingsmith")
    assert max(kingsmith) == 2 * max(by_the_letter)
    assert min(kingsmith) > max(by_the_letter)


async def test_that_a_recording_is_read_in_the_manner_of_the_maker_too(tmp_path: Path):
    live = await stroke_rates_of("KingSmith", tmp_path / "run")
    clock = ManualClock(START + 3600)
    source = ReplaySource(tmp_path / "run", clock)
    replayed: list[float | None] = []
    source.reading_received.connect(lambda reading: replayed.append(reading.stroke_rate_spm))
    await source.start()
    await clock.advance(60)
    await source.close()
    assert [rate for rate in replayed if rate][-len(live) :] == live

"""A recorded ride goes over the link value by value."""

from pathlib import Path

import pytest

from core.errors import InvalidInputError
from core.sensors.virtual.athlete_replay import ReplayRow, read_rows
from core.sensors.virtual.vitals import Vitals
from tests.helpers.virtual_room import VirtualRoom, one_of

RIDE = """\
t_s,heart_rate_bpm,power_w,cadence_rpm
0,111,0,0
1,112,143,84
2,,150,86
3,115,,85
4,118,162,
5,,,
6,190,1022,113
7,121,131,80
"""


@pytest.fixture
def ride(tmp_path: Path) -> Path:
    path = tmp_path / "ride.csv"
    path.write_text(RIDE)
    return path


@pytest.mark.parametrize("machine", ["ftms_bikes", "pm5_skis"])
async def test_that_a_replay_sends_each_value_of_the_file_in_its_second_and_nothing_else(
    ride: Path, machine: str
):
    async with VirtualRoom(one_of(straps=1, **{machine: 1})) as room:
        strap, erg = (device.address for device in room.gym.devices)
        await room.connect(strap, erg)
        begin = room.clock.now() + 2
        room.readings.clear()
        room.gym.replay(read_rows(ride), strap_address=strap, erg_address=erg, starts_at=begin)
        await room.play(12)

        hearts = {r.at - begin: r.heart_rate_bpm for r in room.readings if r.heart_rate_bpm}
        assert hearts == {0: 111, 1: 112, 3: 115, 4: 118, 6: 190, 7: 121}
        powers = {r.at - begin: r.power_w for r in room.readings if r.power_w is not None}
        assert powers == {0: 0, 1: 143, 2: 150, 4: 162, 6: 1022, 7: 131} | (
            {5: 0} if machine == "pm5_skis" else {}  # its status says that nobody works
        )
        cadences = {
            r.at - begin: r.cadence_rpm if r.cadence_rpm is not None else r.stroke_rate_spm
            for r in room.readings
            if r.cadence_rpm is not None or r.stroke_rate_spm is not None
        }
        assert cadences == {0: 0, 1: 84, 2: 86, 3: 85, 6: 113, 7: 80} | (
            {5: 0} if machine == "pm5_skis" else {}
        )


async def test_that_a_power_meter_s_cadence_is_the_file_s_within_half_a_percent():
    rows = tuple(
        ReplayRow(t_s=second, vitals=Vitals(power_w=200, cadence_per_min=87))
        for second in range(30)
    )
    async with VirtualRoom(one_of(straps=1, power_meter_bikes=1)) as room:
        strap, erg = (device.address for device in room.gym.devices)
        await room.connect(strap, erg)
        room.gym.replay(rows, strap_address=strap, erg_address=erg, starts_at=room.clock.now() + 1)
        await room.play(10)
        room.readings.clear()
        await room.play(15)
        shown = [r.cadence_rpm for r in room.readings if r.cadence_rpm is not None]
        assert len(shown) == 15
        assert all(abs(value - 87) < 0.5 for value in shown)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("t_s,power_w\n0,1\n", "no column heart_rate_bpm"),
        (RIDE + "8,fast,1,1\n", "Line 10 of ride.csv"),
        (RIDE + "9\n", "Line 10 of ride.csv"),
    ],
)
def test_that_a_file_that_is_no_recording_is_refused_with_the_place(ride: Path, text, message):
    ride.write_text(text)
    with pytest.raises(InvalidInputError, match=message):
        read_rows(ride)


def test_that_rows_keep_their_gaps(ride: Path):
    row = read_rows(ride)[5]
    assert (row.t_s, row.vitals.heart_rate_bpm, row.vitals.power_w) == (5.0, None, None)

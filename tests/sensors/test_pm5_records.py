"""All records of a virtual Concept2 monitor over the virtual link, to the end of a workout."""

from itertools import groupby

from bleak import BleakClient

from core.gatt import uuids
from core.gatt.pm5 import (
    additional_split,
    additional_status_1,
    additional_status_2,
    additional_status_3,
    additional_summary,
    belt,
    csafe_request,
    force_curve,
    general_status,
    logged_workout,
    multiplexed,
    split,
    stroke,
    summary,
)
from core.gatt.pm5.csafe_commands import Extent
from core.gatt.pm5.csafe_frame import pieces_of
from core.gatt.pm5.csafe_workout import Pm5Interval, Pm5Workout, fixed, intervals, requests_of
from core.sensors.virtual.pm5_outbox import RECORDS
from tests.helpers.bare_client import BareRoom
from tests.helpers.virtual_room import one_of

TWO = intervals(
    [
        Pm5Interval(extent=Extent(duration_s=30), rest_s=10, pace_s_per_500_m=120),
        Pm5Interval(extent=Extent(distance_m=100), pace_s_per_500_m=120),
    ]
)
_GUEST = "guest 1"


async def program(room: BareRoom, client: BleakClient, workout: Pm5Workout) -> None:
    """Program it, and let somebody begin."""
    for request in requests_of(workout):
        for piece in pieces_of(csafe_request.encode(request)):
            await client.write_gatt_char(uuids.PM5_CONTROL_REQUEST, piece, response=True)
    await room.gym.settle()
    room.gym.set_intensity(_GUEST, 0.8)


def all_of(room: BareRoom, uuid: str, codec: object) -> list:
    return [codec.decode(data) for data in room.heard[uuid]]


async def test_that_each_interval_and_the_end_have_their_records():
    async with BareRoom(one_of(pm5_rowers=1)) as room:
        client = await room.connect(room.gym.devices[0].address, *RECORDS)
        await program(room, client, TWO)
        await room.play(100)
    splits = all_of(room, uuids.PM5_SPLIT, split)
    assert [(one.number, one.interval_type, one.rest_s) for one in splits] == [
        (1, 0, 10),
        (2, 1, 0),
    ]
    assert 30 <= splits[0].split_s < 31.5
    assert 100 <= splits[1].split_distance_m < 106
    more = all_of(room, uuids.PM5_ADDITIONAL_SPLIT, additional_split)
    assert [one.number for one in more] == [1, 2]
    assert 150 < more[1].power_w < 250
    (end,) = all_of(room, uuids.PM5_SUMMARY, summary)
    assert end.workout_type == 8
    assert abs(end.distance_m - sum(one.split_distance_m for one in splits)) <= 2
    assert end.logged_at == "2023-11-14 22:14"
    (more_end,) = all_of(room, uuids.PM5_ADDITIONAL_SUMMARY, additional_summary)
    assert more_end.split_count == 2
    (logged,) = all_of(room, uuids.PM5_LOGGED_WORKOUT, logged_workout)
    assert logged.erg_type == 0


async def test_that_the_status_begins_anew_with_each_interval_and_says_what_is_programmed():
    async with BareRoom(one_of(pm5_rowers=1)) as room:
        client = await room.connect(room.gym.devices[0].address, *RECORDS)
        await program(room, client, TWO)
        await room.play(100)
    statuses = all_of(room, uuids.PM5_GENERAL_STATUS, general_status)
    states = [one.workout_state for one in statuses]
    assert [state for state, _ in groupby(states)] == [0, 4, 3, 5, 10, 12]
    armed = statuses[0]
    assert (armed.workout_type, armed.duration, armed.duration_type) == (8, 3000, 0)
    second = next(one for one in statuses if one.workout_state == 5)
    assert (second.duration, second.duration_type) == (100, 0x80)
    assert second.elapsed_s < 2
    assert second.distance_m < 10
    resting = [one.interval_type for one in statuses if one.workout_state == 3]
    assert set(resting) == {2}
    rests_s = [
        one.rest_s for one in all_of(room, uuids.PM5_ADDITIONAL_STATUS_1, additional_status_1)
    ]
    assert max(rests_s) == 10
    totals = all_of(room, uuids.PM5_ADDITIONAL_STATUS_2, additional_status_2)
    assert [totals[0].interval_count, totals[-1].interval_count] == [0, 1]
    assert 100 <= totals[-1].last_split_distance_m < 106
    assert 150 < totals[-1].split_power_w < 250
    worked_m = [one.total_work_distance_m for one in statuses]
    assert worked_m[states.index(4) + 10] == 0
    assert worked_m[-1] == round(statuses[-1].distance_m + worked_m[states.index(5)])
    operations = all_of(room, uuids.PM5_ADDITIONAL_STATUS_3, additional_status_3)
    assert {one.operational_state for one in operations} == {1, 2}
    assert [one.belt_id for one in all_of(room, uuids.PM5_BELT, belt)] == [None]


async def test_that_a_stroke_comes_twice_with_one_count_and_its_force_curve_whole():
    async with BareRoom(one_of(pm5_rowers=1)) as room:
        await room.connect(room.gym.devices[0].address, *RECORDS)
        room.gym.set_intensity(_GUEST, 0.8)
        await room.play(20)
    strokes = all_of(room, uuids.PM5_STROKE, stroke)
    pairs = list(zip(strokes[::2], strokes[1::2], strict=True))
    assert len(pairs) > 10
    assert all(one.stroke_count == two.stroke_count for one, two in pairs)
    assert all(one.recovery_s == 0 < two.recovery_s for one, two in pairs)
    curve, curves = force_curve.ForceCurve(), []
    for part in all_of(room, uuids.PM5_FORCE_CURVE, force_curve):
        forces_lbf = curve.update(part, arrived_at=0.0)
        if forces_lbf is not None:
            curves.append(forces_lbf)
    assert len(curves) == len(pairs)
    assert abs(max(curves[-1]) - strokes[-1].peak_force_lbf) < 1


async def test_that_what_is_not_subscribed_to_comes_multiplexed_and_nothing_comes_twice():
    async with BareRoom(one_of(pm5_skis=1)) as room:
        own = uuids.PM5_GENERAL_STATUS
        client = await room.connect(room.gym.devices[0].address, own, uuids.PM5_MULTIPLEXED)
        await program(room, client, TWO)
        await room.play(100)
    heard = [multiplexed.decode(data) for data in room.heard[uuids.PM5_MULTIPLEXED]]
    assert {one.record_number for one in heard} == {
        0x32, 0x33, 0x35, 0x36, 0x37, 0x38, 0x39, 0x3A, 0x3B, 0x3C, 0x3D, 0x3E, 0x3F,
    }  # fmt: skip
    assert len(room.heard[own]) >= 100
    assert all(len(data) <= 20 for data in room.heard[uuids.PM5_MULTIPLEXED])
    (game,) = [one.record for one in heard if one.record_number == 0x3C]
    assert game.erg_type == 128


async def test_that_a_single_time_has_its_splits():
    async with BareRoom(one_of(pm5_rowers=1)) as room:
        client = await room.connect(room.gym.devices[0].address, uuids.PM5_SPLIT, uuids.PM5_SUMMARY)
        await program(room, client, fixed(Extent(duration_s=90), Extent(duration_s=30)))
        await room.play(120)
    splits = all_of(room, uuids.PM5_SPLIT, split)
    assert [one.number for one in splits] == [1, 2, 3]
    assert all(29 <= one.split_s < 31.5 for one in splits)
    assert len(room.heard[uuids.PM5_SUMMARY]) == 1

"""Check-in: by signal for straps, by movement for machines."""

from __future__ import annotations

import random

from core.domain.ids import SensorId
from core.domain.sensor import SensorReading
from core.services.desk.check_in import MachineCheckIn, Sighting, Stage, StrapCheckIn

MINE, OTHER, THIRD = SensorId("mine"), SensorId("other"), SensorId("third")
STEP_S = 0.2


def _play(
    check_in: StrapCheckIn, signals: dict[SensorId, int | None], start_s: float, seconds: float
) -> Sighting:
    sighting = Sighting()
    for step in range(round(seconds / STEP_S) + 1):
        at = start_s + step * STEP_S
        for sensor_id, dbm in signals.items():
            check_in.heard(sensor_id, dbm, at)
        sighting = check_in.look(at)
    return sighting


def test_that_the_strap_held_to_the_laptop_for_two_seconds_is_found() -> None:
    check_in = StrapCheckIn()
    room = {MINE: -72, OTHER: -70, THIRD: -66}
    assert _play(check_in, room, 0.0, 5.0).stage is Stage.WAITING

    held = {**room, MINE: -38}
    early = _play(check_in, held, 5.0, 1.6)
    assert early.stage is Stage.NOTICED
    assert early.sensor_ids == (MINE,)
    assert 0.0 < early.share < 1.0
    assert _play(check_in, held, 6.6, 1.6) == Sighting(
        stage=Stage.FOUND, sensor_ids=(MINE,), share=1.0
    )


def test_that_a_strap_passing_by_is_not_taken() -> None:
    check_in = StrapCheckIn()
    room = {MINE: -72, OTHER: -70}
    _play(check_in, room, 0.0, 2.0)
    assert _play(check_in, {**room, MINE: -40}, 2.0, 1.2).stage is Stage.NOTICED
    assert _play(check_in, room, 3.2, 1.5).stage is Stage.WAITING
    assert _play(check_in, {**room, MINE: -40}, 4.7, 1.2).stage is Stage.NOTICED


def test_that_a_weak_strap_counts_as_held_when_it_rises_far() -> None:
    check_in = StrapCheckIn()
    room = {MINE: -88, OTHER: -86}
    _play(check_in, room, 0.0, 2.0)
    assert _play(check_in, {**room, MINE: -64}, 2.0, 4.0).stage is Stage.FOUND


def test_that_the_strongest_of_many_far_straps_is_not_taken() -> None:
    check_in = StrapCheckIn()
    assert _play(check_in, {MINE: -60, OTHER: -85}, 0.0, 20.0).stage is Stage.WAITING


def test_that_two_straps_in_one_hand_are_asked_about() -> None:
    check_in = StrapCheckIn()
    _play(check_in, {MINE: -72, OTHER: -70, THIRD: -66}, 0.0, 2.0)
    both = _play(check_in, {MINE: -38, OTHER: -41, THIRD: -66}, 2.0, 4.0)
    assert both.stage is Stage.UNDECIDED
    assert set(both.sensor_ids) == {MINE, OTHER}


def test_that_a_heap_of_straps_beside_the_laptop_is_named_as_such() -> None:
    check_in = StrapCheckIn()
    heap = _play(check_in, {MINE: -40, OTHER: -42, THIRD: -44}, 0.0, 5.0)
    assert heap.stage is Stage.CROWDED
    assert set(heap.sensor_ids) == {MINE, OTHER, THIRD}


def test_that_after_one_was_found_the_next_must_come_anew() -> None:
    check_in = StrapCheckIn()
    room = {MINE: -70, OTHER: -70}
    _play(check_in, room, 0.0, 2.0)
    held = {**room, MINE: -40}
    assert _play(check_in, held, 2.0, 4.0).stage is Stage.FOUND
    check_in.reset()
    assert _play(check_in, held, 6.0, 4.0).stage is Stage.WAITING
    _play(check_in, room, 10.0, 3.0)
    assert _play(check_in, {**room, OTHER: -40}, 13.0, 4.0).sensor_ids == (OTHER,)
    _play(check_in, room, 17.0, 3.0)
    assert _play(check_in, held, 20.0, 4.0).sensor_ids == (MINE,)


def test_that_a_strap_that_went_is_not_found() -> None:
    check_in = StrapCheckIn()
    _play(check_in, {MINE: -40, OTHER: -70}, 0.0, 1.0)
    assert _play(check_in, {MINE: None, OTHER: -70}, 1.0, 4.0).stage is Stage.WAITING


def test_that_noise_of_six_decibel_takes_nobody_in_ten_minutes() -> None:
    check_in, dice = StrapCheckIn(), random.Random(7)  # noqa: S311 - noise of a radio
    ids = [SensorId(f"strap-{number}") for number in range(24)]
    for step in range(3000):
        for number, sensor_id in enumerate(ids):
            dbm = round(-64 - number % 7 + dice.gauss(0, 6))
            check_in.heard(sensor_id, dbm, step * STEP_S)
        assert check_in.look(step * STEP_S).stage is not Stage.FOUND


def _reading(sensor_id: SensorId, at: float, power_w: float | None) -> SensorReading:
    return SensorReading(sensor_id=sensor_id, at=at, power_w=power_w)


def _row(check_in: MachineCheckIn, watts: dict[SensorId, float], start: int, stop: int) -> Sighting:
    for quarter in range(start * 4, stop * 4):
        for sensor_id, power_w in watts.items():
            check_in.heard(_reading(sensor_id, quarter / 4, power_w))
    return check_in.look(stop - 0.25)


def test_that_the_machine_that_is_pulled_is_found() -> None:
    check_in = MachineCheckIn()
    assert _row(check_in, {MINE: 0, OTHER: 0}, 0, 5).stage is Stage.WAITING
    pulled = _row(check_in, {MINE: 140, OTHER: 0}, 5, 7)
    assert pulled == Sighting(stage=Stage.FOUND, sensor_ids=(MINE,), share=1.0)


def test_that_who_rows_already_is_not_meant() -> None:
    check_in = MachineCheckIn()
    assert _row(check_in, {MINE: 0, OTHER: 180}, 0, 6).stage is Stage.WAITING
    assert _row(check_in, {MINE: 120, OTHER: 180}, 6, 8).sensor_ids == (MINE,)


def test_that_a_machine_that_rested_can_be_pulled() -> None:
    check_in = MachineCheckIn()
    _row(check_in, {MINE: 180}, 0, 3)
    _row(check_in, {MINE: 0}, 3, 7)
    assert _row(check_in, {MINE: 90}, 7, 9).stage is Stage.FOUND


def test_that_two_machines_pulled_together_are_asked_about() -> None:
    check_in = MachineCheckIn()
    _row(check_in, {MINE: 0, OTHER: 0, THIRD: 0}, 0, 4)
    both = _row(check_in, {MINE: 120, OTHER: 90, THIRD: 0}, 4, 6)
    assert both.stage is Stage.UNDECIDED
    assert set(both.sensor_ids) == {MINE, OTHER}


def test_that_a_nudge_is_only_noticed_and_a_stop_forgets_it() -> None:
    check_in = MachineCheckIn()
    _row(check_in, {MINE: 0}, 0, 4)
    check_in.heard(_reading(MINE, 4.0, 60))
    assert check_in.look(4.0).stage is Stage.NOTICED
    check_in.heard(_reading(MINE, 4.25, 0))
    assert check_in.look(4.25).stage is Stage.WAITING

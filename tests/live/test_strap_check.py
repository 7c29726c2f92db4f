"""Swapped straps are noticed, and right ones left alone; on simulated players with a seed."""

from __future__ import annotations

from random import Random

import msgspec
import numpy as np
import pytest

from core.live.strap_check import StrapCheck
from core.live.strap_look import Suspicion, confidence_of
from core.live.strap_model import HeartModel, lagged
from tests.helpers.recordings import player
from tests.helpers.swap_drill import Hall, Heard


class Desk:
    """A desk that hears a hall and accepts what the check suspects twice in a row."""

    def __init__(self, hall: Hall) -> None:
        self.hall = hall
        self.check = StrapCheck((one.player, one.equipment) for one in hall.trainees)
        self.owner = {one.strap: one.player.id for one in hall.trainees}
        self.recorded: list[tuple[Heard, str]] = []
        self.suspected: list[tuple[float, Suspicion]] = []
        self._last: set[tuple[str, str]] = set()

    def hear(self, second: int) -> None:
        for heard in self.hall.second(float(second)):
            if heard.strap is None:
                self.check.power(heard.wearer, heard.at, heard.power_w or 0.0)
            elif heard.heart_rate_bpm is not None:
                owner = self.owner[heard.strap]
                self.check.heart_rate(heard.strap, owner, heard.at, heard.heart_rate_bpm)
                self.recorded.append((heard, owner))

    def look(self, now: float) -> None:
        found = self.check.look(now).suspicions()
        pairs = {(one.player_id, one.other_player_id or "") for one in found}
        for one in found:
            if (one.player_id, one.other_player_id or "") in self._last:
                self.suspected.append((now, one))
                self._accept(one)
        self._last = pairs

    def _accept(self, one: Suspicion) -> None:
        assert one.other_player_id is not None
        assert one.other_sensor_id is not None
        moves = {
            one.sensor_id: (one.other_player_id, one.since),
            one.other_sensor_id: (one.player_id, one.other_since),
        }
        for sensor_id, (player_id, since) in moves.items():
            self.owner[sensor_id] = player_id
            self.check.moved(sensor_id, player_id, since)
            self.recorded = [
                (heard, player_id if heard.strap == sensor_id and heard.at >= since else owner)
                for heard, owner in self.recorded
            ]


def test_that_no_sample_ends_with_the_wrong_player_in_a_drill_of_twenty_four():
    hall = Hall(seed=41)
    desk, random = Desk(hall), Random(7)  # noqa: S311 - a drill
    swaps = sorted(random.uniform(300, 1000) for _ in range(4))
    pairs = random.sample(hall.trainees, 8)
    for second in range(1500):
        while swaps and second >= swaps[0]:
            swaps.pop(0)
            hall.swap(pairs.pop(), pairs.pop(), second)
        desk.hear(second)
        if second % 30 == 29:
            desk.look(second + 1.0)
    assert len(desk.recorded) > 24 * 1400
    assert [heard for heard, owner in desk.recorded if owner != heard.wearer] == []
    assert len(desk.suspected) == 4


def test_that_straps_swapped_before_the_first_beat_are_found():
    hall = Hall(seed=5)
    desk = Desk(hall)
    one, other = hall.trainees[3], hall.trainees[10]
    hall.wears[one.strap], hall.wears[other.strap] = other, one
    for second in range(900):
        desk.hear(second)
        if second % 30 == 29:
            desk.look(second + 1.0)
    assert [heard for heard, owner in desk.recorded if owner != heard.wearer] == []


def test_that_an_hour_of_normal_training_raises_no_alarm():
    desk = Desk(Hall(seed=20))
    for second in range(3600):
        desk.hear(second)
        if second % 60 == 59:
            assert desk.check.look(second + 1.0).suspicions() == ()


def test_that_a_strap_above_its_players_maximum_is_a_stranger_s():
    person = player(1, heart_rate_max_bpm=180)
    check = StrapCheck([(person, "ROWING")])
    for second in range(60):
        check.power(person.id, second, 150.0)
        check.heart_rate("strap", person.id, second, 195)
    (found,) = check.look(60).suspicions()
    assert (found.player_id, found.other_player_id, found.since) == (person.id, None, 0.0)
    assert found.confidence <= 0.5


def test_that_two_who_do_the_same_with_the_same_heart_are_not_accused():
    one, other = player(1), player(2)
    check = StrapCheck([(one, "ROWING"), (other, "ROWING")])
    for second in range(900):
        for who, strap in ((one, "a"), (other, "b")):
            watts = 220.0 if second % 300 > 120 else 120.0
            check.power(who.id, second, watts)
            check.heart_rate(strap, who.id, second, round(120 + watts / 5))
    assert check.look(900).suspicions() == ()


def test_that_evidence_becomes_a_probability():
    assert confidence_of(0) == pytest.approx(0.001, rel=0.01)
    assert confidence_of(-1e9) == pytest.approx(0)
    assert confidence_of(1e9) == pytest.approx(1)


def test_that_the_model_prefers_the_heart_that_follows_the_power():
    watts = np.where(np.arange(120) % 40 < 20, 250.0, 100.0)
    model = HeartModel(player(), "ROWING", watts)
    follows = 80 + lagged(watts, 5.0, 40.0) * 0.35
    assert model.log_likelihood(follows) > model.log_likelihood(follows[::-1].copy()) + 20
    assert model.misfit(follows) < 1.5
    unknown = msgspec.structs.replace(player(), ftp_w={})
    assert np.isfinite(HeartModel(unknown, "ROWING", watts).log_likelihood(follows))
    assert model.log_likelihood(np.full(120, np.nan)) == 0.0

"""The simulated body behaves like one."""

from random import Random
from statistics import fmean

from core.sensors.virtual.athlete import Athlete, Body

BODY = Body(heart_rate_max_bpm=195, heart_rate_rest_bpm=55, ftp_w=260, w_prime_j=18000)


def lived(share: float, seconds: int, athlete: Athlete | None = None, start: int = 0):
    athlete = athlete or Athlete("a", BODY, Random(5))  # noqa: S311 - a simulation
    athlete.intensity = lambda _: share
    return athlete, [athlete.vitals_at(float(start + second)) for second in range(seconds)]


def test_that_a_resting_body_stands_about_without_power():
    _, vitals = lived(0.0, 300)
    assert abs(fmean(one.heart_rate_bpm for one in vitals) - 70) < 2
    assert {one.power_w for one in vitals} == {0}
    assert {one.cadence_per_min for one in vitals} == {0.0}


def test_that_power_stays_around_its_target():
    _, vitals = lived(0.75, 600)
    working = [one.power_w for one in vitals[30:]]
    assert abs(fmean(working) - 0.75 * 260) < 6
    assert 140 < min(working) < max(working) < 260


def test_that_the_heart_follows_late_and_drifts():
    _, vitals = lived(0.75, 2400)
    hearts = [one.heart_rate_bpm for one in vitals]
    assert hearts[5] < 95
    assert fmean(hearts[25:35]) < fmean(hearts[110:150]) - 15
    assert fmean(hearts[-120:]) > fmean(hearts[240:360]) + 1
    assert max(hearts) <= 195


def test_that_the_heart_recovers_more_slowly_than_it_rose():
    athlete, _ = lived(0.9, 300)
    _, resting = lived(0.0, 180, athlete, start=300)
    hearts = [one.heart_rate_bpm for one in resting]
    assert hearts[60] - 70 > 0.25 * (hearts[0] - 70)
    assert hearts[60] < hearts[0] - 25


def test_that_power_above_threshold_fades_when_the_reserve_is_gone():
    _, vitals = lived(1.35, 900)
    powers = [one.power_w for one in vitals]
    assert fmean(powers[60:120]) > 1.25 * 260
    assert fmean(powers[-120:]) < 1.15 * 260


def test_that_the_same_seed_lives_the_same_life():
    assert lived(0.8, 200)[1] == lived(0.8, 200)[1]

from __future__ import annotations

import math
import time

import numpy as np
import pytest

from core.clock import ManualClock
from core.domain.ids import PlayerId, SessionId
from core.domain.workout import Interval
from core.errors import NotFoundError
from core.live.board import LiveBoard
from core.live.reducer import open_session
from core.live.state import Roster
from core.live.views import Quantity, TileCondition
from tests.helpers.recordings import SESSION, START, Stream, player, reading, roster

ONE = PlayerId("player-001")


class Wall:
    """A board with its clock and one session."""

    def __init__(self, made: Roster | None = None) -> None:
        self.clock = ManualClock(START)
        self.board = LiveBoard(self.clock.now)
        self.stream = Stream()
        self.board.show(open_session(made or roster()))

    def at(self, second: float) -> Wall:
        self.clock.move_to(START + second)
        return self

    def tell(self) -> None:
        """Apply what was last added to the stream."""
        self.board.apply(SESSION, self.stream.recorded[-1])

    def heart_rate(self, second: float, bpm: int, number: int = 1) -> None:
        self.at(second).stream.readings(reading(second, bpm, number=number))
        self.tell()

    def start(self) -> Wall:
        self.stream.start()
        self.tell()
        return self


def test_that_a_tile_ages_from_waiting_to_live_to_stale_to_lost():
    wall = Wall().start()
    assert wall.board.tile(SESSION, ONE).condition is TileCondition.WAITING
    wall.heart_rate(1, 150)
    ages = {1.0: "live", 3.9: "live", 4.0: "stale", 20.9: "stale", 21.0: "lost"}
    for second, condition in ages.items():
        tile = wall.at(second).board.tile(SESSION, ONE)
        assert (tile.condition, tile.heart_rate_age_s) == (condition, pytest.approx(second - 1))
        assert tile.heart_rate_bpm == (None if condition == "lost" else 150)
        assert tile.zone == (None if condition == "lost" else 3)


def test_that_a_value_of_the_future_has_no_negative_age():
    wall = Wall().start()
    wall.board.apply(SESSION, Stream().start().readings(reading(7, 151)).recorded[1])
    tile = wall.at(5).board.tile(SESSION, ONE)
    assert (tile.heart_rate_bpm, tile.heart_rate_age_s) == (151, 0)


def test_that_the_colour_follows_after_two_seconds_in_the_new_zone():
    wall = Wall().start()
    wall.heart_rate(0, 150)  # zone 3
    wall.heart_rate(1, 165)  # zone 4
    assert wall.board.tile(SESSION, ONE).zone == 3
    assert wall.board.tile(SESSION, ONE).zone_fill == 1.0
    wall.heart_rate(2, 150)  # back: the wait begins anew
    wall.heart_rate(3, 165)
    wall.heart_rate(4, 166)
    assert wall.board.tile(SESSION, ONE).zone == 3
    wall.heart_rate(5, 167)
    tile = wall.board.tile(SESSION, ONE)
    assert (tile.zone, tile.zone_fill) == (4, pytest.approx(0.35))
    assert tile.heart_rate_percent == pytest.approx(83.5)


def test_that_after_a_loss_the_first_value_colours_at_once():
    wall = Wall().start()
    wall.heart_rate(0, 150)
    wall.heart_rate(30, 185)
    assert wall.board.tile(SESSION, ONE).zone == 5


def test_that_a_tile_shows_the_target_of_the_running_interval():
    intervals = (
        Interval(name="Hard", duration_s=60, target_zone=4, target_ftp_share=0.9),
        Interval(name="Easy", duration_s=60),
    )
    wall = Wall(roster(intervals=intervals))
    assert wall.board.tile(SESSION, ONE).target_zone is None
    wall.start().at(59)
    tile = wall.board.tile(SESSION, ONE)
    assert (tile.target_zone, tile.target_power_w) == (4, pytest.approx(225))
    group = wall.board.group(SESSION)
    assert (group.interval_name, group.interval_remaining_s) == ("Hard", pytest.approx(1))
    wall.at(60)
    assert wall.board.tile(SESSION, ONE).target_zone is None
    assert wall.board.group(SESSION).interval_name == "Easy"
    wall.at(120)
    assert wall.board.group(SESSION).interval_remaining_s is None


def test_that_pause_end_and_removal_show_on_the_tile():
    wall = Wall().start()
    wall.heart_rate(1, 150)
    wall.stream.pause(2)
    wall.tell()
    assert wall.board.tile(SESSION, ONE).condition is TileCondition.PAUSED
    wall.stream.end(3)
    wall.tell()
    assert wall.board.tile(SESSION, ONE).condition is TileCondition.DONE
    other = Wall().start()
    other.stream.kick(1)
    other.tell()
    assert other.board.tile(SESSION, ONE).condition is TileCondition.REMOVED
    assert other.board.group(SESSION).player_count == 0


def test_that_power_that_is_three_seconds_old_is_not_shown():
    wall = Wall().start()
    wall.stream.readings(reading(1, None, 300.0, stroke_rate_spm=28.0))
    wall.tell()
    tile = wall.at(2).board.tile(SESSION, ONE)
    assert (tile.power_w, tile.cadence_per_min, tile.condition) == (300.0, 28.0, "live")
    tile = wall.at(4).board.tile(SESSION, ONE)
    assert (tile.power_w, tile.cadence_per_min, tile.condition) == (None, None, "stale")


def test_that_group_means_cover_fresh_players_only():
    wall = Wall(roster([player(1), player(2), player(3)])).start()
    wall.heart_rate(0, 100, 1)
    wall.heart_rate(10, 140, 2)
    wall.heart_rate(10.5, 160, 3)
    group = wall.at(11).board.group(SESSION)
    assert (group.heart_rate_mean_bpm, group.sensors_live, group.player_count) == (150, 2, 3)
    assert group.active_s == 11
    assert group.remaining_s == 3589
    totals = wall.board.totals((SESSION, SessionId("not shown")))
    assert (totals.heart_rate_mean_bpm, totals.sensors_live, totals.player_count) == (150, 2, 3)


def test_that_curves_break_at_gaps_and_keep_fifteen_minutes():
    wall = Wall().start()
    for second in range(1200):
        if second != 600:
            wall.heart_rate(second + 0.25, 100 + second % 10)
    at, values = wall.board.curve(ONE, Quantity.HEART_RATE)
    assert at[-1] - at[0] == pytest.approx(900)
    assert not np.isnan(values).any()
    wall.heart_rate(1300.25, 150)
    at, values = wall.board.curve(ONE, Quantity.HEART_RATE)
    assert at[-1] == START + 1300.25
    assert np.isnan(values[-2])
    assert np.all(np.diff(at) > 0)
    assert wall.board.curve(ONE, Quantity.POWER)[0].size == 0


def test_that_the_group_curve_is_the_mean_of_those_who_were_fresh():
    wall = Wall(roster([player(1), player(2)])).start()
    for second in range(20):
        wall.heart_rate(second, 100, 1)
        if second < 10:
            wall.heart_rate(second + 0.5, 140, 2)
    at, values = wall.board.group_curve(SESSION, Quantity.HEART_RATE)
    means = dict(zip((at - START).tolist(), values.tolist(), strict=True))
    assert (means[0], means[5], means[12], means[13]) == (100, 120, 120, 100)
    assert wall.board.group_curve(SESSION, Quantity.POWER)[0].size == 0


def test_that_the_ring_keeps_the_newest_sample_of_a_second_and_never_grows():
    wall = Wall().start()
    for step in range(20000):
        wall.heart_rate(step / 4, 100 + step % 4)
    at, values = wall.board.curve(ONE, Quantity.HEART_RATE)
    assert set(values.tolist()) == {103}
    assert at.size == 901


def test_that_listeners_hear_of_showing_events_and_dropping():
    heard: list[SessionId] = []
    wall = Wall()
    wall.board.changed.connect(heard.append)
    wall.start()
    wall.tell()  # known already: nothing changes
    wall.board.apply(SessionId("elsewhere"), wall.stream.recorded[0])
    wall.board.drop(SESSION)
    wall.board.drop(SESSION)
    assert heard == [SESSION, SESSION]
    assert wall.board.sessions() == ()
    with pytest.raises(NotFoundError):
        wall.board.tiles(SESSION)


def test_that_a_snapshot_keeps_the_curves():
    wall = Wall().start()
    wall.heart_rate(1, 150)
    state = wall.board.session(SESSION)
    assert state is not None
    wall.board.show(state)
    assert wall.board.curve(ONE, Quantity.HEART_RATE)[1].tolist() == [150]


def test_that_sixty_four_tiles_cost_little():
    wall = Wall(roster([player(number) for number in range(1, 65)])).start()
    for number in range(1, 65):
        wall.heart_rate(1, 150, number)
    best_s = math.inf
    for _ in range(10):
        begin = time.perf_counter()
        tiles = wall.board.tiles(SESSION)
        best_s = min(best_s, time.perf_counter() - begin)
        assert [tile.jersey_number for tile in tiles] == list(range(1, 65))
    assert best_s < 0.01  # under 1 ms on an idle core

"""A hybrid session goes through its blocks: by the clock, by finished sets, as the trainer says."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings, strategies as st

from core.domain.ids import PlayerId
from core.domain.strength import Exercise
from core.domain.workout import Block, Interval, WorkoutKind, timeline
from core.errors import WrongStateError
from core.live import events
from core.live.alerts.watch import AlertWatch
from core.live.block_watch import due
from core.live.blocks import (
    block_spans,
    next_block,
    place_of_player,
    place_of_session,
    session_block,
)
from core.live.events import HybridBlockTransitioned, Recorded, SetData
from core.live.group import group_of
from core.live.interval_watch import IntervalWatch
from core.live.mixed_metrics import MixedMetricsWatch
from core.live.reducer import open_session, reduce
from core.live.state import SessionState
from core.live.target import target_at
from core.live.tile import tile_of
from core.services.running.admission import admitted
from tests.helpers.recordings import START, Stream, player, reading, roster

ONE, TWO = PlayerId("player-001"), PlayerId("player-002")
SQUAT = Exercise(id="squat", name="Back squat", sets=2, reps=5)
PRESS = Exercise(id="press", name="Bench press", sets=1, reps=5)
BLOCKS = (
    Block(name="Lifts", duration_s=600, exercises=(SQUAT, PRESS)),
    Block(name="Engine", intervals=(
        Interval(name="Hard", duration_s=120, target_zone=4),
        Interval(name="Easy", duration_s=180, target_zone=2),
    )),
    Block(name="Finisher", duration_s=300, exercises=(PRESS,)),
)  # fmt: skip


class Session:
    """A hybrid session that records as the hub does, and looks when it is told to."""

    def __init__(self, blocks: tuple[Block, ...] = BLOCKS, players: int = 2) -> None:
        made = roster([player(number) for number in range(1, players + 1)])
        session = msgspec.structs.replace(
            made.session, kind=WorkoutKind.HYBRID, blocks=blocks, intervals=timeline(blocks)
        )
        self.state: SessionState = open_session(msgspec.structs.replace(made, session=session))
        self.stream = Stream()
        self.found: list[HybridBlockTransitioned] = []

    def add(self, kind: type, at: float, **fields: Any) -> Any:
        self.stream.add(kind, at, **fields)
        return self._take(self.stream.recorded[-1].event, START + at)

    def look(self, at: float) -> list[HybridBlockTransitioned]:
        """One look; what it found, as recorded."""
        new = due(self.state, START + at)
        assert new == due(self.state, START + at)  # a second look at the same finds the same
        taken: list[HybridBlockTransitioned] = [self._take(one, START + at) for one in new]
        self.found += taken
        return taken

    def do_sets(self, at: float, exercise: Exercise, sets: int) -> None:
        for number in range(1, sets + 1):
            data = SetData(set_number=number, reps=5, weight=100)
            self.add(
                events.StrengthSetCompleted,
                at,
                player_id=ONE,
                exercise_id=exercise.id,
                set_data=data,
            )

    def block(self, player_id: PlayerId, at: float) -> int | None:
        place = place_of_player(self.state, self.state.players[player_id], START + at)
        return None if place is None else place.index

    def _take(self, event: events.SessionEvent, now: float) -> Any:
        taken = admitted(self.state, event, now)
        self.state = reduce(self.state, Recorded(seq=self.state.seq + 1, event=taken))
        return taken


def started(blocks: tuple[Block, ...] = BLOCKS) -> Session:
    session = Session(blocks)
    session.add(events.SessionStarted, 0)
    return session


def block_of(kind: str, seconds: int, number: int) -> Block:
    exercise = Exercise(id=f"lift-{number}", name="Lift", sets=3, reps=5)
    interval = Interval(name="Row", duration_s=seconds, target_zone=3)
    match kind:
        case "lift":
            return Block(name=f"{number}", duration_s=seconds, exercises=(exercise,))
        case "row":
            return Block(name=f"{number}", intervals=(interval, interval))
        case "rest":
            return Block(name=f"{number}", duration_s=seconds)
        case _:
            return Block(name=f"{number}")


KINDS = st.sampled_from(["lift", "row", "rest", "nothing"])
PLANS = st.lists(st.tuples(KINDS, st.integers(1, 400)), min_size=1, max_size=7).map(
    lambda all_: tuple(block_of(kind, s, number) for number, (kind, s) in enumerate(all_))
)
WAITS = st.lists(st.tuples(st.floats(0.1, 900), st.booleans()), max_size=25)


@pytest.mark.requirement(48)
@settings(deadline=None)
@given(PLANS, WAITS)
def test_that_each_block_comes_once_in_order_and_no_time_is_lost(
    blocks: tuple[Block, ...], waits: list[tuple[float, bool]]
) -> None:
    """However seldom the hub looks, and whenever the trainer stops the clock."""
    session = started(blocks)
    now, active_s, is_paused = 0.0, 0.0, False
    for wait_s, is_switched in [*waits, (20000.0, True), (20000.0, False)]:
        now += wait_s
        active_s += 0.0 if is_paused else wait_s
        if is_switched:
            kind = events.SessionResumed if is_paused else events.SessionPaused
            session.add(kind, now)
            is_paused = not is_paused
        session.look(now)
    if is_paused:
        session.add(events.SessionResumed, now)
        session.look(now + 20000)
    with_time = [number for number, one in enumerate(blocks) if one.planned_s > 0]
    if not with_time:
        assert session.found == []
        return
    gone_through = [session.found[0].from_block, *(one.to_block for one in session.found)]
    assert gone_through == [*with_time, len(blocks)]
    assert all(one.is_automatic and one.player_id is None for one in session.found)
    assert len({one.event_id for one in session.found}) == len(session.found)
    clock = session.state
    begun = [0.0, *(_active_at(clock, one.instant) for one in session.found)]
    lasted = [after - before for before, after in pairwise(begun)]
    assert lasted == pytest.approx([blocks[number].planned_s for number in with_time], abs=1e-3)


def _active_at(state: SessionState, instant: float) -> float:
    spans = [*state.active_spans, (state.running_since or float("inf"), float("inf"))]
    return sum(min(end, instant) - start for start, end in spans if start < instant)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["look", "all", "one", "interval"]),
        st.floats(0.5, 400),
        st.integers(0, 3),
        st.one_of(st.none(), st.floats(1, 900)),
    ),
    max_size=20,
)


@pytest.mark.requirement(48)
@settings(deadline=None)
@given(STEPS)
def test_that_whatever_the_trainer_does_session_timeline_and_clock_agree(
    steps: list[tuple[str, float, int, float | None]],
) -> None:
    session = started()
    now = 0.0
    for deed, wait_s, number, duration_s in steps:
        now += wait_s
        session.look(now)
        if deed == "all":
            session.add(HybridBlockTransitioned, now, to_block=number, duration_s=duration_s)
        elif deed == "one":
            session.add(
                HybridBlockTransitioned, now, player_id=ONE, to_block=number, duration_s=duration_s
            )
        elif deed == "interval":
            session.add(events.ConditioningIntervalTransitioned, now, to_interval=number)
        now += 0.01  # a timestamp is rounded
        for _ in BLOCKS:
            session.look(now)
        assert session.look(now) == []
        place = place_of_session(session.state, START + now)
        on_clock = len(BLOCKS) if place is None else place.index
        assert session_block(session.state, block_spans(session.state)) == on_clock
        assert session.block(TWO, now) == (None if place is None else place.index)


@pytest.mark.requirement(48)
def test_that_who_has_done_all_his_sets_goes_ahead_and_the_clock_does_not_take_him_back() -> None:
    session = started()
    session.do_sets(100, SQUAT, 2)
    assert session.look(101) == []
    session.do_sets(200, PRESS, 1)
    (gone_on,) = session.look(201)
    assert (gone_on.player_id, gone_on.from_block, gone_on.to_block) == (ONE, 0, 1)
    assert (gone_on.instant, gone_on.block_name) == (START + 200, "Engine")
    assert (session.block(ONE, 201), session.block(TWO, 201)) == (1, 0)
    assert session.look(202) == []
    session.look(600)
    assert (session.block(ONE, 601), session.block(TWO, 601)) == (1, 1)
    assert session.state.players[ONE].hybrid.block_since == START + 200
    session.look(900)
    assert (session.block(ONE, 901), session.block(TWO, 901)) == (2, 2)
    assert session.look(902) == []  # his press of the first block is not the one of the last


@pytest.mark.requirement(48)
def test_that_the_trainers_word_wins_over_the_clock() -> None:
    session = started()
    (late,) = due(session.state, START + 601)
    session.add(HybridBlockTransitioned, 599, to_block=2)
    with pytest.raises(WrongStateError):
        admitted(session.state, late, START + 602)
    assert session.look(700) == []
    assert session.block(TWO, 700) == 2
    (over,) = session.look(900)
    assert (over.to_block, over.instant) == (3, START + 899)


@pytest.mark.requirement(48)
def test_that_a_folded_clocks_word_that_came_too_late_changes_nobody() -> None:
    session = started()
    (late,) = due(session.state, START + 601)
    session.add(HybridBlockTransitioned, 600.5, to_block=2)
    after = reduce(session.state, Recorded(seq=99, event=late))
    assert {one.hybrid.block for one in after.players.values()} == {2}


@pytest.mark.requirement(48, 53)
def test_that_a_length_the_trainer_gives_is_the_length_of_the_block() -> None:
    session = started()
    session.add(HybridBlockTransitioned, 100, to_block=1, duration_s=600)
    place = place_of_session(session.state, START + 100)
    assert place is not None
    assert (place.name, place.left_s) == ("Engine", pytest.approx(600))
    assert session.state.interval_at(START + 339) == (0 + 1, pytest.approx(1))
    assert session.look(699) == []
    (next_one,) = session.look(701)
    assert (next_one.to_block, next_one.instant) == (2, START + 700)


@pytest.mark.requirement(48)
def test_that_a_length_given_to_one_player_is_his_alone() -> None:
    session = started()
    session.add(HybridBlockTransitioned, 300, player_id=ONE, to_block=0, duration_s=500)
    session.look(601)
    assert (session.block(ONE, 601), session.block(TWO, 601)) == (0, 1)
    place = place_of_player(session.state, session.state.players[ONE], START + 601)
    assert place is not None
    assert place.left_s == pytest.approx(199)
    (his,) = session.look(801)
    assert (his.player_id, his.to_block, his.instant) == (ONE, 1, START + 800)
    assert session.look(802) == []


def test_that_transitions_of_the_clock_keep_nothing_alive_and_need_a_running_clock() -> None:
    session = Session()
    assert session.look(700) == []
    session.add(events.SessionStarted, 0)
    session.add(events.SessionPaused, 599)
    assert session.look(700) == []
    session.add(events.SessionResumed, 700)
    (found,) = session.look(702)
    assert found.instant == START + 701
    assert session.state.last_event_at == START + 700


def test_that_a_plan_that_is_not_that_of_the_blocks_is_left_to_people() -> None:
    session = started()
    own = (Interval(name="All of it", duration_s=60),)
    planned = msgspec.structs.replace(session.state.session, intervals=own)
    session.state = msgspec.structs.replace(session.state, session=planned)
    assert session.look(1000) == []
    session.do_sets(1001, SQUAT, 2)
    session.do_sets(1001, PRESS, 1)
    assert [one.player_id for one in session.look(1002)] == [ONE]


def test_that_an_empty_block_is_passed_over_and_a_rest_is_not() -> None:
    blocks = (BLOCKS[0], Block(name="Empty"), Block(name="Rest", duration_s=60))
    assert [next_block(blocks, at) for at in range(3)] == [2, 2, 3]


@pytest.mark.requirement(48)
def test_that_mixed_metrics_are_told_at_once_when_sets_or_block_change_else_every_5_s() -> None:
    session = started()
    numbers = iter(range(1000))
    watch = MixedMetricsWatch(lambda: events.base.EventId(f"mixed-{next(numbers)}"))
    told: list[tuple[int, events.HybridMixedMetrics]] = []
    for second in range(1, 31):
        batch = (reading(second, bpm=150), reading(second, None, 200.0))
        session.add(events.ReadingsReceived, second, readings=batch)
        if second == 12:
            session.do_sets(12, SQUAT, 1)
        found = watch.look(session.state, START + second)
        told += [(second, one) for one in found if one.player_id == ONE]
    assert [second for second, _ in told] == [1, 6, 11, 12, 17, 22, 27]
    last = told[-1][1]
    assert (last.block_index, last.block_name, last.mode) == (0, "Lifts", "exercise")
    assert (last.sets_done, last.reps_done, last.volume_kg) == (1, 5, 500)
    assert (last.heart_rate, last.power, last.block_left_s) == (150, 200, pytest.approx(573))
    assert last.trimp is not None
    assert last.trimp > 0
    assert last.work_kj == pytest.approx(26 * 0.2, abs=0.3)
    assert watch.look(session.state, START + 31) is not None
    watch.keep([])
    assert ONE in {one.player_id for one in watch.look(session.state, START + 31)}


@pytest.mark.requirement(45, 48, 54)
def test_that_who_is_not_in_the_groups_block_is_not_judged_by_its_target() -> None:
    session = started()
    session.add(HybridBlockTransitioned, 10, to_block=1, duration_s=2000)
    session.add(HybridBlockTransitioned, 11, player_id=ONE, to_block=0)
    told: list[tuple[PlayerId, object]] = []
    intervals, alerts = IntervalWatch(lambda: events.base.EventId("e")), AlertWatch()
    for second in range(12, 100):
        batch = [reading(second, bpm=120, number=number) for number in (1, 2)]
        session.add(events.ReadingsReceived, second, readings=tuple(batch))
        _, compliances = intervals.look(session.state, START + second)
        told += [(one.player_id, one.compliance) for one in compliances]
        told += [(one.player_id, one.kind) for one in alerts.look(session.state, START + second)]
    assert {player_id for player_id, _ in told} == {TWO}
    state, now = session.state, START + 99
    target = target_at(state, now)
    mine, other = (tile_of(state, one, target, 2, now) for one in state.players.values())
    assert (mine.target_zone, mine.is_off_block) == (None, True)
    assert (other.target_zone, other.is_off_block) == (4, False)
    assert mine.block is not None
    assert other.block is not None
    assert (mine.block.name, other.block.name) == ("Lifts", "Engine")
    group = group_of(state, now)
    assert group.block == other.block

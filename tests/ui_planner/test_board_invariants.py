"""Whatever is done to the board, and in whatever order: nobody lost, nobody twice, locks hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from core.domain.equipment import ROWING
from core.domain.session import DistributionStrategy
from tests.helpers.planning_fakes import booked_of
from tests.helpers.sample_club import (
    FACILITY,
    KINDS,
    NOW,
    PLAYERS,
    RESTRICTIONS,
    UNITS,
    WORKOUTS,
    make_bundle,
)
from ui.planner.board_changes import locks_of
from ui.planner.bookings import bookings_of
from ui.planner.club import Club
from ui.planner.defaults import first_plan
from ui.planner.editor import PlanEditor
from ui.planner.medical import barrier

IDS = [player.id for player in PLAYERS]
BUSY = IDS[14:]
FREE_ROWERS = len([unit for unit in UNITS if unit.equipment == ROWING]) - len(BUSY)
players = st.sampled_from(IDS)
some = st.lists(players, min_size=1, max_size=6, unique=True)
groups = st.integers(min_value=0, max_value=1)

Act = tuple[str, Callable[[PlanEditor], object]]
acts: st.SearchStrategy[Act] = st.one_of(
    st.tuples(some, st.one_of(groups, st.none())).map(
        lambda drawn: ("move", lambda editor: editor.move(*drawn))
    ),
    st.tuples(players, players).map(lambda drawn: ("swap", lambda editor: editor.swap(*drawn))),
    some.map(lambda drawn: ("lock", lambda editor: editor.toggle_locks(drawn))),
    st.sampled_from(list(DistributionStrategy)[1:5]).map(
        lambda drawn: ("spread", lambda editor: editor.distribute(drawn))
    ),
    st.integers(min_value=2, max_value=8).map(
        lambda drawn: ("count", lambda editor: editor.set_count(drawn))
    ),
    st.sampled_from(
        [("clear", PlanEditor.clear), ("undo", PlanEditor.undo), ("redo", PlanEditor.redo)]
    ),
)


def editor_of() -> PlanEditor:
    """A board beside another training that holds four rowers and four players."""
    club = Club(
        players=PLAYERS,
        facilities=[FACILITY],
        kinds=KINDS,
        units=UNITS,
        workouts=WORKOUTS,
        restrictions=RESTRICTIONS,
    )
    busy = make_bundle(starts_at=NOW.replace(hour=8, minute=0), player_ids=BUSY)
    bookings = bookings_of(booked_of(busy))
    first = first_plan(club, bookings, NOW)
    first = msgspec.structs.replace(first, start=time(9, 30))
    return PlanEditor(club, bookings, first, lambda: NOW)


@pytest.mark.requirement(5, 11, 19, 87)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(acts, min_size=1, max_size=14))
def test_that_the_board_keeps_its_rules_whatever_is_done(done: list[Act]) -> None:
    editor = editor_of()
    for name, act in done:
        held = locks_of(editor.plan)
        act(editor)
        plan = editor.plan
        assigned = plan.assigned_ids
        assert len(set(assigned)) == len(assigned)
        assert set(assigned) | set(editor.unassigned_ids) == set(IDS)
        assert set(plan.locked_ids) <= set(assigned)
        for index, group in enumerate(plan.groups):
            for player_id in group.player_ids:
                assert barrier(plan, editor.club, player_id, index) is None
        if name not in ("undo", "redo"):
            still = {one: at for one, at in held.items() if one in plan.locked_ids}
            assert {one: plan.group_of(one) for one in still} == still
        if name == "spread":
            assert set(held) <= set(assigned)
            free = set(assigned) - set(held)
            assert not free & set(BUSY)
            rowing = {
                one
                for group in plan.groups
                if group.equipment == ROWING
                for one in group.player_ids
            }
            locked = {one for one, at in held.items() if plan.groups[at].equipment == ROWING}
            assert len(rowing) <= max(FREE_ROWERS, len(locked))

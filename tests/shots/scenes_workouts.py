"""The library of workouts and the builder at typical moments, ready to be looked at or clicked."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from PySide6.QtWidgets import QWidget

from core.domain.ids import WorkoutId
from core.domain.workout import Interval, Series, WorkoutKind
from core.errors import StaleError, UnavailableError
from tests.helpers.live_desk import LiveDesk
from tests.helpers.scenes import window_of
from tests.helpers.workout_fakes import FakeWorkouts, desk_with_workouts, sample_workouts
from ui.shell.pages import PageName
from ui.shell.window import MainWindow
from ui.workouts.draft import Draft, Place, draft_of
from ui.workouts.page import WorkoutsPage

_set = msgspec.structs.replace


def workouts_page(window: MainWindow) -> WorkoutsPage:
    """The window's page of workouts."""
    page = window.page(PageName.WORKOUTS)
    assert isinstance(page, WorkoutsPage)
    return page


def full_library(desk: LiveDesk) -> FakeWorkouts:
    """A desk whose club has the sample's workouts, one of them in three versions."""
    fake = desk_with_workouts(desk)
    for number, workout in enumerate(sample_workouts()):
        fake.add(workout, session_count=(number * 7) % 23, days_ago=3 * number + 9)
    first = sample_workouts()[0]
    longer = _set(first, version=2, description="Aerobic power; the classic of the autumn.")
    fake.add(longer, session_count=12, days_ago=4)
    harder = tuple(
        _set(one, target_ftp_share=1.1) if one.target_zone == 4 else one for one in first.intervals
    )
    fake.add(_set(longer, version=3, intervals=harder), session_count=14, days_ago=0)
    return fake


def _window(desk: LiveDesk) -> MainWindow:
    return window_of(desk, PageName.WORKOUTS)


def _library() -> MainWindow:
    desk = LiveDesk()
    full_library(desk)
    window = _window(desk)
    window.show()
    return window


def library() -> QWidget:
    window = _library()
    page = workouts_page(window)
    page.model.choose(sample_workouts()[0].id)
    return window


def library_strength() -> QWidget:
    window = _library()
    workouts_page(window).library.kinds.choose("STRENGTH")
    workouts_page(window).model.look_for(kind=WorkoutKind.STRENGTH)
    return window


def library_none() -> QWidget:
    window = _library()
    page = workouts_page(window)
    page.library.search.setText("zamboni")
    page.model.look_for(text="zamboni")
    return window


def library_empty() -> QWidget:
    desk = LiveDesk()
    desk_with_workouts(desk)
    return _window(desk)


def library_loading() -> QWidget:
    desk = LiveDesk()
    full_library(desk)
    desk.tasks.is_holding = True
    return _window(desk)


def library_away() -> QWidget:
    desk = LiveDesk()
    desk_with_workouts(desk).refusal = UnavailableError(
        "The hub does not answer.", suggested_action="It is started again by itself; wait."
    )
    return _window(desk)


def library_undo() -> QWidget:
    window = _library()
    page = workouts_page(window)
    page.model.duplicate(sample_workouts()[0].id)
    return window


def _builder(draft: Draft, chosen: Place | None = None) -> MainWindow:
    window = _library()
    builder = workouts_page(window).write(draft)
    if chosen is not None:
        builder.model.choose(chosen)
    return window


def _sample(kind: WorkoutKind) -> Draft:
    return draft_of(next(one for one in sample_workouts() if one.kind is kind))


def ramps() -> Draft:
    """Intervals with targets of all kinds."""
    series = (
        Series(
            intervals=(
                Interval(name="Warm-up", duration_s=480, target_zone=2),
                Interval(name="Ramp", duration_s=300, target_ftp_share=0.6, ramps_to=1.1),
            )
        ),
        Series(
            repeats=5,
            intervals=(
                Interval(name="Work", duration_s=180, target_heart_rate_share=0.9),
                Interval(name="Easy", duration_s=120, target_pace_s=150),
            ),
        ),
        Series(
            repeats=6,
            intervals=(
                Interval(name="Sprint", duration_s=20, target_power_w=420),
                Interval(name="Float", duration_s=40),
            ),
        ),
        Series(intervals=(Interval(name="Cool-down", duration_s=300, target_zone=1),)),
    )
    draft = _sample(WorkoutKind.CONDITIONING)
    return _set(
        draft_of(_set(sample_workouts()[0], name="Ramps and sprints", series=series, intervals=())),
        id=draft.id,
    )


def builder_intervals() -> QWidget:
    return _builder(ramps(), Place(0, 1))


def builder_series() -> QWidget:
    return _builder(ramps(), Place(1))


def builder_strength() -> QWidget:
    return _builder(_sample(WorkoutKind.STRENGTH), Place(0, 0))


def builder_agility() -> QWidget:
    return _builder(_sample(WorkoutKind.AGILITY), Place(0, 0))


def builder_hybrid() -> QWidget:
    return _builder(_sample(WorkoutKind.HYBRID), None)


def builder_findings() -> QWidget:
    draft = _set(ramps(), id=WorkoutId(""), name="")
    window = _builder(draft, Place(1, 0))
    builder = workouts_page(window).builder
    assert builder is not None
    part = draft.sections[1].parts[0]
    builder.model.change_part(_set(part, name=""))
    return window


def builder_stale() -> QWidget:
    window = _builder(ramps(), Place(1, 0))
    builder = workouts_page(window).builder
    assert builder is not None
    builder.model.set_name("Ramps, sprints and more")
    builder.note_refused(StaleError("Tom Ek changed this meanwhile: name, series."))
    return window


SCENES: dict[str, Callable[[], QWidget]] = {
    "workouts-0-empty": library_empty,
    "workouts-1-loading": library_loading,
    "workouts-2-away": library_away,
    "workouts-3-library": library,
    "workouts-4-strength": library_strength,
    "workouts-5-nothing": library_none,
    "workouts-6-copied": library_undo,
    "builder-1-intervals": builder_intervals,
    "builder-2-series": builder_series,
    "builder-3-strength": builder_strength,
    "builder-4-agility": builder_agility,
    "builder-5-hybrid": builder_hybrid,
    "builder-6-findings": builder_findings,
    "builder-7-stale": builder_stale,
}

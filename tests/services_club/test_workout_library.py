"""The library of workouts: versions, copies, what is put away, and what a session keeps."""

from __future__ import annotations

import msgspec
import pytest

from core.clock import ManualClock
from core.domain.drafts import BundleChanges, SessionChanges, Updates
from core.domain.ids import WorkoutId
from core.domain.workout import Block, Interval, Series, Workout, WorkoutKind
from core.domain.workout_library import WorkoutChanges, WorkoutFilter
from core.errors import InvalidInputError, NotFoundError, StaleError
from core.services.club.bundles import BundleService
from core.services.club.catalog import CatalogService
from core.services.club.workout_library import WorkoutLibrary, copy_name
from core.storage.database import SqlDatabase
from tests.helpers.plans import TRAINER, three_groups

WORK = Interval(name="Work", duration_s=60, target_zone=5, target_power_w=300)
EASY = Interval(name="Easy", duration_s=120, target_zone=2)
SPRINTS = Workout(
    id=WorkoutId(""),
    name="Sprints",
    kind=WorkoutKind.CONDITIONING,
    series=(Series(repeats=5, intervals=(WORK, EASY)),),
    tags=("speed", "Pre-season"),
)
_set = msgspec.structs.replace


@pytest.fixture
def library(club: SqlDatabase, clock: ManualClock) -> WorkoutLibrary:
    return WorkoutLibrary(club, clock)


@pytest.mark.requirement(95)
async def test_that_a_saved_workout_has_an_id_its_intervals_and_a_first_version(
    library: WorkoutLibrary, clock: ManualClock
) -> None:
    stored = await library.save(_set(SPRINTS, name="  Sprints ", tags=("speed", "speed")), TRAINER)
    assert stored.id
    assert (stored.name, stored.version, stored.tags) == ("Sprints", 1, ("speed",))
    assert [one.name for one in stored.intervals] == ["Work", "Easy"] * 5
    entry = await library.get(stored.id)
    assert entry.workout == stored
    assert (entry.saved_by, entry.session_count, entry.is_archived) == (TRAINER.name, 0, False)
    assert entry.saved_at is not None
    assert entry.saved_at.timestamp() == clock.now()


async def test_that_each_change_is_a_version_and_saying_the_same_again_is_none(
    library: WorkoutLibrary,
) -> None:
    first = await library.save(SPRINTS, TRAINER)
    assert await library.save(first, TRAINER) == first
    longer = WorkoutChanges(version=1, series=(Series(repeats=8, intervals=(WORK, EASY)),))
    second = await library.change(first.id, longer, TRAINER)
    assert (second.version, len(second.intervals)) == (2, 16)
    page = await library.versions(first.id, limit=10)
    assert [one.version for one in page.items] == [2, 1]
    assert page.items[1].workout == first
    older = await library.versions(first.id, limit=1)
    assert older.next_cursor == 2
    assert [one.version for one in (await library.versions(first.id, limit=1, before=2)).items] == [
        1
    ]


async def test_that_who_changes_an_old_version_is_told_what_changed_and_by_whom(
    library: WorkoutLibrary,
) -> None:
    first = await library.save(SPRINTS, TRAINER)
    await library.change(first.id, WorkoutChanges(version=1, name="Sprints II"), TRAINER)
    with pytest.raises(StaleError) as refused:
        await library.change(first.id, WorkoutChanges(version=1, tags=()), TRAINER)
    assert "name" in refused.value.message
    assert refused.value.details["version"] == 2
    assert [one["field"] for one in refused.value.details["changed"]] == ["name"]
    with pytest.raises(StaleError):
        await library.save(_set(first, name="Other"), TRAINER)
    assert (await library.get(first.id)).workout.name == "Sprints II"


async def test_that_an_earlier_version_becomes_the_present_one_as_a_new_version(
    library: WorkoutLibrary,
) -> None:
    first = await library.save(SPRINTS, TRAINER)
    await library.change(first.id, WorkoutChanges(version=1, name="Sprints II"), TRAINER)
    back = await library.restore(first.id, 1, TRAINER, read_version=2)
    assert (back.name, back.version, back.series) == ("Sprints", 3, first.series)
    with pytest.raises(StaleError):
        await library.restore(first.id, 1, TRAINER, read_version=2)
    with pytest.raises(NotFoundError):
        await library.restore(first.id, 9, TRAINER, read_version=3)


async def test_that_flat_intervals_take_the_place_of_series(library: WorkoutLibrary) -> None:
    first = await library.save(SPRINTS, TRAINER)
    after = await library.change(first.id, WorkoutChanges(version=1, intervals=(EASY,)), TRAINER)
    assert (after.series, after.intervals) == ((), (EASY,))


async def test_that_nothing_is_kept_of_a_change_that_cannot_be_meant(
    library: WorkoutLibrary,
) -> None:
    first = await library.save(SPRINTS, TRAINER)
    odd = (Series(repeats=0, intervals=(WORK,)),)
    with pytest.raises(InvalidInputError) as refused:
        await library.change(first.id, WorkoutChanges(version=1, name="New", series=odd), TRAINER)
    assert refused.value.field == "series.0.repeats"
    assert (await library.get(first.id)).workout == first
    assert len((await library.versions(first.id, limit=10)).items) == 1


async def test_that_a_copy_is_a_workout_of_its_own(library: WorkoutLibrary) -> None:
    first = await library.save(SPRINTS, TRAINER)
    copy = await library.duplicate(first.id, TRAINER)
    again = await library.duplicate(first.id, TRAINER)
    assert (copy.name, again.name) == ("Sprints (copy)", "Sprints (copy 2)")
    assert copy.id != first.id
    assert copy.series == first.series
    assert len(copy_name("x" * 255, set())) == 255


async def test_that_workouts_are_found_by_words_tag_and_kind_page_by_page(
    library: WorkoutLibrary,
) -> None:
    await library.save(SPRINTS, TRAINER)
    mixed = Workout(
        id=WorkoutId(""),
        name="Mixed bag",
        kind=WorkoutKind.HYBRID,
        blocks=(Block(name="Engine", series=SPRINTS.series),),
        description="For the days before a game",
        tags=("taper",),
    )
    await library.save(mixed, TRAINER)

    async def names(wanted: WorkoutFilter) -> list[str]:
        return [one.workout.name for one in (await library.page(wanted, limit=50)).items]

    assert await names(WorkoutFilter(text="spri pre-SEASON")) == ["Sprints"]
    assert await names(WorkoutFilter(text="before game")) == ["Mixed bag"]
    assert await names(WorkoutFilter(tag="taper")) == ["Mixed bag"]
    assert await names(WorkoutFilter(tag="tape")) == []
    assert "Mixed bag" in await names(WorkoutFilter(kind=WorkoutKind.HYBRID))
    assert await names(WorkoutFilter(text="100%_")) == []
    assert {"speed", "taper"} <= set(await library.tags())
    everything = await names(WorkoutFilter())
    seen: list[str] = []
    cursor = None
    while True:
        page = await library.page(WorkoutFilter(), limit=3, cursor=cursor)
        seen += [one.workout.name for one in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert seen == everything
    with pytest.raises(InvalidInputError):
        await library.page(WorkoutFilter(), limit=3, cursor="nonsense")


async def test_that_what_is_put_away_is_out_of_the_lists_and_comes_back(
    library: WorkoutLibrary, club: SqlDatabase
) -> None:
    first = await library.save(SPRINTS, TRAINER)
    await library.archive(first.id, TRAINER)
    await library.archive(first.id, TRAINER)  # twice is no mistake
    assert first not in await CatalogService(club).workouts()
    away = await library.page(WorkoutFilter(is_archived=True), limit=9)
    assert [one.workout.id for one in away.items] == [first.id]
    assert (await library.get(first.id)).is_archived
    assert await library.bring_back(first.id, TRAINER) == first
    assert first in await CatalogService(club).workouts()
    with pytest.raises(NotFoundError):
        await library.archive(WorkoutId("nothing"), TRAINER)


@pytest.mark.requirement(4)
async def test_that_a_session_keeps_the_version_it_was_made_from(
    library: WorkoutLibrary, bundles: BundleService
) -> None:
    workout = await library.save(SPRINTS, TRAINER)
    draft = three_groups()
    sessions = tuple(_set(one, workout_id=workout.id) for one in draft.sessions)
    created = await bundles.create(_set(draft, sessions=sessions), TRAINER)
    before = await bundles.get(created.bundle_id)
    assert {one.workout_version for one in before.sessions} == {1}
    assert [one.name for one in before.sessions[0].intervals] == ["Work", "Easy"] * 5
    assert before.sessions[0].intervals[0].target_power_w == 300
    await library.change(
        workout.id, WorkoutChanges(version=1, series=(Series(intervals=(EASY,)),)), TRAINER
    )
    assert await bundles.get(created.bundle_id) == before
    first, second = before.sessions[0].id, before.sessions[1].id
    changes = Updates(individual={first: SessionChanges(workout_id=workout.id)})
    after = await bundles.change(created.bundle_id, BundleChanges(updates=changes), TRAINER)
    versions = {one.id: one.workout_version for one in after.sessions}
    assert (versions[first], versions[second]) == (2, 1)
    assert (await library.get(workout.id)).session_count == 3

"""What is refused leaves nothing behind: no bundle, no reservation, no template, no audit line."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import msgspec
import pytest
from sqlalchemy import text

from core.domain.drafts import (
    BundleChanges,
    BundleDraft,
    CommonChanges,
    SessionChanges,
    Updates,
)
from core.domain.equipment import EquipmentType
from core.domain.ids import FacilityId, PlayerId, TemplateId, WorkoutId
from core.domain.session import Bundle
from core.errors import HockeyHubError
from core.services.club.bundles import BundleService
from core.storage.database import SqlDatabase
from tests.helpers.plans import TRAINER, three_groups

TABLES = (
    "session_bundles",
    "workout_sessions",
    "assignments",
    "reservations",
    "bundle_templates",
    "audit_log",
)
_set = msgspec.structs.replace

Defect = Callable[[BundleDraft, Random], BundleDraft]


def in_one(draft: BundleDraft, random: Random, **changes: object) -> BundleDraft:
    """The draft with one session, any of them, changed."""
    at = random.randrange(len(draft.sessions))
    sessions = list(draft.sessions)
    sessions[at] = _set(sessions[at], **changes)
    return _set(draft, sessions=tuple(sessions))


def twice(draft: BundleDraft, random: Random) -> BundleDraft:
    """Somebody in two groups."""
    first, *others = draft.sessions
    last = others[-1]
    extra = (*last.player_ids[:-1], random.choice(first.player_ids))
    return _set(draft, sessions=(first, *others[:-1], _set(last, player_ids=extra)))


def everywhere(draft: BundleDraft, **changes: object) -> BundleDraft:
    """The draft with what all sessions share changed."""
    return _set(draft, common_properties=_set(draft.common_properties, **changes))


DEFECTS: dict[str, Defect] = {
    "no name": lambda draft, _: _set(draft, name="  "),
    "a group without a name": lambda draft, random: in_one(draft, random, name=""),
    "no duration": lambda draft, _: everywhere(draft, duration=0),
    "more than a day": lambda draft, _: everywhere(draft, duration=1441),
    "a group of no duration": lambda draft, random: in_one(draft, random, duration=0),
    "no time": lambda draft, _: everywhere(draft, start_time="25:00"),
    "an unknown place": lambda draft, _: everywhere(draft, facility_id=FacilityId("nowhere")),
    "an unknown place of a group": lambda draft, random: in_one(
        draft, random, facility_id=FacilityId("nowhere")
    ),
    "unknown machines": lambda draft, random: in_one(
        draft, random, equipment=EquipmentType("TRAMPOLINE")
    ),
    "an unknown workout": lambda draft, random: in_one(
        draft, random, workout_id=WorkoutId("nothing")
    ),
    "an unknown player": lambda draft, random: in_one(
        draft, random, player_ids=(PlayerId("nobody"),)
    ),
    "somebody twice": twice,
    "one session": lambda draft, _: _set(draft, sessions=draft.sessions[:1]),
    "nine sessions": lambda draft, _: _set(draft, sessions=draft.sessions * 3),
    "a template without a name": lambda draft, _: _set(draft, template_name=" "),
    "an unknown template": lambda draft, _: _set(draft, template_id=TemplateId("gone")),
}


async def rows_of(club: SqlDatabase) -> dict[str, int]:
    """How many rows each table of planning has."""
    counts = {}
    async with club._reader.connect() as connection:
        for table in TABLES:
            found = await connection.execute(text(f"SELECT count(*) FROM {table}"))  # noqa: S608
            counts[table] = int(found.scalar_one())
    return counts


@pytest.mark.requirement(8, 20, 29)
async def test_that_a_refused_bundle_leaves_nothing_whatever_is_wrong_with_it(
    club: SqlDatabase, bundles: BundleService
) -> None:
    random = Random(5)  # noqa: S311 - the same defects each time
    sound = three_groups(save_as_template=True, template_name="Stations")
    before = await rows_of(club)
    for name, defect in DEFECTS.items():
        for _ in range(3):
            with pytest.raises(HockeyHubError) as caught:
                await bundles.create(defect(sound, random), TRAINER)
            assert caught.value.field or name == "an unknown template", name
            assert await rows_of(club) == before, name

    await bundles.create(sound, TRAINER)
    after = await rows_of(club)
    grown = {table: after[table] - before[table] for table in TABLES}
    assert grown["session_bundles"] == grown["bundle_templates"] == 1
    assert (grown["workout_sessions"], grown["assignments"], grown["reservations"]) == (3, 18, 18)
    assert grown["audit_log"] >= 1


CHANGES: dict[str, Callable[[Bundle], Updates]] = {
    "name and a time that does not exist": lambda _: Updates(
        common=CommonChanges(name="Changed", start_time="99:99")
    ),
    "name and a group on unknown machines": lambda bundle: Updates(
        common=CommonChanges(name="Changed"),
        individual={
            bundle.sessions[2].id: SessionChanges(equipment=EquipmentType("TRAMPOLINE")),
        },
    ),
    "one good group and one with somebody of another": lambda bundle: Updates(
        individual={
            bundle.sessions[0].id: SessionChanges(name="Good"),
            bundle.sessions[1].id: SessionChanges(player_ids=bundle.sessions[0].player_ids),
        }
    ),
    "more players than machines": lambda bundle: Updates(
        common=CommonChanges(name="Changed"),
        individual={bundle.sessions[0].id: SessionChanges(equipment=bundle.sessions[1].equipment)},
    ),
}


@pytest.mark.requirement(20, 31)
@pytest.mark.parametrize("name", list(CHANGES))
async def test_that_a_refused_change_leaves_the_bundle_as_it_was(
    club: SqlDatabase, bundles: BundleService, name: str
) -> None:
    created = await bundles.create(three_groups(), TRAINER)
    before = await bundles.get(created.bundle_id)
    held = await bundles.reservations(created.bundle_id)
    counts = await rows_of(club)
    changes = BundleChanges(updates=CHANGES[name](before), version=before.version)
    with pytest.raises(HockeyHubError):
        await bundles.change(created.bundle_id, changes, TRAINER)

    assert await bundles.get(created.bundle_id) == before
    assert await bundles.reservations(created.bundle_id) == held
    assert await rows_of(club) == counts

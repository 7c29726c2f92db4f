"""Who has left the club is not planned any more; who may not lead is not put in charge."""

from __future__ import annotations

import msgspec
import pytest

from core.domain.drafts import BundleChanges, SessionChanges, Updates
from core.domain.equipment import ROWING
from core.domain.ids import UserId
from core.domain.user import Role, User
from core.errors import InvalidInputError
from core.services.club.bundles import BundleService
from core.storage.database import SqlDatabase
from tests.helpers.plans import TRAINER, common, player, players, station, three_groups


async def _archive(club: SqlDatabase, number: int) -> None:
    async with club.write() as unit:
        (left,) = await unit.club.players([player(number)])
        await unit.club.save_player(msgspec.structs.replace(left, is_archived=True))
        await unit.commit()


async def test_that_a_player_who_has_left_is_not_planned(
    club: SqlDatabase, bundles: BundleService
) -> None:
    await _archive(club, 3)
    with pytest.raises(InvalidInputError) as caught:
        await bundles.create(three_groups(), TRAINER)
    assert caught.value.field == "sessions.0.playerIds"


async def test_that_a_leaver_stays_where_he_is_but_joins_nothing_new(
    club: SqlDatabase, bundles: BundleService
) -> None:
    groups = (station("A", ROWING, players(1, 2)), station("B", ROWING, players(3, 4)))
    created = await bundles.create(three_groups(sessions=groups), TRAINER)
    await _archive(club, 1)
    await _archive(club, 9)
    first = created.sessions[0].id

    def grown(number: int) -> BundleChanges:
        change = SessionChanges(player_ids=(*players(1, 2), player(number)))
        return BundleChanges(updates=Updates(individual={first: change}))

    await bundles.change(created.bundle_id, grown(5), TRAINER)
    with pytest.raises(InvalidInputError):
        await bundles.change(created.bundle_id, grown(9), TRAINER)


async def test_that_an_observer_is_not_put_in_charge(
    club: SqlDatabase, bundles: BundleService
) -> None:
    async with club.write() as unit:
        watcher = User(id=UserId("user-9"), name="Kim", role=Role.OBSERVER, login="kim")
        await unit.club.save_user(watcher, "!")
        await unit.commit()
    draft = three_groups(common_properties=common(trainer_id=UserId("user-9")))
    with pytest.raises(InvalidInputError) as caught:
        await bundles.create(draft, TRAINER)
    assert caught.value.field == "commonProperties.trainerId"

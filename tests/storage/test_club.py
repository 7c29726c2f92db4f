from __future__ import annotations

from datetime import date

import msgspec
import pytest

from core.domain.equipment import ROWING, SKI_ERG, UnitState
from core.domain.ids import FacilityId, PlayerId, RestrictionId, UnitId, UserId
from core.domain.restriction import Restriction
from core.domain.user import Role, User
from core.domain.workout import Interval
from core.errors import ConflictError
from core.storage.database import SqlDatabase
from tests.helpers.plans import FACILITY, bundle, player


async def test_that_units_come_in_natural_order(club: SqlDatabase) -> None:
    async with club.write() as unit:
        (first, *_) = await unit.club.equipment_units(FACILITY, ROWING)
        for number in (10, 9):
            await unit.club.save_equipment_unit(
                msgspec.structs.replace(first, id=UnitId(f"rower-{number}"), name=f"Rower {number}")
            )
        await unit.club.save_equipment_unit(
            msgspec.structs.replace(first, state=UnitState.OUT_OF_SERVICE)
        )
        ready = await unit.club.equipment_units(FACILITY, ROWING, UnitState.READY)
        assert [one.name for one in ready] == [f"Rower {number}" for number in range(2, 11)]
        assert await unit.club.equipment_units(FacilityId("elsewhere")) == ()


async def test_that_players_come_by_jersey_number_and_missing_ones_are_left_out(
    club: SqlDatabase,
) -> None:
    async with club.read() as unit:
        numbers = [one.jersey_number for one in await unit.club.players()]
        assert numbers == sorted(numbers)
        assert len(numbers) == 18
        asked = await unit.club.players([player(3), PlayerId("nobody"), player(1)])
        assert [one.id for one in asked] == [player(1), player(3)]


async def test_that_saving_replaces_what_has_the_same_id(club: SqlDatabase) -> None:
    async with club.write() as unit:
        (before,) = await unit.club.players([player(2)])
        after = msgspec.structs.replace(before, mass_kg=90.5, ftp_w={SKI_ERG: 255.5})
        await unit.club.save_player(after)
        (workout, *_) = await unit.club.workouts()
        longer = msgspec.structs.replace(
            workout, intervals=(Interval(name="All", duration_s=0.5, target_ftp_share=0.9),)
        )
        await unit.club.save_workout(longer)
        await unit.commit()
    async with club.read() as unit:
        assert await unit.club.players([player(2)]) == (after,)
        assert await unit.club.workout(workout.id) == longer
        assert len(await unit.club.players()) == 18


async def test_that_restrictions_go_with_their_player(club: SqlDatabase) -> None:
    restriction = Restriction(
        id=RestrictionId("r"),
        player_id=player(9),
        body_part="knee",
        forbidden_equipment=(ROWING, SKI_ERG),
        valid_from=date(2026, 1, 1),
        valid_to=date(2026, 1, 31),
        note="after surgery",
    )
    async with club.write() as unit:
        await unit.club.save_restriction(restriction)
        assert await unit.club.restrictions([player(9), player(1)]) == (restriction,)
        assert len(await unit.club.restrictions()) == 2
        await unit.club.delete_player(player(9))
        assert await unit.club.restrictions([player(9)]) == ()


async def test_that_a_player_whose_sessions_are_kept_cannot_be_deleted(
    club: SqlDatabase,
) -> None:
    async with club.write() as unit:
        await unit.schedule.add_bundle(bundle())
        await unit.commit()
    with pytest.raises(ConflictError):
        async with club.write() as unit:
            await unit.club.delete_player(player(1))


async def test_that_two_users_cannot_share_a_sign_in_name(club: SqlDatabase) -> None:
    user = User(id=UserId("u-1"), name="A", role=Role.MEDICAL, login="doctor")
    async with club.write() as unit:
        await unit.club.save_user(user, "hash")
        await unit.commit()
    async with club.read() as unit:
        assert await unit.club.user_by_login("doctor") == (user, "hash")
        assert await unit.club.user_by_login("nobody") is None
    with pytest.raises(ConflictError):
        async with club.write() as unit:
            await unit.club.save_user(msgspec.structs.replace(user, id=UserId("u-2")), "hash")

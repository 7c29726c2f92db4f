"""Somebody can always look after people."""

from __future__ import annotations

import asyncio

import pytest

from core.domain.ids import UserId
from core.domain.user import Principal, Role, User
from core.errors import ConflictError
from core.protocol.rest import UserChanges
from hub_server.security.users import change_user
from tests.services_access.conftest import Door

DESK = Principal(subject="desktop", name="Desktop", role=Role.ADMIN)
TWO = tuple(
    User(id=UserId(name), name=name.title(), role=Role.ADMIN, login=name) for name in ("ann", "ben")
)


@pytest.mark.requirement(71)
async def test_that_of_two_administrators_who_demote_each_other_one_stays(
    door: Door,
) -> None:
    database = door.database
    async with database.write() as unit:
        for user in TWO:
            await unit.club.save_user(user, "no hash")
        await unit.commit()
    changes = UserChanges(role=Role.OBSERVER)
    answers = await asyncio.gather(
        *(change_user(database, door.clock, user.id, changes, DESK) for user in TWO),
        return_exceptions=True,
    )
    assert [type(one) for one in answers if isinstance(one, Exception)] == [ConflictError]
    async with database.read() as unit:
        roles = sorted(one.role for one in await unit.club.users() if one.id in ("ann", "ben"))
    assert roles == [Role.ADMIN, Role.OBSERVER]

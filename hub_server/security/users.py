"""The people who sign in with a password: shown and changed by administrators."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Iterable

import msgspec

from core.domain.ids import UserId, new_id
from core.domain.user import Account, Invitation, IssuedPassword, Principal, User
from core.errors import NotFoundError
from core.live.events import utc
from core.ports.clock import Clock
from core.ports.storage import Database
from core.protocol.rest import UserChanges
from core.services.club.audit_trail import note_change
from hub_server.security.passwords import (
    check_password,
    check_user,
    hashed,
    keep_an_administrator,
    save_user,
)
from hub_server.security.randomness import first_password


async def all_accounts(database: Database, connected: Collection[str]) -> tuple[Account, ...]:
    """All users by name, disabled ones too.

    Args:
        database: Where they are kept.
        connected: Ids of who is connected now.
    """
    async with database.read() as unit:
        accounts = await unit.club.accounts()
    return tuple(msgspec.structs.replace(one, is_connected=one.id in connected) for one in accounts)


async def invite(database: Database, wanted: Invitation, actor: Principal) -> IssuedPassword:
    """Add somebody with a password that is drawn here.

    Raises:
        InvalidInputError: The role is one of those that join with a code, or a name is missing.
        ConflictError: The login is another's.
    """
    user = User(
        id=UserId(new_id()),
        name=wanted.name.strip(),
        role=wanted.role,
        login=wanted.login.strip(),
    )
    password = first_password()
    await save_user(database, user, password, actor)
    return IssuedPassword(user=user, password=password)


async def issue_password(
    database: Database, clock: Clock, user_id: UserId, actor: Principal
) -> IssuedPassword:
    """Give somebody another password that is drawn here.

    Raises:
        NotFoundError: There is no such user.
    """
    password = first_password()
    changes = UserChanges(password=password)
    user = await change_user(database, clock, user_id, changes, actor)
    return IssuedPassword(user=user, password=password)


async def change_user(
    database: Database, clock: Clock, user_id: UserId, changes: UserChanges, actor: Principal
) -> User:
    """Change what was sent of a user.

    Raises:
        NotFoundError: There is no such user.
        InvalidInputError: The password is too short, or the role is a player's.
        ConflictError: Nobody would be left who can manage users, or the login is another's.
    """
    password = None
    if changes.password is not msgspec.UNSET:
        check_password(changes.password)
        password = await asyncio.to_thread(hashed, changes.password)
    async with database.write() as unit:
        users = await unit.club.users(is_kept=True)
        before = _found(users, user_id)
        after = _changed(before, changes, utc(clock.now()))
        check_user(after)
        keep_an_administrator(users, after)
        await unit.club.save_user(after, password)
        action = "user.password-changed" if before == after else "user.changed"
        await note_change(unit, actor, action, user_id, before=before, after=after)
        await unit.commit()
    return after


def _found(users: Iterable[User], user_id: UserId) -> User:
    user = next((one for one in users if one.id == user_id), None)
    if user is None:
        raise NotFoundError("There is no such user.")
    return user


def _changed(user: User, changes: UserChanges, now: object) -> User:
    given = {
        name: value
        for name in ("name", "role", "login")
        if (value := getattr(changes, name)) is not msgspec.UNSET
    }
    if changes.is_disabled is True and user.disabled_at is None:
        given["disabled_at"] = now
    elif changes.is_disabled is False:
        given["disabled_at"] = None
    return msgspec.structs.replace(user, **given)

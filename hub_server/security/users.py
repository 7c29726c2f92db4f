"""The people who sign in with a password: shown and changed by administrators."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

import msgspec

from core.domain.ids import UserId
from core.domain.user import Principal, Role, User
from core.errors import ConflictError, NotFoundError
from core.live.events import utc
from core.ports.clock import Clock
from core.ports.storage import Database
from core.protocol.rest import UserChanges
from core.services.club.audit_trail import note_change
from hub_server.security.passwords import check_password, check_user, hashed


async def all_users(database: Database) -> tuple[User, ...]:
    """All users by name, disabled ones too."""
    async with database.read() as unit:
        return await unit.club.users()


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
        users = await unit.club.users()
        before = _found(users, user_id)
        after = _changed(before, changes, utc(clock.now()))
        check_user(after)
        _keep_an_administrator([one for one in users if one.id != user_id], before, after)
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


def _keep_an_administrator(others: Iterable[User], before: User, after: User) -> None:
    if not _is_administrator(before) or _is_administrator(after):
        return
    if not any(_is_administrator(one) for one in others):
        raise ConflictError(
            "This is the last administrator.",
            suggested_action="Make somebody else an administrator first.",
        )


def _is_administrator(user: User) -> bool:
    return user.role is Role.ADMIN and user.disabled_at is None

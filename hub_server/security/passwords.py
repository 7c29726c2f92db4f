"""Passwords: argon2 hashes, checked off the loop, with the same effort for unknown logins."""

from __future__ import annotations

import asyncio
import functools
import hmac
from collections.abc import Iterable
from typing import Final

import msgspec
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from core.domain.ids import UserId
from core.domain.user import DESKTOP_SUBJECT, Principal, Role, User
from core.errors import ConflictError, InvalidInputError, NotSignedInError
from core.planning.validation import check_name
from core.ports.storage import Database
from core.services.access.principals import of_user

DESKTOP = Principal(subject=DESKTOP_SUBJECT, name="Desktop", role=Role.ADMIN)
"""The laptop's owner, signed in by the secret that the program handed to its own hub."""

SHORTEST_PASSWORD: Final = 10

_hasher = PasswordHasher()


async def sign_in(database: Database, login: str, password: str) -> Principal:
    """Check login and password.

    Raises:
        NotSignedInError: One of them is wrong; not saying which.
    """
    async with database.read() as work:
        found = await work.club.user_by_login(login)
    user, stored = found if found is not None else (None, await asyncio.to_thread(_nobody))
    is_right = await asyncio.to_thread(_matches, stored, password)
    if user is None or not is_right or user.disabled_at is not None:
        raise NotSignedInError(
            "Login or password is wrong.", suggested_action="Check both and try again."
        )
    return of_user(user)


async def save_user(database: Database, user: User, password: str, actor: Principal) -> None:
    """Add a user, or give one another password.

    Raises:
        InvalidInputError: The password is too short, or the role is a player's.
        ConflictError: Nobody would be left who can manage users, or the login is another's.
    """
    check_password(password)
    check_user(user)
    stored = await asyncio.to_thread(hashed, password)
    async with database.write() as work:
        keep_an_administrator(await work.club.users(is_kept=True), user)
        await work.club.save_user(user, stored)
        await work.audit.note(
            actor=actor.subject,
            action="user.saved",
            subject=user.id,
            detail=msgspec.json.encode(user),
        )
        await work.commit()


async def verified(database: Database, user_id: str, password: str) -> UserId:
    """Check a signed-in user's own password.

    Raises:
        NotSignedInError: It is wrong, or this is nobody with a password.
    """
    async with database.read() as work:
        user = next((one for one in await work.club.users() if one.id == user_id), None)
    principal = await sign_in(database, "" if user is None else user.login, password)
    return UserId(principal.subject)


def check_password(password: str) -> None:
    """Pass if a password is good enough.

    Raises:
        InvalidInputError: It is too short.
    """
    if len(password) < SHORTEST_PASSWORD:
        raise InvalidInputError(
            f"A password has at least {SHORTEST_PASSWORD} characters.", field="password"
        )


def check_user(user: User) -> None:
    """Pass if such a user can sign in with a password.

    Raises:
        InvalidInputError: The role is one of those that join with a code, or a name is missing.
    """
    if user.role in (Role.PLAYER, Role.GATEWAY):
        raise InvalidInputError(
            "Players and gateways join with a code, not with a password.", field="role"
        )
    check_name(user.name, "name")
    check_name(user.login, "login")


def hashed(password: str) -> str:
    """What is kept of a password; takes a while, so not on the loop."""
    return _hasher.hash(password)


def keep_an_administrator(users: Iterable[User], after: User) -> None:
    """Pass if somebody can still manage users once one of them has changed.

    Raises:
        ConflictError: The change would take the last administrator away.
    """
    had = [one.id for one in users if is_administrator(one)]
    if had == [after.id] and not is_administrator(after):
        raise ConflictError(
            "This is the last administrator.",
            suggested_action="Make somebody else an administrator first.",
        )


def is_administrator(user: User) -> bool:
    """Whether he can manage users."""
    return user.role is Role.ADMIN and user.disabled_at is None


def check_desktop_secret(expected: str | None, given: str, *, is_loopback: bool) -> None:
    """Pass if the caller is the desktop that started this hub.

    Raises:
        NotSignedInError: Wrong secret, none was set, or the call comes from another machine.
    """
    is_right = hmac.compare_digest((expected or "").encode(), given.encode(errors="replace"))
    if not (expected and is_loopback and is_right):
        raise NotSignedInError(
            "This desktop did not start this hub.",
            suggested_action="Sign in with login and password.",
        )


def _matches(stored: str, password: str) -> bool:
    try:
        return _hasher.verify(stored, password)
    except (VerifyMismatchError, InvalidHashError):
        return False


@functools.cache
def _nobody() -> str:
    return _hasher.hash("nobody has this password")

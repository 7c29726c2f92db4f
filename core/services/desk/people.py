"""The hub's people as an administrator's desk works with them: let in, change, send away."""

from __future__ import annotations

from typing import Protocol

from core.domain.ids import UserId
from core.domain.user import Account, Invitation, IssuedPassword, Principal, Role, User


class PeopleRegistry(Protocol):
    """What the hub lets this desk do with people. All errors are `HockeyHubError`s."""

    async def me(self) -> Principal:
        """Who is signed in here."""
        ...

    async def all(self) -> tuple[Account, ...]:
        """All who sign in with a password, by name, disabled ones too."""
        ...

    async def invite(self, invitation: Invitation) -> IssuedPassword:
        """Add somebody; his password is said only here."""
        ...

    async def change(
        self,
        user_id: UserId,
        *,
        name: str | None = None,
        login: str | None = None,
        role: Role | None = None,
        is_disabled: bool | None = None,
    ) -> User:
        """Change what is given; all of his sign-ins end."""
        ...

    async def issue_password(self, user_id: UserId) -> IssuedPassword:
        """Another password, said only here; all of his sign-ins end."""
        ...

    async def change_own_password(self, old: str, new: str) -> User:
        """Another password for whoever is signed in here; his other sign-ins end."""
        ...

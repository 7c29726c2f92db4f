"""The hub's people as an administrator's desk sees them."""

from __future__ import annotations

import msgspec

from core.client.rest import RestClient
from core.domain.ids import UserId
from core.domain.user import Account, Invitation, IssuedPassword, Principal, Role, User
from core.protocol.rest import AUTH, PasswordChange, UserChanges

_USERS = f"{AUTH}/users"


class PeopleList:
    """Fulfils `core.services.desk.people.PeopleRegistry`.

    Args:
        rest: Signed in as anybody; most of this wants an administrator.
    """

    def __init__(self, rest: RestClient) -> None:
        self._rest = rest

    async def me(self) -> Principal:
        """Who is signed in here."""
        return await self._rest.get(f"{AUTH}/me", Principal)

    async def all(self) -> tuple[Account, ...]:
        """All who sign in with a password, by name, disabled ones too."""
        return await self._rest.get(_USERS, tuple[Account, ...])

    async def invite(self, invitation: Invitation) -> IssuedPassword:
        """Add somebody; his password is said only here."""
        return await self._rest.post(f"{_USERS}/invitations", invitation, IssuedPassword)

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
        changes = UserChanges(
            name=msgspec.UNSET if name is None else name,
            login=msgspec.UNSET if login is None else login,
            role=msgspec.UNSET if role is None else role,
            is_disabled=msgspec.UNSET if is_disabled is None else is_disabled,
        )
        return await self._rest.patch(f"{_USERS}/{user_id}", changes, User)

    async def issue_password(self, user_id: UserId) -> IssuedPassword:
        """Another password, said only here; all of his sign-ins end."""
        return await self._rest.post(f"{_USERS}/{user_id}/password", None, IssuedPassword)

    async def change_own_password(self, old: str, new: str) -> User:
        """Another password for whoever is signed in here; his other sign-ins end."""
        body = PasswordChange(old_password=old, new_password=new)
        return await self._rest.post(f"{AUTH}/password", body, User)

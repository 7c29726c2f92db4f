"""Users: who may sign in with a password."""

from __future__ import annotations

from typing import Any

from litestar import Controller, Request, get, patch, post
from litestar.params import FromPath, JSONBody

from core.domain.ids import UserId
from core.domain.user import Account, Invitation, IssuedPassword, Principal, User
from core.protocol.rest import AUTH, PasswordChange, UserChanges, UserCreation
from hub_server.rest.guard import Caller, needs
from hub_server.rest.hub import TheHub
from hub_server.security.passwords import save_user, verified
from hub_server.security.permissions import Action
from hub_server.security.users import all_accounts, change_user, invite, issue_password

_MANAGE = needs(Action.MANAGE_USERS)


class UserController(Controller):
    """Administrators keep the list; everybody changes his own password."""

    path = AUTH
    tags = ["users"]  # noqa: RUF012 - the framework reads it from the class

    @get("/users", opt=_MANAGE)
    async def all(self, hub: TheHub) -> tuple[Account, ...]:
        """All users by name, disabled ones too."""
        return await all_accounts(hub.database, {peer.principal.subject for peer in hub.peers})

    @get("/me", opt=needs(Action.READ_OWN))
    async def me(self, principal: Caller) -> Principal:
        """Who is signed in with this token."""
        return principal

    @post("/users/invitations", opt=_MANAGE, status_code=201)
    async def invite(
        self, hub: TheHub, principal: Caller, data: JSONBody[Invitation]
    ) -> IssuedPassword:
        """Add somebody; his first password is drawn and said only in this answer."""
        return await invite(hub.database, data, principal)

    @post("/users/{user_id:str}/password", opt=_MANAGE, status_code=201)
    async def issue_password(
        self, hub: TheHub, principal: Caller, user_id: FromPath[UserId]
    ) -> IssuedPassword:
        """Another password, drawn and said only in this answer; all his sign-ins end."""
        issued = await issue_password(hub.database, hub.clock, user_id, principal)
        await hub.access.sign_ins.end("sign-in.ended", principal.subject, subject=user_id)
        return issued

    @post("/users", opt=_MANAGE, status_code=201)
    async def save_user(self, hub: TheHub, principal: Caller, data: JSONBody[UserCreation]) -> User:
        """Add a user who signs in with a password, or replace the one with this id.

        Whoever is signed in as that user has to sign in again.
        """
        user = User(id=data.id, name=data.name, role=data.role, login=data.login)
        await save_user(hub.database, user, data.password, principal)
        await hub.access.sign_ins.end("sign-in.ended", principal.subject, subject=user.id)
        return user

    @patch("/users/{user_id:str}", opt=_MANAGE)
    async def change(
        self, hub: TheHub, principal: Caller, user_id: FromPath[UserId], data: JSONBody[UserChanges]
    ) -> User:
        """Change name, login, role or password, disable or enable; all sign-ins of his end."""
        user = await change_user(hub.database, hub.clock, user_id, data, principal)
        await hub.access.sign_ins.end("sign-in.ended", principal.subject, subject=user_id)
        return user

    @post("/password", opt=needs(Action.READ_OWN), status_code=200)
    async def change_own_password(
        self,
        hub: TheHub,
        principal: Caller,
        request: Request[Any, Any, Any],
        data: JSONBody[PasswordChange],
    ) -> User:
        """Another password for oneself; all other sign-ins end."""
        key = f"password of {principal.subject}"
        hub.access.sign_in_throttle.take(key)
        user_id = await verified(hub.database, principal.subject, data.old_password)
        hub.access.sign_in_throttle.give_back(key)
        changes = UserChanges(password=data.new_password)
        user = await change_user(hub.database, hub.clock, user_id, changes, principal)
        await hub.access.sign_ins.end(
            "sign-in.ended",
            principal.subject,
            subject=user_id,
            but=request.state.sign_in_id,
        )
        return user

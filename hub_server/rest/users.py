"""Users: who may sign in with a password."""

from __future__ import annotations

from litestar import Controller, get, patch, post

from core.domain.ids import UserId
from core.domain.user import Principal, User
from core.protocol.rest import AUTH, PasswordChange, UserChanges, UserCreation
from hub_server.rest.guard import needs
from hub_server.rest.hub import Hub
from hub_server.security.passwords import save_user, verified
from hub_server.security.permissions import Action
from hub_server.security.users import all_users, change_user

_MANAGE = needs(Action.MANAGE_USERS)


class UserController(Controller):
    """Administrators keep the list; everybody changes his own password."""

    path = AUTH
    tags = ["users"]  # noqa: RUF012 - the framework reads it from the class

    @get("/users", opt=_MANAGE)
    async def all(self, hub: Hub) -> tuple[User, ...]:
        """All users by name, disabled ones too."""
        return await all_users(hub.database)

    @post("/users", opt=_MANAGE, status_code=201)
    async def save_user(self, hub: Hub, principal: Principal, data: UserCreation) -> User:
        """Add a user who signs in with a password, or replace the one with this id.

        Whoever is signed in as that user has to sign in again.
        """
        user = User(id=data.id, name=data.name, role=data.role, login=data.login)
        await save_user(hub.database, user, data.password, principal)
        await hub.access.sign_ins.end("sign-in.ended", principal.subject, subject=user.id)
        return user

    @patch("/users/{user_id:str}", opt=_MANAGE)
    async def change(
        self, hub: Hub, principal: Principal, user_id: UserId, data: UserChanges
    ) -> User:
        """Change name, login, role or password, disable or enable; all sign-ins of his end."""
        user = await change_user(hub.database, hub.clock, user_id, data, principal)
        await hub.access.sign_ins.end("sign-in.ended", principal.subject, subject=user_id)
        return user

    @post("/password", opt=needs(Action.READ_OWN), status_code=200)
    async def change_own_password(
        self,
        hub: Hub,
        principal: Principal,
        data: PasswordChange,
    ) -> User:
        """Another password for oneself; all sign-ins end, and one signs in anew."""
        key = f"password of {principal.subject}"
        hub.access.sign_in_throttle.take(key)
        user_id = await verified(hub.database, principal.subject, data.old_password)
        hub.access.sign_in_throttle.give_back(key)
        changes = UserChanges(password=data.new_password)
        user = await change_user(hub.database, hub.clock, user_id, changes, principal)
        await hub.access.sign_ins.end("sign-in.ended", principal.subject, subject=user_id)
        return user

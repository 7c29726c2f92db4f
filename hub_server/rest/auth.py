"""Signing in."""

from __future__ import annotations

from typing import Any

from litestar import Controller, Request, post

from core.domain.user import Principal, Role, User
from core.protocol.rest import (
    AUTH,
    AccessToken,
    DesktopSignIn,
    PlayerTokenRequest,
    SignIn,
    UserCreation,
)
from hub_server.rest.guard import OPEN, needs
from hub_server.rest.hub import Hub
from hub_server.security.gatekeeper import is_loopback, require_private
from hub_server.security.passwords import DESKTOP, check_desktop_secret, save_user, sign_in
from hub_server.security.permissions import REMOTE_WITHOUT_TLS, Action


class AuthController(Controller):
    """Tokens against passwords, the desktop's secret, or a trainer's word."""

    path = AUTH
    tags = ["auth"]  # noqa: RUF012 - the framework reads it from the class

    @post("/token", opt=OPEN, status_code=200)
    async def sign_in(self, hub: Hub, request: Request[Any, Any, Any], data: SignIn) -> AccessToken:
        """Sign in with login and password."""
        host = _host(request)
        keys = [f"login {data.login}"]
        if not is_loopback(host):
            keys.append(f"address {host}")
        for key in keys:
            hub.sign_in_throttle.take(key)
        principal = await sign_in(hub.database, data.login, data.password)
        for key in keys:
            hub.sign_in_throttle.give_back(key)
        if principal.role not in REMOTE_WITHOUT_TLS:
            require_private(host, is_secure=request.url.scheme == "https")
        return hub.tokens.issue(principal)

    @post("/desktop", opt=OPEN, status_code=200)
    async def sign_in_desktop(
        self, hub: Hub, request: Request[Any, Any, Any], data: DesktopSignIn
    ) -> AccessToken:
        """Sign in the desktop that started this hub, from the same machine only."""
        host = _host(request)
        check_desktop_secret(hub.desktop_secret, data.secret, is_loopback=is_loopback(host))
        return hub.tokens.issue(DESKTOP)

    @post("/player-tokens", opt=needs(Action.LET_PLAYERS_IN), status_code=201)
    async def let_player_in(self, hub: Hub, data: PlayerTokenRequest) -> AccessToken:
        """A token for a player's device; it can speak for that player and nothing else."""
        player = await hub.catalog.player(data.player_id)
        return hub.tokens.issue(
            Principal(subject=player.id, name=player.name, role=Role.PLAYER, player_id=player.id)
        )

    @post("/users", opt=needs(Action.MANAGE_USERS), status_code=201)
    async def save_user(self, hub: Hub, principal: Principal, data: UserCreation) -> User:
        """Add a user who signs in with a password, or replace the one with this id."""
        user = User(id=data.id, name=data.name, role=data.role, login=data.login)
        await save_user(hub.database, user, data.password, principal)
        return user


def _host(request: Request[Any, Any, Any]) -> str:
    return request.client.host if request.client is not None else ""

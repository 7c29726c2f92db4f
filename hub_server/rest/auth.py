"""Signing in, and staying so."""

from __future__ import annotations

from typing import Any

from litestar import Controller, Request, post
from litestar.params import JSONBody

from core.domain.user import Principal
from core.protocol.devices import JoinedDevice
from core.protocol.rest import (
    AUTH,
    AccessToken,
    DesktopSignIn,
    MadeKey,
    PlayerTokenRequest,
    SignIn,
    TokenRefresh,
)
from hub_server.rest.caller import address_of, is_secure
from hub_server.rest.devices import joined_device
from hub_server.rest.guard import OPEN, Caller, needs
from hub_server.rest.hub import TheHub
from hub_server.security.gatekeeper import is_loopback, require_reachable
from hub_server.security.passwords import DESKTOP, check_desktop_secret, sign_in
from hub_server.security.permissions import Action

AnyRequest = Request[Any, Any, Any]


class AuthController(Controller):
    """Tokens against passwords, the desktop's secret, a refresh token, or a trainer's word."""

    path = AUTH
    tags = ["auth"]  # noqa: RUF012 - the framework reads it from the class

    @post("/token", opt=OPEN, status_code=200)
    async def sign_in(
        self, hub: TheHub, request: AnyRequest, data: JSONBody[SignIn]
    ) -> AccessToken:
        """Sign in with login and password."""
        access, host = hub.access, address_of(request)
        keys = [f"login {data.login}"]
        if not is_loopback(host):
            keys.append(f"address {host}")
        for key in keys:
            access.sign_in_throttle.take(key)
        principal = await sign_in(hub.database, data.login, data.password)
        for key in keys:
            access.sign_in_throttle.give_back(key)
        require_reachable(principal.role, host, is_secure=is_secure(request))
        return access.tokens.issue(principal, await access.sign_ins.start(principal.subject))

    @post("/refresh", opt=OPEN, status_code=200)
    async def refresh(
        self, hub: TheHub, request: AnyRequest, data: JSONBody[TokenRefresh]
    ) -> AccessToken:
        """A new pair of tokens for a refresh token, which is good for one use.

        Using one twice ends the sign-in: somebody else may have it.
        """
        access, host = hub.access, address_of(request)

        def check(principal: Principal) -> None:
            require_reachable(principal.role, host, is_secure=is_secure(request))

        principal, credentials = await access.sign_ins.refresh(
            data.refresh_token, data.request_id, check
        )
        if principal.device_id is not None:
            access.devices.note_seen(principal.device_id)
        return access.tokens.issue(principal, credentials)

    @post("/sign-out", opt=needs(Action.READ_OWN), status_code=204)
    async def sign_out(self, hub: TheHub, request: AnyRequest, principal: Caller) -> None:
        """End the sign-in that this token belongs to."""
        sign_in_id = request.state.sign_in_id
        if sign_in_id is not None:
            await hub.access.sign_ins.end("sign-in.ended", principal.subject, sign_in_id=sign_in_id)

    @post("/desktop", opt=OPEN, status_code=200)
    async def sign_in_desktop(
        self, hub: TheHub, request: AnyRequest, data: JSONBody[DesktopSignIn]
    ) -> AccessToken:
        """Sign in the desktop that started this hub, from the same machine only."""
        host = address_of(request)
        check_desktop_secret(hub.desktop_secret, data.secret, is_loopback=is_loopback(host))
        return hub.access.tokens.issue(DESKTOP)

    @post("/player-tokens", opt=needs(Action.MANAGE_DEVICES), status_code=201)
    async def let_player_in(
        self, hub: TheHub, principal: Caller, data: JSONBody[PlayerTokenRequest]
    ) -> JoinedDevice:
        """Tokens for a player's device without a code; it is in the list of devices, too."""
        name = f"Let in by {principal.name}"
        joined = await hub.access.joining.let_in(data.player_id, name, principal)
        return joined_device(hub.access, joined)

    @post("/signing-keys", opt=needs(Action.MANAGE_USERS), status_code=201)
    async def make_key(self, hub: TheHub, principal: Caller) -> MadeKey:
        """Sign with a new key from now on; tokens of earlier ones stay good until they end."""
        key = await hub.access.keys.rotate(principal.subject)
        return MadeKey(id=key.id, created_at=key.created_at)

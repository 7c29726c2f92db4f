"""The first administrator."""

from __future__ import annotations

from typing import Any

from litestar import Controller, Request, get, post
from litestar.params import JSONBody

from core.errors import HockeyHubError
from core.protocol.rest import SETUP, AccessToken, SetUpRequest, SetUpState
from hub_server.rest.caller import address_of, is_secure, wanted
from hub_server.rest.guard import OPEN
from hub_server.rest.hub import TheHub
from hub_server.security.gatekeeper import require_private


class SetUpController(Controller):
    """Open as long as nobody could sign in; the code is shown on the hub's own machine only."""

    path = SETUP
    tags = ["auth"]  # noqa: RUF012 - the framework reads it from the class

    @get(opt=OPEN)
    async def state(self, hub: TheHub) -> SetUpState:
        """Whether the hub still lacks an administrator."""
        return SetUpState(is_needed=hub.desktop_secret is None and await hub.setup.is_needed())

    @post(opt=OPEN, status_code=201)
    async def finish(
        self, hub: TheHub, request: Request[Any, Any, Any], data: JSONBody[SetUpRequest]
    ) -> AccessToken:
        """Become the first administrator with the one-time code."""
        address = address_of(request)
        require_private(address, is_secure=is_secure(request))
        try:
            principal = await hub.setup.finish(
                data.code,
                name=data.name,
                login=data.login,
                password=data.password,
                address=address,
            )
        except HockeyHubError as error:
            hub.access.refusals.note(error, wanted=wanted(request), address=address, who=None)
            raise
        credentials = await hub.access.sign_ins.start(principal.subject)
        return hub.access.tokens.issue(principal, credentials)

"""The guard of every route: who calls, and may he? A route that names no action is closed."""

from __future__ import annotations

from typing import Any, TypeAlias

from litestar.connection import ASGIConnection
from litestar.di import NamedDependency
from litestar.handlers.base import BaseRouteHandler

from core.domain.user import Principal
from core.errors import NotAllowedError
from hub_server.rest.caller import address_of, is_secure, wanted
from hub_server.rest.hub import Hub
from hub_server.security.permissions import Action, require
from hub_server.security.tokens import SignedIn

Caller: TypeAlias = NamedDependency[Principal]
"""The type of a handler's `principal`: whom the guard let in."""
OPEN = {"action": None}
"""`opt` of a route that needs no sign-in."""


def needs(action: Action) -> dict[str, Any]:
    """`opt` of a route that only those may call who may do this."""
    return {"action": action}


class Guard:
    """Checks the bearer token and the action that the route names.

    Args:
        hub: Where tokens are checked.
    """

    def __init__(self, hub: Hub) -> None:
        self._hub = hub

    async def __call__(
        self, connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler
    ) -> None:
        """Pass, leaving the principal in the connection's state, or refuse.

        Raises:
            NotSignedInError: No valid token.
            NotAllowedError: Not for this role.
        """
        action = handler.opt.get("action", ...)
        if action is None:
            return
        if not isinstance(action, Action):
            raise NotAllowedError("Nobody may do this.")
        signed_in = who_calls(self._hub, connection)
        connection.state.principal = signed_in.principal
        connection.state.sign_in_id = signed_in.sign_in_id
        require(signed_in.principal, action)


def who_calls(hub: Hub, connection: ASGIConnection[Any, Any, Any, Any]) -> SignedIn:
    """Whose bearer token a call carries.

    Raises:
        NotSignedInError: No valid token.
        NotAllowedError: This role may not come over an open network.
    """
    scheme, _, token = connection.headers.get("authorization", "").partition(" ")
    return hub.access.gatekeeper.admit(
        token.strip() if scheme.lower() == "bearer" else "",
        host=address_of(connection),
        is_secure=is_secure(connection),
        wanted=wanted(connection),
    )


def principal_of(request: ASGIConnection[Any, Any, Any, Any]) -> Principal:
    """Whom the guard let in; a dependency named `principal`."""
    principal: Principal = request.state.principal
    return principal

"""Getting into the hub over Socket.IO, and in again with a new token."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
import socketio
from socketio import exceptions

from core.errors import HockeyHubError, NotSignedInError, UnavailableError
from core.ports.hub_link import LinkStatus
from core.protocol import realtime as wire
from core.protocol.problem import Problem, error_of
from core.protocol.version import PROTOCOL_VERSION
from core.tasks import TaskScope

_log = logging.getLogger(__name__)

_SIGN_IN_PAUSE_S = 2.0


class HubConnection:
    """One Socket.IO client that gets itself a token and let in.

    Args:
        base_url: `http://host:port`.
        token: Gives a valid token at each connection.
        forget_token: Called when the hub does not take the token (any more).
        tasks: Owner of the background work.
        tell: Told how it stands while it is not connected.
    """

    def __init__(
        self,
        base_url: str,
        token: Callable[[], Awaitable[str]],
        forget_token: Callable[[], None],
        tasks: TaskScope,
        tell: Callable[[LinkStatus, str], None],
    ) -> None:
        self.client = socketio.AsyncClient(
            reconnection_delay=0.1, reconnection_delay_max=1, randomization_factor=0.3
        )
        self.client.on("connect_error", self._on_refused, namespace=wire.NAMESPACE)
        self._base_url = base_url
        self._token = token
        self._forget_token = forget_token
        self._tasks = tasks
        self._tell = tell
        self._refusal: HockeyHubError | None = None
        """Why the hub did not let us in at the last attempt."""
        self._is_signing_in = False

    async def open(self) -> None:
        """Try until it works once.

        Raises:
            HockeyHubError: The hub is there and does not let us in.
        """
        while not self.client.connected:
            self._refusal = None
            try:
                await self._token()  # its refusal would get lost inside the client
                await self.client.connect(
                    self._base_url,
                    transports=["websocket"],
                    namespaces=[wire.NAMESPACE],
                    auth=self._auth,
                    wait_timeout=5,
                )
            except (exceptions.SocketIOError, UnavailableError) as error:
                refusal = self._last_refusal()
                if refusal is not None and not isinstance(refusal, UnavailableError):
                    raise refusal from error
                self._tell(LinkStatus.CONNECTING, "Looking for the hub …")
                _log.info("hub not reached: %s", error)
                await asyncio.sleep(0.2)

    def renew(self) -> None:
        """The hub does not take our token any more: sign in anew, in the background."""
        if not self._is_signing_in:
            self._is_signing_in = True
            self._tasks.spawn(self._sign_in_anew(), name="sign in anew")

    def _last_refusal(self) -> HockeyHubError | None:
        return self._refusal

    async def _sign_in_anew(self) -> None:
        """The hub does not know us any more: come back with a new token."""
        try:
            self._forget_token()
            await self.client.disconnect()
            while not self.client.connected:
                try:
                    await self.open()
                except HockeyHubError as error:
                    _log.warning("not signed in: %s", error.message)
                    self._tell(LinkStatus.AWAY, error.message)
                    await asyncio.sleep(_SIGN_IN_PAUSE_S)
        finally:
            self._is_signing_in = False

    async def _auth(self) -> dict[str, Any]:
        return {"token": await self._token(), "protocolVersion": PROTOCOL_VERSION}

    async def _on_refused(self, told: object = None) -> None:
        problem = told.get("data") if isinstance(told, dict) else None
        try:
            self._refusal = error_of(msgspec.convert(problem, Problem))
        except msgspec.ValidationError:
            return
        if isinstance(self._refusal, NotSignedInError):
            self._forget_token()

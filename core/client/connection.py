"""Getting into the hub over Socket.IO, and in again with a new token."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
import socketio
from socketio import exceptions

from core.client.pauses import JITTER, Pauses
from core.client.trust import Trust
from core.errors import HockeyHubError, NotSignedInError, UnavailableError
from core.ports.hub_link import LinkStatus
from core.protocol import realtime as wire
from core.protocol.devices import DEVICE_RENEW, DEVICE_SIGNED_OUT
from core.protocol.problem import Problem, error_of
from core.protocol.version import PROTOCOL_VERSION
from core.tasks import TaskScope

_log = logging.getLogger(__name__)

_SIGN_IN_PAUSE_S = 2.0
_LOOK_AT_TOKEN_S = 20.0
"""A fresh token is there a minute before the old one ends, and the hub waits one more."""


class HubConnection:
    """One Socket.IO client that gets itself a token and let in.

    Args:
        base_url: `http://host:port`.
        token: Gives a valid token at each connection.
        forget_token: Called when the hub does not take the token (any more).
        tasks: Owner of the background work.
        tell: Told how it stands while it is not connected.
        pauses: How long to wait between attempts.
        trust: Whose certificate is believed.
    """

    def __init__(  # noqa: PLR0913 - parts of the program, each named
        self,
        base_url: str,
        token: Callable[[], Awaitable[str]],
        forget_token: Callable[[], None],
        tasks: TaskScope,
        tell: Callable[[LinkStatus, str], None],
        *,
        pauses: Pauses | None = None,
        trust: Trust | None = None,
    ) -> None:
        self._pauses = pauses or Pauses()
        self.client = socketio.AsyncClient(
            reconnection_delay=self._pauses.first_s,
            reconnection_delay_max=self._pauses.longest_s,
            randomization_factor=JITTER,
            http_session=(trust or Trust()).session,
            handle_sigint=False,  # else the library's handler takes the place of the program's
        )
        self.client.on("connect_error", self._on_refused, namespace=wire.NAMESPACE)
        self.client.on(DEVICE_SIGNED_OUT, self._on_signed_out, namespace=wire.NAMESPACE)
        self._base_url = base_url
        self._token = token
        self._forget_token = forget_token
        self._tasks = tasks
        self._tell = tell
        self._refusal: HockeyHubError | None = None
        """Why the hub did not let us in at the last attempt."""
        self._is_signing_in = False
        self._shown = ""
        """The token by which the hub knows this connection."""

    async def open(self) -> None:
        """Try until it works once.

        Raises:
            HockeyHubError: The hub is there and does not let us in.
        """
        pauses = self._pauses.each()
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
                await asyncio.sleep(next(pauses))

    async def close(self) -> None:
        """Disconnect for good, also in the middle of an attempt."""
        await self.client.shutdown()
        http = self.client.eio.http  # left open by an attempt that was broken off
        if http is not None and not http.closed:
            await http.close()

    def renew(self) -> None:
        """The hub does not take our token any more: sign in anew, in the background."""
        if not self._is_signing_in:
            self._is_signing_in = True
            self._tasks.spawn(self._sign_in_anew(), name="sign in anew")

    async def _keep_signed_in(self) -> None:
        """Show the hub each fresh token, so that a connection outlives the one it came with."""
        while True:
            await asyncio.sleep(_LOOK_AT_TOKEN_S)
            if not self.client.connected:
                return
            try:
                token = await self._token()
                if token == self._shown:
                    continue
                await self.client.call(
                    DEVICE_RENEW, {"token": token}, namespace=wire.NAMESPACE, timeout=5
                )
            except (HockeyHubError, exceptions.SocketIOError) as error:
                # The hub ends the connection in time, and it comes back with a new sign-in.
                _log.info("sign-in not renewed yet: %s", error)
            else:
                self._shown = token

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
        self._shown = await self._token()
        self._tasks.replace(self._keep_signed_in(), name="keep signed in")
        return {"token": self._shown, "protocolVersion": PROTOCOL_VERSION}

    async def _on_signed_out(self, *_news: object) -> None:
        self.renew()

    async def _on_refused(self, told: object = None) -> None:
        problem = told.get("data") if isinstance(told, dict) else None
        try:
            self._refusal = error_of(msgspec.convert(problem, Problem))
        except msgspec.ValidationError:
            return
        if isinstance(self._refusal, NotSignedInError):
            self._forget_token()

"""Serves a built hub on a socket until it is told to stop, or nobody needs it any more."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import signal
import socket
import sys
from collections.abc import Callable, Generator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final, cast

import uvicorn
from typing_extensions import override

from core.errors import PortInUseError
from core.tasks import TaskScope
from hub_server.composition import BuiltHub
from hub_server.realtime.engine.line import Line
from hub_server.realtime.engine.turnstile import Doorway
from hub_server.realtime.namespace import LARGEST_MESSAGE
from hub_server.settled_memory import SettledMemory

if TYPE_CHECKING:  # a hub without TLS need not load what makes certificates
    from hub_server.tls import Certificate

_log = logging.getLogger(__name__)

_SUPERVISION_S: Final = 1.0
_GRACE_S: Final = 3


@dataclass(frozen=True, slots=True)
class Entrance:
    """How callers come in."""

    certificate: Certificate | None = None
    """For TLS; None for plain HTTP."""
    trusted_proxies: tuple[str, ...] = ()
    """Addresses of proxies that say truly where calls come from."""


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 asks for any free one.

    Raises:
        PortInUseError: Somebody else listens there, or the address is not this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named, because asyncio lets small answers wait (Nagle) on what it does not know to be TCP.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if sys.platform == "win32":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            # A hub that was just killed must be able to come back at the same address.
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(1024)
    except OSError as error:
        listener.close()
        is_taken = error.errno in (errno.EADDRINUSE, errno.EACCES)
        reason = "is used by another program" if is_taken else f"cannot be used: {error.strerror}"
        raise PortInUseError(
            f"Port {port} on {host} {reason}.",
            suggested_action="Choose another port, or end the other program.",
        ) from error
    listener.setblocking(False)  # noqa: FBT003 - the standard library's signature
    return listener


class HubServer(uvicorn.Server):
    """uvicorn, telling when it serves, and ended by us instead of by its own signal handling.

    Args:
        hub: What is served.
        entrance: How callers come in.
        on_serving: Called once when connections are accepted.
    """

    def __init__(self, hub: BuiltHub, entrance: Entrance, on_serving: Callable[[], None]) -> None:
        certificate = entrance.certificate
        super().__init__(
            uvicorn.Config(
                hub.app,
                access_log=False,
                log_config=None,
                lifespan="on",
                # uvicorn asks for classes and calls them; these know where connections are counted.
                http=cast("type[asyncio.Protocol]", partial(Doorway, hub.turnstile)),
                ws=cast("type[asyncio.Protocol]", partial(Line, hub.turnstile)),
                ws_max_size=LARGEST_MESSAGE,
                ws_per_message_deflate=False,
                # Socket.IO pings by itself; a second heartbeat would only cost.
                ws_ping_interval=None,
                proxy_headers=bool(entrance.trusted_proxies),
                forwarded_allow_ips=[*entrance.trusted_proxies],
                server_header=False,
                timeout_graceful_shutdown=_GRACE_S,
                ssl_certfile=certificate.certificate if certificate else None,
                ssl_keyfile=certificate.key if certificate else None,
            )
        )
        self._hub = hub
        self._on_serving = on_serving
        self._memory = SettledMemory()

    @override
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._memory.begin()
            self._on_serving()

    @override
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._hub.namespace.is_closing = True
        await super().shutdown(sockets)

    @override
    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield

    def look_after_memory(self) -> None:
        """To be called every second."""
        hub = self._hub
        self._memory.look(len(hub.peers), is_quiet=not hub.running.is_any_running)

    def stop(self) -> None:
        """End in good order."""
        self.should_exit = True


async def serve(
    hub: BuiltHub,
    listener: socket.socket,
    *,
    entrance: Entrance | None = None,
    idle_exit_s: float | None = None,
    on_serving: Callable[[], None],
) -> None:
    """Serve until SIGTERM or SIGINT, or until nobody has needed the hub for `idle_exit_s`."""
    server = HubServer(hub, entrance or Entrance(), on_serving)
    tasks = TaskScope()
    tasks.spawn(_supervise(hub, server, idle_exit_s), name="supervise")
    with _stopped_by_signals(server):
        await server.serve(sockets=[listener])
    await tasks.close()
    await hub.server.shutdown()


async def _supervise(hub: BuiltHub, server: HubServer, idle_exit_s: float | None) -> None:
    """Send away whose token has ended; notice when nobody is there any more; note the stop."""
    needed_at = hub.clock.monotonic()
    while True:
        await hub.clock.sleep(_SUPERVISION_S)
        hub.sign_outs.of_expired(hub.clock.now())
        server.look_after_memory()
        if hub.peers or hub.running.is_any_running:
            needed_at = hub.clock.monotonic()
        elif idle_exit_s is not None and hub.clock.monotonic() - needed_at > idle_exit_s:
            _log.info("nobody has needed the hub for %g s; it ends", idle_exit_s)
            server.stop()


@contextlib.contextmanager
def _stopped_by_signals(server: HubServer) -> Generator[None, None, None]:
    loop = asyncio.get_running_loop()

    def stop(*_: object) -> None:
        loop.call_soon_threadsafe(server.stop)

    numbers = [signal.SIGINT, signal.SIGTERM]
    if sys.platform == "win32":
        numbers.append(signal.SIGBREAK)
    before = {number: signal.signal(number, stop) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)

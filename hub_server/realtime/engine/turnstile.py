"""How many connections one address may have, and how long a silent one is waited for."""

from __future__ import annotations

import asyncio
import ipaddress
import logging
from collections import Counter
from typing import Any, Final

import h11
from typing_extensions import override
from uvicorn.protocols.http.h11_impl import H11Protocol

_log = logging.getLogger(__name__)

MOST_PER_ADDRESS: Final = 128
"""A phone needs two, a laptop with a few tabs ten."""
MOST_FROM_HERE: Final = 10_000
"""Of this machine's own address: a proxy brings everybody from there."""
LONGEST_SILENCE_S: Final = 15.0
"""Until a new connection has asked for something."""
_WHY: Final = b"Too many connections from this address; close some, then try again."
_REFUSAL: Final = (
    b"HTTP/1.1 429 Too Many Requests\r\nconnection: close\r\nretry-after: 10\r\n"
    b"content-type: text/plain; charset=utf-8\r\ncontent-length: %d\r\n\r\n%b" % (len(_WHY), _WHY)
)


class Turnstile:
    """Counts connections by address.

    Args:
        most: For each address.
        most_from_here: For this machine's own.
    """

    def __init__(self, most: int = MOST_PER_ADDRESS, most_from_here: int = MOST_FROM_HERE) -> None:
        self._most = most
        self._most_from_here = most_from_here
        self._inside: Counter[str] = Counter()
        self.refused = 0
        """Connections that were one too many."""

    def __len__(self) -> int:
        return self._inside.total()

    def enter(self, address: str) -> bool:
        """Whether one more may come in; if so it is counted."""
        most = self._most_from_here if _is_here(address) else self._most
        if self._inside[address] >= most:
            if self.refused == 0 or self.refused % 100 == 0:
                _log.warning("%s has %d connections, more are refused", address, most)
            self.refused += 1
            return False
        self._inside[address] += 1
        return True

    def leave(self, address: str) -> None:
        """A connection that came in ended."""
        self._inside[address] -= 1
        if self._inside[address] <= 0:
            del self._inside[address]


class Doorway(H11Protocol):
    """uvicorn's HTTP, behind the turnstile. A WebSocket that begins here is still counted.

    Args:
        turnstile: Lets in.
        uvicorn: As uvicorn passes it.
    """

    def __init__(self, turnstile: Turnstile, **uvicorn: Any) -> None:  # noqa: ANN401
        super().__init__(**uvicorn)
        self._turnstile = turnstile
        self._is_in = False
        self._address: str | None = None
        self._patience: asyncio.TimerHandle | None = None

    @override
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        peer = transport.get_extra_info("peername")
        address: str | None = peer[0] if peer else None
        if address is None or self._turnstile.enter(address):
            self._is_in, self._address = True, address
            super().connection_made(transport)
            self._patience = self.loop.call_later(LONGEST_SILENCE_S, self._end_if_silent)
        else:
            transport.write(_REFUSAL)
            transport.close()

    @override
    def data_received(self, data: bytes) -> None:
        if self._is_in:
            super().data_received(data)

    @override
    def handle_websocket_upgrade(self, event: h11.Request) -> None:
        # The timer would keep this, and what it has read, in memory.
        self._stop_waiting()
        super().handle_websocket_upgrade(event)

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        if self._is_in:
            if self._address is not None:
                self._turnstile.leave(self._address)
            self._stop_waiting()
            super().connection_lost(exc)

    def _stop_waiting(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None

    def _end_if_silent(self) -> None:
        request: object = self.cycle  # None until there is one, whatever its type says
        if request is None:
            self.transport.abort()


def _is_here(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return False

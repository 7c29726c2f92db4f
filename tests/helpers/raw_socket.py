"""A Socket.IO connection without a library: packets as text, so that any text can be sent."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

_TIMEOUT_S = 30


class RawSocket:
    """A connection to the `/training` namespace.

    Args:
        socket: The WebSocket beneath.
    """

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket

    async def send(self, text: str) -> None:
        """Send a frame as it is."""
        await self._socket.send_str(text)

    async def answers(self, packets: Iterable[tuple[int, str]]) -> dict[int, dict[str, Any]]:
        """Send packets one behind the other; the acknowledgement of each, by its number.

        Raises:
            TimeoutError: One of them is not answered.
        """
        waiting: set[int] = set()
        for number, text in packets:
            waiting.add(number)
            await self._socket.send_str(text)
        found: dict[int, dict[str, Any]] = {}
        async with asyncio.timeout(_TIMEOUT_S):
            while waiting:
                number, answer = await self._next_answer()
                waiting.discard(number)
                found[number] = answer
        return found

    async def _next_answer(self) -> tuple[int, dict[str, Any]]:
        while True:
            text = await self._socket.receive_str()
            if text == "2":
                await self._socket.send_str("3")
            elif text.startswith("43/training,"):
                number, _, rest = text.removeprefix("43/training,").partition("[")
                return int(number), json.loads("[" + rest)[0]


@asynccontextmanager
async def raw_socket(url: str, token: str) -> AsyncIterator[RawSocket]:
    """Connect and sign in."""
    address = f"{url}/socket.io/?EIO=4&transport=websocket"
    async with aiohttp.ClientSession() as http, http.ws_connect(address, max_msg_size=0) as socket:
        assert (await socket.receive_str()).startswith("0")
        await socket.send_str("40/training," + json.dumps({"token": token}))
        while (answer := await socket.receive_str()) == "2":
            await socket.send_str("3")
        assert answer.startswith("40/training,"), answer
        yield RawSocket(socket)

"""Clients of a real hub, as plain as a stranger would write them: aiohttp and python-socketio."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any, cast

import aiohttp
import socketio

API = "/api/v1/training"
NAMESPACE = "/training"
_TIMEOUT_S = 20


class Api:
    """REST with a token."""

    def __init__(self, http: aiohttp.ClientSession, url: str, token: str = "") -> None:
        self._http = http
        self.url = url
        self.token = token

    async def call(
        self, method: str, path: str, body: object = None, *, token: str | None = None
    ) -> tuple[int, Any]:
        """Status and decoded body of a request."""
        token = self.token if token is None else token
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        async with self._http.request(
            method, self.url + path, json=body, headers=headers
        ) as response:
            is_json = response.content_type.endswith(("/json", "+json"))
            return response.status, await (response.json() if is_json else response.text())

    async def ok(self, method: str, path: str, body: object = None) -> Any:
        """The body of a request that must succeed."""
        status, answer = await self.call(method, path, body)
        assert 200 <= status < 300, (status, answer)
        return answer

    async def sign_in_desktop(self, secret: str) -> None:
        """Become the desktop that started the hub."""
        answer = await self.ok("POST", "/api/v1/auth/desktop", {"secret": secret})
        self.token = answer["accessToken"]

    async def player_token(self, player_id: str) -> str:
        """A token for a player's device."""
        answer = await self.ok("POST", "/api/v1/auth/player-tokens", {"playerId": player_id})
        return cast("str", answer["accessToken"])


@asynccontextmanager
async def signed_in(url: str, secret: str) -> AsyncIterator[Api]:
    """REST as the desktop."""
    async with aiohttp.ClientSession() as http:
        api = Api(http, url)
        await api.sign_in_desktop(secret)
        yield api


class Device:
    """A Socket.IO client that keeps what it receives."""

    def __init__(self, http: aiohttp.ClientSession) -> None:
        self.client = socketio.AsyncClient(reconnection=False, http_session=http)
        self.received: list[tuple[str, dict[str, Any]]] = []
        self._news = asyncio.Event()
        self.client.on("*", self._on_event, namespace=NAMESPACE)

    async def call(self, name: str, /, **payload: object) -> dict[str, Any]:
        """Emit and wait for the acknowledgement."""
        answer = await self.client.call(name, payload, namespace=NAMESPACE, timeout=_TIMEOUT_S)
        return cast("dict[str, Any]", answer)

    async def ok(self, name: str, /, **payload: object) -> dict[str, Any]:
        """Emit, and expect to be understood."""
        answer = await self.call(name, **payload)
        assert answer["ok"], answer
        return answer

    async def refused(self, name: str, /, **payload: object) -> dict[str, Any]:
        """Emit, and expect a refusal: its problem."""
        answer = await self.call(name, **payload)
        assert not answer["ok"], answer
        return cast("dict[str, Any]", answer["error"])

    async def until(self, matches: Callable[[str, dict[str, Any]], bool]) -> dict[str, Any]:
        """The first received payload that matches, waiting for it if need be."""
        async with asyncio.timeout(_TIMEOUT_S):
            while True:
                for name, payload in self.received:
                    if matches(name, payload):
                        return payload
                self._news.clear()
                await self._news.wait()

    async def named(self, name: str) -> dict[str, Any]:
        """The first received payload of that name."""
        return await self.until(lambda received, _payload: received == name)

    async def _on_event(self, name: str, payload: dict[str, Any]) -> None:
        self.received.append((name, payload))
        self._news.set()


@asynccontextmanager
async def connected(url: str, token: str) -> AsyncIterator[Device]:
    """A connected device."""
    async with aiohttp.ClientSession() as http:
        device = Device(http)
        await device.client.connect(
            url, transports=["websocket"], namespaces=[NAMESPACE], auth={"token": token}
        )
        try:
            yield device
        finally:
            await device.client.disconnect()


def bundle_draft(day: str, **changes: Any) -> dict[str, Any]:
    """Eighteen players of the sample club in three sessions."""
    groups = [("Rowing", "ROWING"), ("Bikes", "BIKE_ERG"), ("Skis", "SKI_ERG")]
    return {
        "name": "Team conditioning",
        "commonProperties": {
            "startDate": day,
            "startTime": "09:00",
            "duration": 60,
            "facilityId": "facility-001",
        },
        "sessions": [
            {
                "name": name,
                "equipment": equipment,
                "playerIds": [f"player-{index * 6 + number:03}" for number in range(1, 7)],
            }
            for index, (name, equipment) in enumerate(groups)
        ],
        **changes,
    }

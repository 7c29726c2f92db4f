"""The hub's REST side: requests in domain values, refusals as our own errors."""

from __future__ import annotations

import asyncio
import io
import time
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import TypeVar
from urllib.parse import urlsplit

import aiohttp
import msgspec

from core.client.trust import Trust, untrusted
from core.errors import HockeyHubError, NotSignedInError, UnavailableError
from core.protocol.problem import decode_problem, error_of
from core.protocol.rest import AccessToken

T = TypeVar("T")

SignInRequest = Callable[["RestClient"], Awaitable[AccessToken]]
"""Gets a token: by the desktop's secret, or by login and password."""

_RENEW_BEFORE_S = 60
_LARGE_BYTES = 2**16
_TIMEOUT = aiohttp.ClientTimeout(total=30, connect=3)


class RestClient:
    """One signed-in connection pool to a hub.

    Args:
        base_url: `http://host:port`.
        sign_in: Called for a token before the first request and before a token expires.
        trust: Whose certificate is believed.
    """

    def __init__(self, base_url: str, sign_in: SignInRequest, trust: Trust | None = None) -> None:
        self._trust = trust or Trust()
        self.base_url = base_url.rstrip("/")
        self._sign_in = sign_in
        self._token: AccessToken | None = None
        self._renew_at = 0.0
        self._signing_in = asyncio.Lock()
        self._http: aiohttp.ClientSession | None = None
        self._is_closed = False

    async def token(self) -> str:
        """A token that is good for at least another minute."""
        async with self._signing_in:
            if self._token is None or time.monotonic() >= self._renew_at:
                self._token = await self._sign_in(self)
                self._renew_at = time.monotonic() + self._token.expires_in_s - _RENEW_BEFORE_S
            return self._token.access_token

    def forget_token(self) -> None:
        """Sign in again before the next request (the hub no longer takes the token)."""
        self._token = None

    async def get(self, path: str, answer: type[T], **query: str) -> T:
        """GET and decode."""
        return msgspec.json.decode(await self._signed("GET", path, None, query), type=answer)

    async def get_raw(self, path: str, **query: str) -> bytes:
        """GET, for who decodes it himself."""
        return await self._signed("GET", path, None, query)

    async def post(self, path: str, body: object, answer: type[T]) -> T:
        """POST and decode."""
        return msgspec.json.decode(await self._signed("POST", path, body), type=answer)

    async def put(self, path: str, body: object, answer: type[T]) -> T:
        """PUT and decode; a body of bytes is a file and is sent as it is."""
        return msgspec.json.decode(await self._signed("PUT", path, body), type=answer)

    async def patch(self, path: str, body: object, answer: type[T]) -> T:
        """PATCH and decode."""
        return msgspec.json.decode(await self._signed("PATCH", path, body), type=answer)

    async def delete(self, path: str) -> None:
        """DELETE."""
        await self._signed("DELETE", path, None)

    async def post_unsigned(self, path: str, body: object, answer: type[T]) -> T:
        """POST without a token (to get one)."""
        return msgspec.json.decode(await self._send("POST", path, body, {}, {}), type=answer)

    async def close(self) -> None:
        """Close all connections; whoever still asks is told that nobody answers."""
        self._is_closed = True
        http, self._http = self._http, None
        if http is not None:
            await http.close()

    async def _signed(
        self, method: str, path: str, body: object, query: dict[str, str] | None = None
    ) -> bytes:
        try:
            return await self._send(method, path, body, await self._headers(), query or {})
        except NotSignedInError:
            self.forget_token()
            return await self._send(method, path, body, await self._headers(), query or {})

    def _away(self) -> UnavailableError:
        action = (
            "It is started again by itself; try once more in a moment."
            if _is_here(self.base_url)
            else f"Check the network, and that the hub at {self.base_url} runs."
        )
        return UnavailableError("The hub does not answer.", suggested_action=action)

    async def get_unsigned(self, path: str, answer: type[T]) -> T:
        """GET without a token, and decode; whoever answers something else is no hub."""
        try:
            return msgspec.json.decode(await self._send("GET", path, None, {}, {}), type=answer)
        except msgspec.MsgspecError as error:
            raise UnavailableError("What answers there is no hub.") from error

    async def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {await self.token()}"}

    async def _send(
        self,
        method: str,
        path: str,
        body: object,
        headers: dict[str, str],
        query: dict[str, str],
    ) -> bytes:
        if self._is_closed:
            raise self._away()
        if self._http is None:
            self._http = self._trust.session(_TIMEOUT)
        raw_body = body if isinstance(body, bytes) else msgspec.json.encode(body)
        data = None if body is None else _in_pieces(raw_body)
        kind = "application/octet-stream" if isinstance(body, bytes) else "application/json"
        headers = {**headers, "Content-Type": kind}
        try:
            async with self._http.request(
                method, self.base_url + path, data=data, headers=headers, params=query
            ) as response:
                raw = await response.read()
                status = response.status
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise untrusted(error) or self._away() from error
        if status >= HTTPStatus.BAD_REQUEST:
            raise _refusal(status, raw)
        return raw


def _in_pieces(body: bytes) -> bytes | io.BytesIO:
    """A body; a large one is sent piece by piece, and the window goes on meanwhile."""
    return io.BytesIO(body) if len(body) > _LARGE_BYTES else body


def _is_here(base_url: str) -> bool:
    return urlsplit(base_url).hostname in ("127.0.0.1", "::1", "localhost")


def _refusal(status: int, raw: bytes) -> HockeyHubError:
    try:
        return error_of(decode_problem(raw))
    except msgspec.MsgspecError:
        return UnavailableError(f"The hub answered with status {status} and no reason.")

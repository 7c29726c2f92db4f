"""Paths that lead elsewhere and messages that are too large."""

from __future__ import annotations

import asyncio
import io
import json
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import pytest

from tests.helpers.hub_clients import API, Api, connected

TARGETS = ("etc/passwd", "hub.db", "hub.json", "hub_server/__main__.py")
WAYS = (
    "/../../../../", "/%2e%2e/%2e%2e/%2e%2e/%2e%2e/", "/..%2f..%2f..%2f..%2f", "/%2f", "//",
    "/.%2e/.%2e/", "/..;/..;/", "/..\\..\\", "/%5c..%5c..%5c", "/%c0%ae%c0%ae/", "/....//....//",
    "/%00/", "/.", "/schema/../../", "/schema/..%2f..%2f", "/page/..%2f..%2f", "/page/../../",
    "/page/%2e%2e%2f%2e%2e%2f", "/page//", f"{API}/players/..%2f..%2f",
    "/api/v1/recordings/..%2f..%2f..%2f", "/api/v1/recordings/%2e%2e/", "/socket.io/../../",
    "/static/..%2f..%2f", "/assets/../../", "http://127.0.0.1/../",
)  # fmt: skip
SECRETS = (b"root:x:", b"SQLite format", b"python -m hub_server", b'"secret"')


@pytest.mark.requirement(107)
async def test_that_no_path_leads_out_of_what_the_hub_serves(desk: Api, hub_folder: Path) -> None:
    for way in WAYS:
        for target in (*TARGETS, str(hub_folder / "hub.db").lstrip("/")):
            status, body = await raw_request(desk, f"{way}{target}")
            assert not any(secret in body for secret in SECRETS), (way, target)
            assert 300 <= status < 500, (way, target, status)


async def raw_request(desk: Api, path: str) -> tuple[int, bytes]:
    """A request whose path no client has tidied up."""
    address = urlsplit(desk.url)
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    try:
        head = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        writer.write(f"{head}Authorization: Bearer {desk.token}\r\n\r\n".encode())
        answer = await asyncio.wait_for(reader.read(), 20)
    finally:
        writer.close()
        await writer.wait_closed()
    return int(answer.split(b" ", 2)[1]), answer


@pytest.mark.parametrize("chunked", [False, True], ids=["told before", "not told before"])
async def test_that_a_body_that_is_too_large_is_refused_and_others_are_served(
    desk: Api, *, chunked: bool
) -> None:
    async def pieces():
        for _ in range(40):
            yield b" " * 100_000

    headers = {"Authorization": f"Bearer {desk.token}", "Content-Type": "application/json"}
    async with aiohttp.ClientSession(headers=headers) as http:
        data = pieces() if chunked else io.BytesIO(b" " * 4_000_000)
        try:
            async with http.post(f"{desk.url}{API}/session-bundles", data=data) as response:
                assert response.status == 413
                assert (await response.json())["code"] == "INVALID_INPUT"
        except aiohttp.ClientError:
            pass  # It did not even listen to the end.
    assert len(await desk.ok("GET", f"{API}/players")) >= 18


async def test_that_a_deep_or_endless_body_is_a_bad_one(desk: Api) -> None:
    headers = {"Authorization": f"Bearer {desk.token}", "Content-Type": "application/json"}
    bodies = (
        "[" * 100_000, '{"a":' * 20_000, '{"name":' + "9" * 100_000 + "}", '"\\ud800"', "NaN", "",
        "\x00", '{"name":"x","name":"y"}', "{" + '"a":1,' * 50_000 + '"b":2}', "\ufeff{}",
    )  # fmt: skip
    async with aiohttp.ClientSession(headers=headers) as http:
        for body in bodies:
            for path in (f"{API}/session-bundles", f"{API}/players", "/api/v1/auth/token"):
                data = io.BytesIO(body.encode("utf-8", "replace"))
                async with http.post(desk.url + path, data=data) as one:
                    assert 400 <= one.status < 500, (path, body[:40])
                    assert (await one.json())["message"]


async def test_that_a_message_of_ten_megabytes_by_polling_reaches_nobody(
    desk: Api, session_ids: list[str]
) -> None:
    huge = "42/training,1" + json.dumps(["training:session:message", {"text": "x" * 10_000_000}])
    async with connected(desk.url, desk.token) as neighbour:
        polling = f"{desk.url}/socket.io/?EIO=4&transport=polling"
        async with aiohttp.ClientSession() as http:
            async with http.get(polling) as response:
                sid = json.loads((await response.text())[1:])["sid"]
            try:
                data = io.BytesIO(huge.encode())
                async with http.post(f"{polling}&sid={sid}", data=data) as response:
                    assert 400 <= response.status < 500
            except aiohttp.ClientError:
                pass  # It did not even listen to the end.
        await neighbour.ok("training:session:join", sessionId=session_ids[0])

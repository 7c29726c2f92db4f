"""Tokens that nobody issued, or not for this: refused alike, with one code, and noted."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import aiohttp
import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from socketio.exceptions import ConnectionError as NotConnected

from tests.helpers.hub_clients import API, Api, Device, connected
from tests.helpers.waiting import until

NOW = time.time()


@pytest.fixture
def key(hub_folder: Path, desk: Api) -> tuple[str, bytes]:
    """What the hub signs with: the forger has got hold of it."""
    wanted = jwt.get_unverified_header(desk.token)["kid"]
    with closing(sqlite3.connect(hub_folder / "hub.db")) as connection:
        rows = connection.execute("SELECT key FROM signing_keys WHERE id = ?", [wanted]).fetchall()
    return wanted, rows[0][0]


def forgeries(claims: dict[str, Any], kid: str, key: bytes) -> Iterator[tuple[str, str]]:
    """Names and tokens."""

    def signed(name: str, *, algorithm: str = "HS256", by: Any = key, **change: Any) -> Any:
        values = {k: v for k, v in (claims | change).items() if v is not None}
        return name, jwt.encode(values, by, algorithm=algorithm, headers={"kid": kid})

    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    yield "empty", ""
    yield "no token", "not.a.token"
    yield signed("no algorithm", algorithm="none", by=None)
    yield signed("another algorithm", algorithm="HS512", by=key * 2)
    yield signed("asymmetric", algorithm="RS256", by=pem)
    yield signed("another key", by=b"k" * 32)
    yield signed("expired", exp=int(NOW) - 3600)
    yield signed("not yet valid", nbf=int(NOW) + 3600)
    yield signed("made in the future", iat=int(NOW) + 3600)
    yield signed("for another audience", aud="another")
    yield signed("of another issuer", iss="another")
    yield signed("without an end", exp=None)
    yield signed("of an unknown role", role="owner")
    yield signed("of a player without a player", role="player")
    yield signed("of an admin who is a player", player="player-001")
    head, body, tail = signed("", role="admin")[1].split(".")
    altered = jwt.utils.base64url_encode(
        json.dumps(claims | {"role": "admin", "sub": "me"}).encode()
    ).decode()
    yield "altered after signing", f"{head}.{altered}.{tail}"
    yield "signature cut off", f"{head}.{body}."
    yield "very long", f"{head}.{body}.{'A' * 5000}"


@pytest.mark.requirement(71)
async def test_that_every_forged_token_is_refused_alike_on_both_ways_and_noted(
    desk: Api, hub_folder: Path, key: tuple[str, bytes]
) -> None:
    claims = jwt.decode(desk.token, options={"verify_signature": False})
    for name, token in forgeries(claims, *key):
        status, problem = await desk.call("GET", f"{API}/players", token=token)
        assert (status, problem["code"]) == (401, "NOT_SIGNED_IN"), name
        refusal = await refused_connection(desk.url, token)
        assert refusal["code"] == "NOT_SIGNED_IN", name
        assert refusal["suggestedAction"], name
    await until(lambda: noted(hub_folder, "unknown") >= 10, "refusals are noted")


async def test_that_a_token_elsewhere_than_in_its_place_counts_for_nothing(desk: Api) -> None:
    async with aiohttp.ClientSession(cookies={"token": desk.token}) as http:
        for address, headers in (
            (f"{API}/players?token={desk.token}", {}),
            (f"{API}/players?access_token={desk.token}", {}),
            (f"{API}/players", {"Cookie": f"token={desk.token}"}),
            (f"{API}/players", {"X-Token": desk.token}),
            (f"{API}/players", {"Authorization": desk.token}),
            (f"{API}/players", {"Authorization": f"Basic {desk.token}"}),
        ):
            async with http.get(desk.url + address, headers=headers) as response:
                assert response.status == 401, address[:40]
                assert "Set-Cookie" not in response.headers
    with pytest.raises(NotConnected):
        async with aiohttp.ClientSession() as http:
            await Device(http).client.connect(
                f"{desk.url}?token={desk.token}", transports=["websocket"], namespaces=["/training"]
            )


async def test_that_a_foreign_page_is_told_nothing_and_trusted_with_nothing(desk: Api) -> None:
    foreign = {"Origin": "https://evil.example", "Authorization": f"Bearer {desk.token}"}
    async with aiohttp.ClientSession() as http:
        for method, path in (("GET", "/players"), ("OPTIONS", "/players"), ("POST", "/players")):
            async with http.request(method, desk.url + API + path, headers=foreign) as response:
                named = {name.lower() for name in response.headers}
                assert "access-control-allow-credentials" not in named
                assert response.headers.get("Access-Control-Allow-Origin") is None
        polling = f"{desk.url}/socket.io/?EIO=4&transport=polling"
        async with http.get(polling, headers=foreign) as response:
            assert response.status in (400, 403)


async def test_that_a_token_of_a_rotated_key_ends_with_the_key_and_others_go_on(desk: Api) -> None:
    async with connected(desk.url, desk.token) as device:
        status, _ = await desk.call("POST", "/api/v1/auth/signing-keys")
        assert status in (200, 201, 204)
        assert (await desk.call("GET", f"{API}/players"))[0] == 200
        assert device.client.connected


async def refused_connection(url: str, token: str) -> dict[str, Any]:
    """What a client is told that may not connect."""
    told: list[dict[str, Any]] = []
    keep: Callable[[Any], None] = told.append
    async with aiohttp.ClientSession() as http:
        device = Device(http)
        device.client.on("connect_error", keep, namespace="/training")
        with pytest.raises(NotConnected):
            await device.client.connect(
                url, transports=["websocket"], namespaces=["/training"], auth={"token": token}
            )
    refusal: dict[str, Any] = told[0]["data"]
    return refusal


def noted(folder: Path, actor: str) -> int:
    with closing(sqlite3.connect(folder / "hub.db")) as connection:
        query = "SELECT count(*) FROM audit_log WHERE action = 'access.refused' AND actor = ?"
        return int(connection.execute(query, [actor]).fetchone()[0])

"""From another machine: players may come as they are, whoever controls or plans only over TLS."""

from __future__ import annotations

import ipaddress
import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from socketio.exceptions import ConnectionError as NotConnected

from tests.helpers.hub_clients import API, Api, Device, connected
from tests.helpers.hub_process import HubProcess, running_hub

PASSWORD = "a long enough password"
TRAINER = {"id": "t", "name": "T", "role": "trainer", "login": "t", "password": PASSWORD}

SIGN_IN = {"login": "t", "password": PASSWORD}


def own_address() -> str | None:
    """An address of this machine that is not loopback; a connection to it comes from it, too."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # a documentation address; nothing is sent
        except OSError:
            return None
        address = str(probe.getsockname()[0])
    return None if ipaddress.ip_address(address).is_loopback else address


ADDRESS = own_address()
pytestmark = pytest.mark.skipif(ADDRESS is None, reason="this machine has no network address")


@pytest.fixture
def open_hub(tmp_path: Path) -> Iterator[HubProcess]:
    with running_hub(tmp_path, options=("--sample-club", "--host", "0.0.0.0")) as hub:  # noqa: S104
        yield hub


def certificate(folder: Path) -> Path:
    """A key and its own certificate for this machine's address, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "hub")])
    now = datetime.now(UTC)
    addresses = (str(ADDRESS), "127.0.0.1")
    own = x509.SubjectAlternativeName(
        [x509.IPAddress(ipaddress.ip_address(one)) for one in addresses]
    )
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(own, critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "hub.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.mark.requirement(71, 75)
async def test_that_trainers_rights_do_not_cross_an_open_network(open_hub: HubProcess) -> None:
    here = f"http://127.0.0.1:{open_hub.port}"
    there = f"http://{ADDRESS}:{open_hub.port}"
    async with aiohttp.ClientSession() as http:
        desk = Api(http, here)
        await desk.sign_in_desktop(open_hub.secret)
        await desk.ok("POST", "/api/v1/auth/users", TRAINER)
        trainer = await desk.ok("POST", "/api/v1/auth/token", SIGN_IN)
        player = await desk.player_token("player-001")
        abroad = Api(http, there)
        assert_told(await abroad.call("POST", "/api/v1/auth/token", SIGN_IN))
        status, _ = await abroad.call("POST", "/api/v1/auth/desktop", {"secret": open_hub.secret})
        assert status == 401
        for token in (desk.token, trainer["accessToken"]):
            assert_told(await abroad.call("GET", f"{API}/players", token=token))
            with pytest.raises(NotConnected):
                await connect(there, token)
        code = await desk.ok("POST", "/api/v1/devices/join-codes", {"kind": "assistant"})
        join = {"code": code["code"], "deviceName": "Tablet"}
        assert_told(await abroad.call("POST", "/api/v1/devices/join", join))
        assert (await abroad.call("GET", f"{API}/players/player-001", token=player))[0] == 200
        async with connected(there, player) as phone:
            assert phone.client.connected


@pytest.mark.requirement(71)
async def test_that_over_tls_a_trainer_comes_in(tmp_path: Path) -> None:
    file = certificate(tmp_path)
    options = ("--sample-club", "--host", "0.0.0.0", "--certificate", str(file))  # noqa: S104
    with running_hub(tmp_path, options=options) as hub:
        trusting = ssl.create_default_context(cafile=str(file))
        connector = aiohttp.TCPConnector(ssl=trusting)
        async with aiohttp.ClientSession(connector=connector) as http:
            desk = Api(http, f"https://127.0.0.1:{hub.port}")
            await desk.sign_in_desktop(hub.secret)
            await desk.ok("POST", "/api/v1/auth/users", TRAINER)
            abroad = Api(http, f"https://{ADDRESS}:{hub.port}")
            abroad.token = (await abroad.ok("POST", "/api/v1/auth/token", SIGN_IN))["accessToken"]
            assert len(await abroad.ok("GET", f"{API}/players")) == 18
        async with aiohttp.ClientSession() as stranger:
            with pytest.raises(aiohttp.ClientSSLError):
                await stranger.get(f"https://{ADDRESS}:{hub.port}/health")


def assert_told(answer: tuple[int, Any]) -> None:
    status, problem = answer
    assert (status, problem["code"]) == (403, "NOT_ALLOWED"), answer
    assert "encrypted" in problem["message"]
    assert problem["suggestedAction"]


async def connect(url: str, token: str) -> None:
    async with aiohttp.ClientSession() as http:
        await Device(http).client.connect(
            url, transports=["websocket"], namespaces=["/training"], auth={"token": token}
        )

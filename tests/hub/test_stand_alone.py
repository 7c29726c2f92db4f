"""A hub without a desktop: TLS, its first administrator, users, and the audit log."""

from __future__ import annotations

import asyncio
import ssl
import stat
from pathlib import Path

import aiohttp
import pytest

from core.domain.certificate import fingerprint_of
from tests.helpers.hub_clients import connected
from tests.helpers.hub_process import running_hub
from tests.helpers.stand_alone import PASSWORD, stand_alone_hub
from tests.hub.test_process import run_hub

pytestmark = pytest.mark.timeout(90)

USERS = "/api/v1/auth/users"
TOKEN = "/api/v1/auth/token"
SETUP = "/api/v1/setup"


@pytest.mark.requirement(71)
async def test_that_the_first_administrator_comes_in_with_the_code_from_the_terminal_once(
    tmp_path: Path,
) -> None:
    with stand_alone_hub(tmp_path) as hub:
        async with hub.api() as api:
            assert await api.ok("GET", SETUP) == {"isNeeded": True}
            code = hub.setup_code
            wrong = {"code": "AAAA-AAAA-AAAA-AAAA", "name": "Eve", "login": "eve"}
            status, problem = await api.call("POST", SETUP, wrong | {"password": PASSWORD})
            assert (status, problem["code"]) == (401, "NOT_SIGNED_IN")
            status, problem = await api.call(
                "POST", SETUP, {"code": code, "name": "A", "login": "a", "password": "short"}
            )
            assert (status, problem["field"]) == (400, "password")
            typed = code.replace("-", " ").lower()
            answer = await hub.set_up(api, code=typed)
            assert answer["role"] == "admin"
            assert await api.ok("GET", SETUP) == {"isNeeded": False}
            for again in (code, "AAAA-AAAA-AAAA-AAAA"):
                body = {"code": again, "name": "Eve", "login": "eve", "password": PASSWORD}
                status, problem = await api.call("POST", SETUP, body)
                assert (status, problem["code"]) == (409, "WRONG_STATE")
            users = await api.ok("GET", USERS)
            assert [user["login"] for user in users if user["role"] == "admin"] == ["ann"]
        assert hub.process.stop() == 0
    with stand_alone_hub(tmp_path) as again:
        assert again.log.count("first administrator") == 1
        async with again.api() as api:
            token = await api.ok("POST", TOKEN, {"login": "ann", "password": PASSWORD})
            assert token["role"] == "admin"
        assert code not in again.log.split("first administrator is")[0]


async def test_that_guessing_the_set_up_code_is_slowed_down(tmp_path: Path) -> None:
    with stand_alone_hub(tmp_path) as hub:
        async with hub.api() as api:
            body = {"code": "nonsense", "name": "Eve", "login": "eve", "password": PASSWORD}
            codes = [(await api.call("POST", SETUP, body))[1]["code"] for _ in range(8)]
        assert codes == ["NOT_SIGNED_IN"] * 5 + ["TOO_MANY"] * 3


@pytest.mark.requirement(71)
async def test_that_a_socket_goes_over_tls_and_the_certificate_is_kept_for_its_owner_only(
    tmp_path: Path,
) -> None:
    with stand_alone_hub(tmp_path) as hub:
        async with hub.api() as api:
            await hub.set_up(api)
            await hub.add_user(api, "tom", "trainer")
            token = (await api.ok("POST", TOKEN, {"login": "tom", "password": PASSWORD}))[
                "accessToken"
            ]
            async with aiohttp.ClientSession() as http:
                with pytest.raises(aiohttp.ClientConnectorCertificateError):
                    await http.get(f"{hub.url}/health")
        assert hub.url.startswith("https://")
        first = hub.process.fingerprint
        shown = ssl.get_server_certificate(("127.0.0.1", hub.process.port))
        assert fingerprint_of(ssl.PEM_cert_to_DER_cert(shown)) == first
        assert stat.S_IMODE((tmp_path / "tls" / "hub.key").stat().st_mode) == 0o600
        assert token
        assert hub.process.stop() == 0
    with stand_alone_hub(tmp_path) as again:
        assert again.process.fingerprint == first


def test_that_an_operators_certificate_is_served_and_a_wrong_one_refused_in_a_sentence(
    tmp_path: Path,
) -> None:
    with stand_alone_hub(tmp_path / "maker") as maker:
        assert maker.process.stop() == 0
    certificate, key = (tmp_path / "maker" / "tls" / f"hub.{end}" for end in ("pem", "key"))
    options = ("--tls-cert", str(certificate), "--tls-key", str(key))
    (tmp_path / "a").mkdir()
    with running_hub(tmp_path / "a", options=options) as hub:
        assert hub.fingerprint == maker.process.fingerprint
        assert hub.url.startswith("https://")
    nonsense = tmp_path / "nonsense.pem"
    nonsense.write_text("-----BEGIN CERTIFICATE-----\nnothing\n-----END CERTIFICATE-----\n")
    for given, sentence in (
        (("--tls-cert", str(tmp_path / "none.pem")), "There is no file"),
        (("--tls-cert", str(nonsense), "--tls-key", str(key)), "cannot be used"),
        (("--tls-cert", str(certificate)), "cannot be used"),
    ):
        refused = run_hub(tmp_path / "b.db", "--port", "0", *given)
        assert refused.returncode == 2
        assert sentence in refused.stderr
        assert len(refused.stderr.strip().splitlines()) == 1


async def test_that_users_are_listed_changed_disabled_and_never_all_locked_out(
    tmp_path: Path,
) -> None:
    with stand_alone_hub(tmp_path) as hub:
        async with hub.api() as api, hub.api() as other:
            await hub.set_up(api)
            (ann,) = [one for one in await api.ok("GET", USERS) if one["role"] == "admin"]
            tom = f"{USERS}/{(await hub.add_user(api, 'tom', 'trainer'))['id']}"
            signed_in = await other.ok("POST", TOKEN, {"login": "tom", "password": PASSWORD})
            other.token = signed_in["accessToken"]
            assert (await other.call("GET", USERS))[0] == 403
            assert (await other.call("GET", "/api/v1/audit"))[0] == 403

            for change in ({"isDisabled": True}, {"role": "trainer"}):
                status, problem = await api.call("PATCH", f"{USERS}/{ann['id']}", change)
                assert (status, problem["code"]) == (409, "CONFLICT")
            assert (await api.call("PATCH", tom, {"role": "player"}))[0] == 400
            assert (await api.call("PATCH", tom, {"login": "ann"}))[0] == 409
            assert (await api.call("PATCH", f"{USERS}/nobody", {"name": "N"}))[0] == 404

            changed = await api.ok("PATCH", tom, {"isDisabled": True})
            assert changed["disabledAt"]
            assert (await other.call("GET", "/api/v1/training/players"))[0] == 401
            refresh = {"refreshToken": signed_in["refreshToken"], "requestId": "x"}
            assert (await other.call("POST", "/api/v1/auth/refresh", refresh, token=""))[0] == 401
            sign_in = {"login": "tom", "password": PASSWORD}
            assert (await other.call("POST", TOKEN, sign_in, token=""))[0] == 401
            await api.ok("PATCH", tom, {"isDisabled": False, "password": "another one 2"})
            assert (await other.call("POST", TOKEN, sign_in, token=""))[0] == 401
            again = await other.ok("POST", TOKEN, sign_in | {"password": "another one 2"})
            other.token = again["accessToken"]

            own = {"oldPassword": "wrong one 3", "newPassword": "my own one 4"}
            assert (await other.call("POST", "/api/v1/auth/password", own))[0] == 401
            await other.ok("POST", "/api/v1/auth/password", own | {"oldPassword": "another one 2"})
            await other.ok("POST", TOKEN, sign_in | {"password": "my own one 4"})


async def test_that_the_audit_log_is_read_page_by_page_and_tells_before_and_after(
    tmp_path: Path,
) -> None:
    with stand_alone_hub(tmp_path) as hub:
        async with hub.api() as api:
            await hub.set_up(api)
            (ann,) = [one for one in await api.ok("GET", USERS) if one["role"] == "admin"]
            for number in range(5):
                await api.ok(
                    "PATCH", "/api/v1/training/players/player-001", {"massKg": 80 + number}
                )
            await api.call("PATCH", f"{USERS}/{ann['id']}", {"name": "Ann B."})
            token = await api.ok("POST", TOKEN, {"login": "ann", "password": PASSWORD})
            api.token = token["accessToken"]

            seen: list[int] = []
            path = "/api/v1/audit?action=player.saved&limit=2"
            page = await api.ok("GET", path)
            while True:
                seen += [line["detail"]["after"]["massKg"] for line in page["items"]]
                if page["nextCursor"] is None:
                    break
                page = await api.ok("GET", f"{path}&cursor={page['nextCursor']}")
            assert seen == [84, 83, 82, 81, 80]
            (newest, *_) = (await api.ok("GET", "/api/v1/audit?subject=player-001"))["items"]
            assert newest["detail"]["before"]["massKg"] == 83
            assert newest["actor"] == ann["id"]
            users = (await api.ok("GET", "/api/v1/audit?action=user."))["items"]
            assert [line["action"] for line in users] == ["user.changed", "user.saved"]
            assert PASSWORD not in str(users)
            for wrong in ("limit=0", "limit=501", "cursor=0", "cursor=99999999999", "since=soon"):
                assert (await api.call("GET", f"/api/v1/audit?{wrong}"))[0] == 400
            later = await api.ok("GET", "/api/v1/audit?since=2999-01-01T00:00:00")
            assert later == {"items": [], "nextCursor": None}


async def test_that_a_proxy_is_believed_only_where_the_operator_named_it(tmp_path: Path) -> None:
    far = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "http"}
    near = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"}
    with stand_alone_hub(tmp_path, "--trusted-proxy", "127.0.0.1", tls=()) as hub:
        async with hub.api() as api:
            await hub.set_up(api)
            http = api._http
            body = {"login": "ann", "password": PASSWORD}
            async with http.post(hub.url + TOKEN, json=body, headers=far) as refused:
                assert refused.status == 403
                assert "encrypted" in (await refused.json())["message"]
                assert "Strict-Transport-Security" not in refused.headers
            async with http.post(hub.url + TOKEN, json=body, headers=near) as taken:
                assert taken.status == 200
                assert taken.headers["Strict-Transport-Security"]
            async with http.get(f"{hub.url}/metrics", headers=near) as hidden:
                assert hidden.status == 401
            async with http.get(f"{hub.url}/metrics") as shown:
                assert shown.status == 200
        assert hub.process.stop() == 0
    with stand_alone_hub(tmp_path, tls=()) as plain:
        async with plain.api() as api, api._http.get(f"{plain.url}/metrics", headers=far) as shown:
            assert shown.status == 200


async def test_that_no_administrator_is_made_over_an_open_network(tmp_path: Path) -> None:
    with stand_alone_hub(tmp_path, "--trusted-proxy", "127.0.0.1", tls=()) as hub:
        async with hub.api() as api:
            body = {"code": hub.setup_code, "name": "A", "login": "ann", "password": PASSWORD}
            far = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "http"}
            async with api._http.post(hub.url + SETUP, json=body, headers=far) as refused:
                assert refused.status == 403
            await asyncio.gather(
                *(api.call("POST", SETUP, body | {"login": f"ann{n}"}) for n in range(4))
            )
            token = None
            for number in range(4):
                status, answer = await api.call(
                    "POST", TOKEN, {"login": f"ann{number}", "password": PASSWORD}
                )
                if status == 200:
                    assert token is None, "two first administrators"
                    token = answer["accessToken"]
            assert token is not None
            async with connected(hub.url, token) as trainer:
                assert trainer.client.connected

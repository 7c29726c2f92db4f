"""Devices come in by a code, do one thing, and are sent away: asked of a real hub."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import jwt
import pytest
from socketio.exceptions import ConnectionError as NotConnected

from tests.helpers.hub_clients import API, Api, bundle_draft, connected
from tests.helpers.hub_in_process import ClockedHub, clocked_hub
from tests.helpers.waiting import until

ROWER = "player-001"
DEVICES = "/api/v1/devices"
PASSWORD = "a long enough password"


@pytest.fixture
async def gym(tmp_path: Path) -> AsyncIterator[ClockedHub]:
    async with clocked_hub(tmp_path) as hub:
        yield hub


async def a_code(gym: ClockedHub, kind: str, player_id: str | None = None) -> dict[str, Any]:
    body = {"kind": kind, "playerId": player_id}
    code: dict[str, Any] = await gym.desk.ok("POST", f"{DEVICES}/join-codes", body)
    return code


async def join(gym: ClockedHub, kind: str, player_id: str | None = None) -> dict[str, Any]:
    code = (await a_code(gym, kind, player_id))["code"]
    device: dict[str, Any] = await Api(gym.desk._http, gym.url).ok(
        "POST", f"{DEVICES}/join", {"code": code, "deviceName": f"A {kind}"}
    )
    return device


async def a_bundle(gym: ClockedHub) -> list[str]:
    draft = bundle_draft("2026-02-03")
    created = await gym.desk.ok("POST", f"{API}/session-bundles", draft)
    return [session["id"] for session in created["sessions"]]


async def refused(gym: ClockedHub, token: str, method: str, path: str, body: object = None) -> str:
    status, problem = await gym.desk.call(method, path, body, token=token)
    assert status in (401, 403, 404, 429), (status, problem)
    return str(problem["code"])


async def try_code(gym: ClockedHub, code: str, address: str) -> tuple[int, str]:
    """A wrong try from an address of our choice: status and code of the refusal."""
    connector = aiohttp.TCPConnector(local_addr=(address, 0))
    async with aiohttp.ClientSession(connector=connector) as http:
        body = {"code": code, "deviceName": "Robot"}
        status, problem = await Api(http, gym.url).call("POST", f"{DEVICES}/join", body)
        return status, problem["code"]


@pytest.mark.requirement(71, 107)
async def test_that_a_phone_joins_by_code_and_speaks_for_its_player_only(gym: ClockedHub) -> None:
    async with connected(gym.url, gym.desk.token) as trainer:
        code = await a_code(gym, "player", ROWER)
        assert code["qrText"] == f"{gym.url}/#join={code['code']}"
        assert code["joinAddress"] == gym.url
        open_codes = await gym.desk.ok("GET", f"{DEVICES}/join-codes")
        assert [one["id"] for one in open_codes] == [code["id"]]
        assert code["code"] not in str([one | {"id": ""} for one in open_codes])
        phone = await gym.desk.ok(
            "POST", f"{DEVICES}/join", {"code": code["code"], "deviceName": "Kim's phone"}
        )
        news = await trainer.named("training:device:joined")
    assert (news["name"], news["playerId"], news["deviceId"]) == (
        "Kim's phone",
        ROWER,
        phone["deviceId"],
    )
    assert (phone["role"], phone["playerId"], phone["expiresInS"]) == ("player", ROWER, 900)
    token = phone["accessToken"]
    assert (await gym.desk.call("GET", f"{API}/players/{ROWER}", token=token))[0] == 200
    assert await refused(gym, token, "GET", f"{API}/players/player-002") == "NOT_ALLOWED"
    assert await refused(gym, token, "GET", DEVICES) == "NOT_ALLOWED"
    lines = await gym.audit_has("access.refused", 2)
    assert {(line["actor"], line["detail"]["role"]) for line in lines} == {(ROWER, "player")}
    assert await refused(gym, "", "POST", f"{DEVICES}/join", {
        "code": code["code"], "deviceName": "Second"
    }) == "NOT_SIGNED_IN"  # fmt: skip


@pytest.mark.requirement(107)
async def test_that_guessing_is_throttled_then_voids_the_codes_and_is_told(gym: ClockedHub) -> None:
    code = (await a_code(gym, "player", ROWER))["code"]
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    async with connected(gym.url, gym.desk.token) as trainer:
        answers = [await try_code(gym, wrong, "127.0.0.2") for _ in range(8)]
        assert answers == [(401, "NOT_SIGNED_IN")] * 5 + [(429, "TOO_MANY")] * 3
        answers = [await try_code(gym, wrong, "127.0.0.3") for _ in range(5)]
        assert {status for status, _ in answers} == {401}
        told = await trainer.until(
            lambda name, load: name == "training:device:refused" and load["voidedCodes"] == 1
        )
        assert (told["address"], told["deviceName"]) == ("127.0.0.3", "Robot")
        assert await try_code(gym, code, "127.0.0.4") == (401, "NOT_SIGNED_IN")
    assert await gym.desk.ok("GET", f"{DEVICES}/join-codes") == []
    assert len(gym.audited("device.refused")) == 10
    lines = await gym.audit_has("access.refused", 4)
    assert sorted(line["detail"]["code"] for line in lines) == ["NOT_SIGNED_IN", *["TOO_MANY"] * 3]
    await gym.clock.advance(60)
    assert (await try_code(gym, wrong, "127.0.0.2"))[0] == 401
    assert (await try_code(gym, wrong, "127.0.0.2"))[0] == 429


@pytest.mark.requirement(71)
async def test_that_a_revoked_device_is_cut_off_at_once_and_stays_out(gym: ClockedHub) -> None:
    phone = await join(gym, "player", ROWER)
    entry = f"{DEVICES}/{phone['deviceId']}"
    await gym.desk.ok("PATCH", entry, {"name": "Kim"})
    async with connected(gym.url, phone["accessToken"]) as socket:
        (listed,) = await gym.desk.ok("GET", DEVICES)
        assert (listed["name"], listed["isConnected"], listed["playerName"] is None) == (
            "Kim",
            True,
            False,
        )
        assert listed["lastSeenAt"]
        await gym.desk.ok("DELETE", entry)
        assert (await socket.named("training:device:signed_out"))["reason"] == "revoked"
        await until(lambda: not socket.client.connected, "the socket is closed")
    (listed,) = await gym.desk.ok("GET", DEVICES)
    assert (listed["isConnected"], listed["revokedAt"] is None) == (False, False)
    token = phone["accessToken"]
    assert await refused(gym, token, "GET", f"{API}/players/{ROWER}") == "NOT_SIGNED_IN"
    with pytest.raises(NotConnected):
        async with connected(gym.url, token):
            pass
    body = {"refreshToken": phone["refreshToken"]}
    assert await refused(gym, "", "POST", "/api/v1/auth/refresh", body) == "NOT_SIGNED_IN"
    (line,) = gym.audited("device.revoked")
    assert line["actor"] == "desktop"
    assert await gym.audit_has("access.refused", 2)


@pytest.mark.requirement(71)
async def test_that_a_live_socket_ends_with_its_token_unless_it_shows_a_fresh_one(
    gym: ClockedHub,
) -> None:
    one, other = await join(gym, "player", ROWER), await join(gym, "player", "player-002")
    async with (
        connected(gym.url, one["accessToken"]) as renewed,
        connected(gym.url, other["accessToken"]) as forgotten,
    ):
        await gym.clock.advance(800)
        fresh = await gym.desk.ok(
            "POST", "/api/v1/auth/refresh", {"refreshToken": one["refreshToken"]}
        )
        await renewed.ok("training:device:renew", token=fresh["accessToken"])
        for foreign in (other["accessToken"], gym.desk.token, "a.b.c"):
            refusal = await renewed.refused("training:device:renew", token=foreign)
            assert refusal["code"] == "NOT_SIGNED_IN"
        await gym.clock.advance(200)
        news = await forgotten.named("training:device:signed_out")
        assert news["reason"] == "expired"
        await until(lambda: not forgotten.client.connected, "the socket is closed")
        assert renewed.client.connected
    status, problem = await gym.desk.call(
        "GET", f"{API}/players/player-002", token=other["accessToken"]
    )
    assert (status, problem["message"]) == (401, "Your sign-in has expired.")


async def test_that_reusing_a_refresh_token_closes_what_the_thief_or_the_owner_has_open(
    gym: ClockedHub,
) -> None:
    phone = await join(gym, "player", ROWER)
    body = {"refreshToken": phone["refreshToken"]}
    fresh = await gym.desk.ok("POST", "/api/v1/auth/refresh", body)
    async with connected(gym.url, fresh["accessToken"]) as socket:
        assert await refused(gym, "", "POST", "/api/v1/auth/refresh", body) == "NOT_SIGNED_IN"
        assert (await socket.named("training:device:signed_out"))["reason"] == "revoked"
        await until(lambda: not socket.client.connected, "the socket is closed")
    token = fresh["accessToken"]
    assert await refused(gym, token, "GET", f"{API}/players/{ROWER}") == "NOT_SIGNED_IN"
    (line,) = gym.audited("sign-in.reused")
    assert line["subject"] == ROWER
    assert line["detail"]["deviceId"] == phone["deviceId"]


@pytest.mark.requirement(71)
async def test_that_a_gateway_sends_readings_of_running_sessions_and_nothing_else(
    gym: ClockedHub,
) -> None:
    session_id, scheduled, _ = await a_bundle(gym)
    await gym.desk.ok("POST", f"{API}/sessions/{session_id}/start")
    gateway = await join(gym, "gateway")
    token = gateway["accessToken"]
    _, sessions = await gym.desk.call("GET", f"{API}/sessions", token=token)
    assert [one["id"] for one in sessions] == [session_id]
    assert len(sessions[0]["assignments"]) == 6
    for method, path in (
        ("GET", "/players"),
        ("GET", f"/sessions/{scheduled}"),
        ("GET", f"/sessions/{session_id}/recording"),
        ("POST", f"/sessions/{session_id}/end"),
        ("GET", "/restrictions"),
        ("GET", "/session-bundles"),
    ):
        assert await refused(gym, token, method, API + path) == "NOT_ALLOWED", path
    reading = {
        "sensorId": "strap",
        "playerId": ROWER,
        "at": gym.clock.now(),
        "heartRateBpm": 140,
    }
    async with connected(gym.url, token) as socket:
        await socket.ok("training:session:join", sessionId=session_id)
        await socket.ok("training:session:readings", sessionId=session_id, readings=[reading])
        for name, load in (
            ("training:session:join", {"sessionId": scheduled}),
            ("training:session:end", {"sessionId": session_id}),
            ("training:player:metrics", {"sessionId": session_id, "playerId": ROWER}),
            ("training:player:kick", {"sessionId": session_id, "playerId": ROWER}),
        ):
            assert (await socket.refused(name, **load))["code"] == "NOT_ALLOWED", name
        assert socket.client.connected
    lines = await gym.audit_has("access.refused", 9)
    assert {line["detail"]["role"] for line in lines} == {"gateway"}


@pytest.mark.requirement(71, 107, 145)
async def test_that_an_assistant_controls_sessions_and_changes_no_plan_and_no_user(
    gym: ClockedHub,
) -> None:
    session_id, _, _ = await a_bundle(gym)
    token = (await join(gym, "assistant"))["accessToken"]
    async with connected(gym.url, token) as socket:
        await socket.ok("training:session:join", sessionId=session_id, role="trainer")
        for name in ("start", "pause", "resume", "end"):
            await socket.ok(f"training:session:{name}", sessionId=session_id)
        refusal = await socket.refused("training:session:force:end", sessionId=session_id)
        assert refusal["code"] == "NOT_ALLOWED"
    player = await gym.desk.ok("GET", f"{API}/players/{ROWER}")
    user = {"id": "a", "name": "A", "role": "admin", "login": "a", "password": PASSWORD}
    for method, path, body in (
        ("POST", f"{API}/session-bundles", bundle_draft("2026-02-04")),
        ("PUT", f"{API}/players/{ROWER}", player),
        ("POST", "/api/v1/auth/users", user),
        ("POST", "/api/v1/auth/player-tokens", {"playerId": ROWER}),
        ("POST", f"{DEVICES}/join-codes", {"kind": "assistant"}),
        ("POST", "/api/v1/auth/signing-keys", None),
    ):
        assert await refused(gym, token, method, path, body) == "NOT_ALLOWED", path
    _, restrictions = await gym.desk.call("GET", f"{API}/restrictions", token=token)
    assert {one["note"] for one in restrictions} == {""}
    await gym.audit_has("access.refused", 7)


async def test_that_a_person_stays_signed_in_until_the_password_is_changed(gym: ClockedHub) -> None:
    user = {"id": "u", "name": "U", "role": "trainer", "login": "u", "password": PASSWORD}
    await gym.desk.ok("POST", "/api/v1/auth/users", user)
    credentials = {"login": "u", "password": PASSWORD}
    signed_in = await gym.desk.ok("POST", "/api/v1/auth/token", credentials)
    await gym.clock.advance(7200)
    body = {"refreshToken": signed_in["refreshToken"]}
    fresh = await gym.desk.ok("POST", "/api/v1/auth/refresh", body)
    assert (await gym.desk.call("GET", DEVICES, token=fresh["accessToken"]))[0] == 200
    await gym.desk.ok("POST", "/api/v1/auth/users", user | {"password": PASSWORD + "!"})
    assert await refused(gym, fresh["accessToken"], "GET", DEVICES) == "NOT_SIGNED_IN"

    credentials["password"] += "!"
    signed_in = await gym.desk.ok("POST", "/api/v1/auth/token", credentials)
    token = signed_in["accessToken"]
    assert (await gym.desk.call("POST", "/api/v1/auth/sign-out", token=token))[0] == 204
    assert await refused(gym, token, "GET", DEVICES) == "NOT_SIGNED_IN"


async def test_that_a_new_key_signs_from_now_on_and_forged_tokens_are_written_down(
    gym: ClockedHub,
) -> None:
    before = gym.desk.token
    made = await gym.desk.ok("POST", "/api/v1/auth/signing-keys")
    phone = await join(gym, "player", ROWER)
    assert jwt.get_unverified_header(phone["accessToken"])["kid"] == made["id"]
    assert (await gym.desk.call("GET", DEVICES, token=before))[0] == 200
    claims = jwt.decode(phone["accessToken"], options={"verify_signature": False})
    forged = jwt.encode(claims | {"role": "admin"}, "k" * 32, headers={"kid": made["id"]})
    unsigned = jwt.encode(claims, None, algorithm="none", headers={"kid": made["id"]})
    for token in (forged, unsigned):
        assert await refused(gym, token, "GET", DEVICES) == "NOT_SIGNED_IN"
    lines = await gym.audit_has("access.refused", 2)
    assert {(line["actor"], line["subject"]) for line in lines} == {("unknown", f"GET {DEVICES}")}

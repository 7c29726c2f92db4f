"""Who may do what, asked of a real hub."""

from __future__ import annotations

import itertools
from typing import Any

import aiohttp
import jwt
import pytest

from core.clock import ManualClock
from core.domain.user import Role
from core.errors import NotAllowedError, TooManyError
from hub_server.security.gatekeeper import is_loopback, require_reachable
from hub_server.security.throttle import Throttle
from tests.helpers.hub_clients import API, Api, connected
from tests.hub.conftest import Plan

ROWER = "player-001"
PASSWORD = "a long enough password"
_NUMBERS = itertools.count()


async def user_token(desk: Api, role: str) -> str:
    login = f"{role}-{next(_NUMBERS)}"
    user = {"id": login, "name": role, "role": role, "login": login, "password": PASSWORD}
    await desk.ok("POST", "/api/v1/auth/users", user)
    answer = await desk.ok("POST", "/api/v1/auth/token", {"login": login, "password": PASSWORD})
    assert answer["role"] == role
    return str(answer["accessToken"])


@pytest.mark.requirement(71)
async def test_that_every_route_but_the_open_ones_wants_a_token(desk: Api) -> None:
    schema = await desk.ok("GET", "/schema/openapi.json")
    open_paths = {
        "/health",
        "/health/live",
        "/health/ready",
        "/metrics",  # to this computer and to trainers: see test_observability
        "/api/v1/setup",
        "/api/v1/auth/token",
        "/api/v1/auth/desktop",
        "/api/v1/auth/refresh",
        "/api/v1/devices/join",
    }
    asked = 0
    for path, operations in schema["paths"].items():
        for method in operations:
            if path not in open_paths and method in ("get", "post", "put", "patch", "delete"):
                address = path.replace("{version}", "1")  # the only one that must be a number
                status, problem = await desk.call(method.upper(), address, token="")
                assert (status, problem["code"]) == (401, "NOT_SIGNED_IN"), (method, path)
                asked += 1
    assert asked > 30


async def test_that_the_desktop_secret_must_be_the_right_one(desk: Api) -> None:
    status, problem = await desk.call(
        "POST", "/api/v1/auth/desktop", {"secret": "guess \ud83d\ude00"}, token=""
    )
    assert (status, problem["code"]) == (401, "NOT_SIGNED_IN")


async def test_that_a_wrong_password_is_refused_and_guessing_is_slowed_down(desk: Api) -> None:
    bad = {"login": "somebody", "password": "wrong"}
    answers = [await desk.call("POST", "/api/v1/auth/token", bad, token="") for _ in range(6)]
    assert (answers[0][0], answers[0][1]["code"]) == (401, "NOT_SIGNED_IN")
    assert (answers[-1][0], answers[-1][1]["code"]) == (429, "TOO_MANY")


@pytest.mark.requirement(71)
async def test_that_a_players_token_reads_own_things_and_nothing_else(
    desk: Api, plan: Plan
) -> None:
    token = await desk.player_token(ROWER)

    async def status(path: str, method: str = "GET") -> int:
        return (await desk.call(method, f"{API}{path}", token=token))[0]

    assert await status(f"/players/{ROWER}") == 200
    assert await status("/players/player-002") == 403
    assert await status("/players") == 403
    assert await status("/restrictions") == 403
    assert await status("/session-bundles") == 403
    assert await status(f"/session-bundles/{plan.bundle_id}/report") == 403
    assert await status(f"/sessions/{plan.rowing}") == 200
    assert await status(f"/sessions/{plan.session_ids[1]}") == 403
    assert await status(f"/sessions/{plan.rowing}/start", "POST") == 403
    _, sessions = await desk.call("GET", f"{API}/sessions", token=token)
    assert {one["playerId"] for session in sessions for one in session["assignments"]} == {ROWER}
    _, state = await desk.call("GET", f"{API}/sessions/{plan.rowing}/state", token=token)
    assert list(state["players"]) == [ROWER]


@pytest.mark.requirement(71, 141)
async def test_that_a_recording_shows_a_player_only_his_own_part(desk: Api, plan: Plan) -> None:
    both = [{"playerId": player, "heartRate": 120} for player in (ROWER, "player-002")]
    async with connected(desk.url, desk.token) as trainer:
        for load in both:
            await trainer.ok("training:player:metrics", sessionId=plan.rowing, **load)
    _, part = await desk.call(
        "GET",
        f"{API}/sessions/{plan.rowing}/recording",
        token=await desk.player_token("player-002"),
    )
    assert [entry["event"]["playerId"] for entry in part] == ["player-002"]


@pytest.mark.requirement(62, 71)
async def test_that_a_player_cannot_speak_for_another_nor_control_a_session(
    desk: Api, plan: Plan
) -> None:
    async with connected(desk.url, await desk.player_token(ROWER)) as phone:
        other = {"sessionId": plan.rowing, "playerId": "player-002"}
        refused: list[tuple[str, dict[str, Any]]] = [
            ("training:player:metrics", {**other, "heartRate": 120}),
            ("training:player:join", other),
            ("training:player:status", {**other, "status": "paused"}),
            ("training:session:join", other),
            ("training:session:join", {"sessionId": plan.rowing, "role": "trainer"}),
            ("training:session:start", {"sessionId": plan.rowing}),
            ("training:session:force:end", {"sessionId": plan.rowing}),
            ("training:session:message", {"sessionId": plan.rowing, "text": "hi"}),
            ("training:session:readings", {"sessionId": plan.rowing, "readings": []}),
            ("training:player:kick", other),
            (
                "training:player:status",
                {"sessionId": plan.rowing, "playerId": ROWER, "status": "removed"},
            ),
        ]
        for name, load in refused:
            assert (await phone.refused(name, **load))["code"] == "NOT_ALLOWED", name
        stranger = await phone.refused("training:session:join", sessionId=plan.session_ids[1])
        assert stranger["code"] == "NOT_FOUND"
        assert phone.client.connected
    assert await desk.ok("GET", f"{API}/sessions/{plan.rowing}/recording") == []


@pytest.mark.requirement(62, 71)
async def test_that_an_observer_watches_and_touches_nothing(desk: Api, plan: Plan) -> None:
    token = await user_token(desk, "observer")
    async with connected(desk.url, token) as observer:
        await observer.ok("training:session:join", sessionId=plan.rowing)
        for name in ("start", "end"):
            refusal = await observer.refused(f"training:session:{name}", sessionId=plan.rowing)
            assert refusal["code"] == "NOT_ALLOWED"
        refusal = await observer.refused(
            "training:session:join", sessionId=plan.rowing, role="trainer"
        )
        assert refusal["code"] == "NOT_ALLOWED"
    status, _ = await desk.call("GET", f"{API}/sessions/{plan.rowing}/recording", token=token)
    assert status == 403
    _, restrictions = await desk.call("GET", f"{API}/restrictions", token=token)
    assert {(one["bodyPart"], one["note"]) for one in restrictions} == {("restricted", "")}


@pytest.mark.requirement(71)
async def test_that_medical_staff_read_restriction_notes_and_plan_nothing(desk: Api) -> None:
    token = await user_token(desk, "medical")
    _, restrictions = await desk.call("GET", f"{API}/restrictions", token=token)
    assert all(one["note"] for one in restrictions)
    status, _ = await desk.call("POST", f"{API}/session-bundles", {}, token=token)
    assert status == 403


@pytest.mark.requirement(62, 64, 71)
async def test_that_a_trainer_runs_sessions_but_only_an_administrator_ends_them_by_force(
    desk: Api, plan: Plan
) -> None:
    async with connected(desk.url, await user_token(desk, "trainer")) as trainer:
        await trainer.ok("training:session:start", sessionId=plan.rowing)
        refusal = await trainer.refused("training:session:force:end", sessionId=plan.rowing)
        assert refusal["code"] == "NOT_ALLOWED"
    async with connected(desk.url, desk.token) as administrator:
        await administrator.ok(
            "training:session:force:end", sessionId=plan.rowing, reason="fire alarm"
        )
    stored = await desk.ok("GET", f"{API}/sessions/{plan.rowing}")
    assert stored["status"] == "force_ended"


@pytest.mark.requirement(71)
async def test_that_a_forged_token_is_refused(desk: Api) -> None:
    claims = jwt.decode(desk.token, options={"verify_signature": False})
    header = jwt.get_unverified_header(desk.token)
    unsigned = jwt.encode(claims, None, algorithm="none", headers={"kid": header["kid"]})
    foreign = jwt.encode(claims, "k" * 32, algorithm="HS256", headers={"kid": header["kid"]})
    async with aiohttp.ClientSession() as http:
        for token in (unsigned, foreign, desk.token + "x", "", "a.b.c", "é"):
            api = Api(http, desk.url, token)
            assert (await api.call("GET", f"{API}/players"))[0] == 401


@pytest.mark.parametrize(
    ("host", "is_secure", "is_let_in"),
    [
        ("127.0.0.1", False, True),
        ("::1", False, True),
        ("::ffff:127.0.0.1", False, True),
        ("192.168.1.7", False, False),
        ("192.168.1.7", True, True),
        (None, False, False),
    ],
)
def test_that_trainers_from_other_machines_need_an_encrypted_connection(
    *, host: str | None, is_secure: bool, is_let_in: bool
) -> None:
    for role in (Role.PLAYER, Role.OBSERVER, Role.GATEWAY):
        require_reachable(role, host, is_secure=is_secure)
    for role in (Role.ADMIN, Role.TRAINER, Role.MEDICAL, Role.ASSISTANT):
        if is_let_in:
            require_reachable(role, host, is_secure=is_secure)
        else:
            with pytest.raises(NotAllowedError):
                require_reachable(role, host, is_secure=is_secure)
    assert is_loopback(host) == (is_let_in and not is_secure)


@pytest.mark.requirement(70)
async def test_that_a_throttle_lets_a_burst_through_and_then_one_every_two_seconds() -> None:
    clock = ManualClock()
    throttle = Throttle(clock, capacity=5, per_second=0.5, what="Metrics")
    for _ in range(5):
        throttle.take("a")
    with pytest.raises(TooManyError) as refusal:
        throttle.take("a")
    assert refusal.value.retry_after_ms == 2000
    throttle.take("b")
    await clock.advance(1.999)
    with pytest.raises(TooManyError):
        throttle.take("a")
    await clock.advance(0.001)
    throttle.take("a")
    await clock.advance(3600)
    for _ in range(5):
        throttle.take("a")
    with pytest.raises(TooManyError):
        throttle.take("a")


@pytest.mark.parametrize(
    ("host", "status"),
    [("evil.example", 403), ("evil.example:80", 403), ("localhost:1", 200), ("gym.local", 200)],
)
async def test_that_the_hub_answers_only_to_its_own_names(
    desk: Api, host: str, status: int
) -> None:
    async with aiohttp.ClientSession() as http:
        for path in ("/health", "/socket.io/?EIO=4&transport=polling"):
            async with http.get(desk.url + path, headers={"Host": host}) as response:
                assert response.status == status
        address = f"{desk.url}/socket.io/?EIO=4&transport=websocket"
        if status == 403:
            with pytest.raises(aiohttp.WSServerHandshakeError):
                await http.ws_connect(address, headers={"Host": host})


async def test_that_a_page_of_another_origin_cannot_open_a_socket(desk: Api) -> None:
    async with aiohttp.ClientSession() as http:
        address = f"{desk.url}/socket.io/?EIO=4&transport=websocket"
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await http.ws_connect(address, headers={"Origin": "https://evil.example"})

"""Every role tries everything that is not its own: events, requests, other people's details."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from pathlib import Path

import pytest

from hub_server.realtime.handlers import ROUTES
from tests.helpers.hub_clients import API, Api, connected
from tests.helpers.waiting import until

MEDICAL = "training:medical:status_changed"
ROWER, OTHER = "player-001", "player-002"

FOLLOWING = {"training:session:join", "training:session:leave"}
OWN_WORDS = re.compile(
    r"training:(player:(join|leave|metrics|status|rpe|exercise:progress|interval:progress)"
    r"|(strength|conditioning|hybrid|agility):\w+|medical:status_changed|type:specific_error)"
)
GATEWAYS_OWN = {"training:session:readings", "training:gateway:heard"}
OPEN_TO_ALL = re.compile(
    r"/api/v1/(auth/(token|desktop|refresh|sign-out|password|set-?up\w*)|devices/join|setup\w*)"
)
"""Requests that change something and need no role."""


def may_say(role: str, name: str) -> bool:
    """What a role without any rights over others may emit, by name; all else is refused."""
    if name in FOLLOWING:
        return True
    if role == "gateway":
        return name in GATEWAYS_OWN
    return role == "player" and OWN_WORDS.fullmatch(name) is not None


@asynccontextmanager
async def lowly(desk: Api) -> AsyncIterator[dict[str, str]]:
    """Tokens of those who may change nothing that is not their own."""

    async def joined(kind: str) -> str:
        code = await desk.ok("POST", "/api/v1/devices/join-codes", {"kind": kind})
        body = {"code": code["code"], "deviceName": f"A {kind}"}
        return str((await desk.ok("POST", "/api/v1/devices/join", body))["accessToken"])

    yield {
        "player": await desk.player_token(ROWER),
        "observer": await joined("observer"),
        "gateway": await joined("gateway"),
    }


def refusals_noted(folder: Path) -> set[str]:
    with closing(sqlite3.connect(folder / "hub.db")) as connection:
        query = "SELECT detail FROM audit_log WHERE action = 'access.refused'"
        return {str(json.loads(row[0])["role"]) for row in connection.execute(query)}


@pytest.mark.requirement(71, 107)
async def test_that_no_role_emits_what_is_not_its_own_and_its_connection_is_kept(
    desk: Api, session_ids: list[str], hub_folder: Path
) -> None:
    async with lowly(desk) as tokens:
        for role, token in tokens.items():
            async with connected(desk.url, token) as device:
                tried = 0
                for name in ROUTES:
                    load = {"sessionId": session_ids[0], "playerId": OTHER, "role": "trainer"}
                    if name == MEDICAL:
                        load["status"] = "injured"  # who may do it depends on what is said
                    if not may_say(role, name):
                        refusal = await device.refused(name, **load)
                        assert refusal["code"] == "NOT_ALLOWED", (role, name, refusal)
                        tried += 1
                    elif role == "player" and name != "training:session:leave":
                        answer = await device.call(name, **load)
                        assert not answer["ok"], (name, answer)
                assert tried >= 10
                assert device.client.connected
    for session_id in session_ids:
        assert await desk.ok("GET", f"{API}/sessions/{session_id}/recording") == []
    await until(lambda: refusals_noted(hub_folder) >= set(tokens), "all three are in the audit log")


@pytest.mark.requirement(71, 107)
async def test_that_no_role_changes_over_rest_what_is_not_its_own(
    desk: Api, session_ids: list[str]
) -> None:
    schema = await desk.ok("GET", "/schema/openapi.json")
    before = await desk.ok("GET", f"{API}/session-bundles?limit=100")
    asked = 0
    async with lowly(desk) as tokens:
        for path, operations in schema["paths"].items():
            for method in operations:
                if method not in ("post", "put", "patch", "delete") or OPEN_TO_ALL.match(path):
                    continue
                address = re.sub(r"\{\w*session\w*\}", session_ids[0], path)
                address = re.sub(r"\{\w*player\w*\}", OTHER, address)
                address = address.replace("{action}", "end").replace("{version}", "1")
                address = re.sub(r"\{\w+\}", "some", address)
                for role, token in tokens.items():
                    status, problem = await desk.call(method.upper(), address, {}, token=token)
                    assert (status, problem["code"]) == (403, "NOT_ALLOWED"), (role, method, path)
                    asked += 1
    assert asked > 40
    assert await desk.ok("GET", f"{API}/session-bundles?limit=100") == before


@pytest.mark.requirement(71)
async def test_that_a_medical_note_reaches_only_those_who_treat(
    desk: Api, session_ids: list[str]
) -> None:
    secrets = [one["note"] for one in await desk.ok("GET", f"{API}/restrictions")]
    assert secrets
    assert all(secrets)

    def is_silent(answer: object) -> bool:
        return not any(note in json.dumps(answer) for note in secrets)

    async with AsyncExitStack() as stack, lowly(desk) as tokens:
        devices = [
            await stack.enter_async_context(connected(desk.url, token)) for token in tokens.values()
        ]
        await desk.ok("POST", f"{API}/sessions/{session_ids[0]}/start")
        for device in devices:
            answer = await device.ok("training:session:join", sessionId=session_ids[0])
            assert is_silent(answer)
        paths = await readable_paths(desk, session_ids[0])
        for token in tokens.values():
            for path in paths:
                assert is_silent(await desk.call("GET", path, token=token)), path
        async with connected(desk.url, desk.token) as trainer:
            told = {"bodyPart": "Achilles tendon", "note": "rupture suspected"}
            secrets += told.values()
            about = {"sessionId": session_ids[0], "playerId": ROWER, "status": "pain"}
            await trainer.ok(MEDICAL, **about, **told)
            await trainer.ok("training:session:message", sessionId=session_ids[0], text="heard")
        for device in devices:
            await device.named("training:session:message")
            assert is_silent(device.received)
        for token in tokens.values():
            for path in paths:
                assert is_silent(await desk.call("GET", path, token=token)), path
    await desk.ok("POST", f"{API}/sessions/{session_ids[0]}/end")
    bundle = (await desk.ok("GET", f"{API}/sessions/{session_ids[0]}"))["bundleId"]
    assert is_silent(await desk.ok("GET", f"{API}/session-bundles/{bundle}/report"))


async def readable_paths(desk: Api, session_id: str) -> list[str]:
    """Every address that can be read, filled in."""
    schema = await desk.ok("GET", "/schema/openapi.json")
    bundle = (await desk.ok("GET", f"{API}/sessions/{session_id}"))["bundleId"]
    filled = []
    for path, operations in schema["paths"].items():
        if "get" in operations:
            address = re.sub(r"\{\w*session\w*\}", session_id, path)
            address = re.sub(r"\{\w*player\w*\}", ROWER, address)
            address = re.sub(r"\{\w*bundle\w*\}", bundle, address)
            filled.append(re.sub(r"\{\w+\}", "some", address))
    assert len(filled) > 15
    return filled

"""People come in, get other rights and go; the audit log is read: asked of a real hub."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.hub_clients import Api, connected
from tests.helpers.hub_in_process import ClockedHub, clocked_hub

USERS = "/api/v1/auth/users"
TOKEN = "/api/v1/auth/token"
AUDIT = "/api/v1/audit"


@pytest.fixture
async def gym(tmp_path: Path) -> AsyncIterator[ClockedHub]:
    async with clocked_hub(tmp_path) as hub:
        yield hub


async def invited(gym: ClockedHub, name: str, role: str = "trainer") -> tuple[str, dict[str, str]]:
    """Somebody's id, and what he signs in with."""
    body = {"name": name, "login": f"{name.lower()}@club.example", "role": role}
    issued = await gym.desk.ok("POST", f"{USERS}/invitations", body)
    return issued["user"]["id"], {"login": body["login"], "password": issued["password"]}


async def listed(gym: ClockedHub, user_id: str) -> dict[str, Any]:
    return next(one for one in await gym.desk.ok("GET", USERS) if one["id"] == user_id)


@pytest.mark.requirement(71)
async def test_that_an_invited_person_signs_in_with_a_password_that_is_written_down_nowhere(
    gym: ClockedHub,
) -> None:
    tom, sign_in = await invited(gym, "Tom")
    assert (await listed(gym, tom))["lastSeenAt"] is None
    token = (await gym.desk.ok("POST", TOKEN, sign_in))["accessToken"]
    status, me = await gym.desk.call("GET", "/api/v1/auth/me", token=token)
    assert (status, me["subject"], me["name"], me["role"]) == (200, tom, "Tom", "trainer")
    log = await gym.desk.ok("GET", f"{AUDIT}?subject={tom}")
    assert [line["action"] for line in log["items"]] == ["user.saved"]
    content = b"".join(path.read_bytes() for path in gym.file.parent.glob("hub.db*"))
    assert sign_in["password"].encode() not in content
    again = {"name": "Tom B.", "login": sign_in["login"], "role": "observer"}
    status, problem = await gym.desk.call("POST", f"{USERS}/invitations", again)
    assert (status, problem["code"]) == (409, "CONFLICT")


async def test_that_the_list_tells_who_is_here_and_when_the_others_were(gym: ClockedHub) -> None:
    tom, sign_in = await invited(gym, "Tom")
    answer = await gym.desk.ok("POST", TOKEN, sign_in)
    first = (await listed(gym, tom))["lastSeenAt"]
    async with connected(gym.url, answer["accessToken"]):
        assert (await listed(gym, tom))["isConnected"]
    gym.clock.move_to(gym.clock.now() + 600)
    await gym.desk.ok("POST", "/api/v1/auth/refresh", {"refreshToken": answer["refreshToken"]})
    entry = await listed(gym, tom)
    assert entry["lastSeenAt"] > first
    assert not entry["isConnected"]


async def test_that_a_drawn_password_replaces_the_old_one_and_ends_all_sign_ins(
    gym: ClockedHub,
) -> None:
    tom, sign_in = await invited(gym, "Tom")
    token = (await gym.desk.ok("POST", TOKEN, sign_in))["accessToken"]
    issued = await gym.desk.ok("POST", f"{USERS}/{tom}/password")
    assert (await gym.desk.call("GET", "/api/v1/auth/me", token=token))[0] == 401
    assert (await gym.desk.call("POST", TOKEN, sign_in))[0] == 401
    await gym.desk.ok("POST", TOKEN, sign_in | {"password": issued["password"]})


@pytest.mark.requirement(71)
async def test_that_no_way_takes_the_last_administrator_away(gym: ClockedHub) -> None:
    ann, _ = await invited(gym, "Ann", "admin")
    ben, _ = await invited(gym, "Ben", "admin")
    replaced = {"id": ann, "name": "Ann", "role": "observer", "login": "ann", "password": "p" * 12}
    answers = await asyncio.gather(
        gym.desk.call("PATCH", f"{USERS}/{ann}", {"role": "observer"}),
        gym.desk.call("PATCH", f"{USERS}/{ben}", {"isDisabled": True}),
    )
    assert sorted(status for status, _ in answers) == [200, 409]
    left = ann if answers[0][0] == 409 else ben
    for method, path, body in (
        ("PATCH", f"{USERS}/{left}", {"role": "trainer"}),
        ("PATCH", f"{USERS}/{left}", {"isDisabled": True}),
        ("POST", USERS, replaced | {"id": left}),
    ):
        status, problem = await gym.desk.call(method, path, body)
        assert (status, problem["message"]) == (409, "This is the last administrator.")
    assert (await listed(gym, left))["role"] == "admin"


@pytest.mark.requirement(71)
async def test_that_one_stays_signed_in_where_one_changed_ones_password(gym: ClockedHub) -> None:
    _, sign_in = await invited(gym, "Tom")
    here, elsewhere = [await gym.desk.ok("POST", TOKEN, sign_in) for _ in range(2)]
    body = {"oldPassword": sign_in["password"], "newPassword": "my own one 4"}
    tom = Api(gym.desk._http, gym.url, here["accessToken"])
    await tom.ok("POST", "/api/v1/auth/password", body)
    await tom.ok("POST", "/api/v1/auth/refresh", {"refreshToken": here["refreshToken"]})
    assert (await tom.call("GET", "/api/v1/auth/me", token=elsewhere["accessToken"]))[0] == 401


@pytest.mark.requirement(71)
async def test_that_only_administrators_reach_people_and_log(gym: ClockedHub) -> None:
    tom, sign_in = await invited(gym, "Tom")
    token = (await gym.desk.ok("POST", TOKEN, sign_in))["accessToken"]
    for method, path in (
        ("GET", USERS),
        ("POST", f"{USERS}/invitations"),
        ("POST", f"{USERS}/{tom}/password"),
        ("GET", AUDIT),
        ("GET", f"{AUDIT}/index"),
    ):
        status, problem = await gym.desk.call(method, path, {}, token=token)
        assert (status, problem["code"]) == (403, "NOT_ALLOWED"), path


async def test_that_the_log_is_searched_by_name_action_and_detail(gym: ClockedHub) -> None:
    tom, _ = await invited(gym, "Tom")
    await gym.desk.ok("PATCH", f"{USERS}/{tom}", {"role": "medical"})
    await gym.desk.ok("PATCH", "/api/v1/training/players/player-001", {"massKg": 81.25})

    async def found(text: str) -> list[str]:
        page = await gym.desk.ok("GET", f"{AUDIT}?text={text}")
        return [line["action"] for line in page["items"]]

    assert await found("TOM") == ["user.changed", "user.saved"]
    assert await found("medical") == ["user.changed"]
    assert await found("81.25") == ["player.saved"]
    assert await found("player.sav") == ["player.saved"]
    assert await found("100%25") == []
    players = await gym.desk.ok("GET", "/api/v1/training/players")
    (alex,) = [one for one in players if one["id"] == "player-001"]
    assert await found(alex["lastName"]) == ["player.saved"]
    index = await gym.desk.ok("GET", f"{AUDIT}/index")
    assert {"user.changed", "user.saved", "player.saved"} <= set(index["actions"])
    assert "desktop" in index["actors"]
    assert index["names"][tom] == "Tom"

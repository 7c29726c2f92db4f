"""Ten thousand guesses at a join code, from one address and from hundreds."""

from __future__ import annotations

import asyncio
import json
import random
import sqlite3
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.hub_clients import API, Api, connected, signed_in
from tests.helpers.hub_process import HubProcess, running_hub

ROBOT = "203.0.113.66"
"""Guesses eight thousand times."""
ROBOTS = [f"198.51.{block}.{number}" for block in (100, 101) for number in range(200)]
"""Guess five times each: nobody of them is ever told to slow down."""
GUESSES = 10_000
AT_ONCE = 10
SLOWEST_S = 2.0
"""What a trainer takes for a hub that hangs; beside ten who guess, on a busy machine."""
MOST_LINES = 150
"""Of the audit log: ten wrong tries, and a hundred refusals that nobody signed, and some more."""
DEVICES = "/api/v1/devices"


@dataclass
class Guesser:
    """Calls the hub through a proxy that says where each call comes from."""

    hub: HubProcess
    right: str
    answers: Counter[tuple[str, int]] = field(default_factory=Counter)
    """By address and status."""
    waits_ms: list[int] = field(default_factory=list)

    async def guess(self, addresses: Iterable[str]) -> None:
        """One wrong code after the other over one connection."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.hub.port)
        odds = random.Random(4)  # noqa: S311 - any wrong code will do
        for address in addresses:
            code = f"{odds.randrange(10**6):06d}"
            while code == self.right:
                code = f"{odds.randrange(10**6):06d}"
            status, problem = await self._ask(reader, writer, address, code)
            self.answers[address, status] += 1
            if status == 429:
                self.waits_ms.append(problem["retryAfterMs"])
        writer.close()
        await writer.wait_closed()

    async def _ask(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, address: str, code: str
    ) -> tuple[int, Any]:
        body = json.dumps({"code": code, "deviceName": "Robot"}).encode()
        writer.write(
            b"POST %b/join HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            b"X-Forwarded-For: %b\r\nContent-Length: %d\r\n\r\n%b"
            % (DEVICES.encode(), address.encode(), len(body), body)
        )
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = int(head.partition("content-length: ")[2].split("\r\n")[0])
        status = int(head.split()[1])
        assert ("\r\nretry-after:" in head) is (status == 429), head
        return status, json.loads(await reader.readexactly(length))


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[HubProcess]:
    with running_hub(
        tmp_path, options=("--sample-club", "--trusted-proxy", "127.0.0.1")
    ) as process:
        yield process
        assert process.stop() == 0
    log = (tmp_path / "hub.log").read_text()
    assert "Traceback" not in log
    assert log.count("\n") < MOST_LINES


def audited(folder: Path) -> Counter[str]:
    """How many lines the audit log has, by what was done."""
    with closing(sqlite3.connect(folder / "hub.db")) as connection:
        query = "SELECT action, count(*) FROM audit_log GROUP BY action"
        return Counter(dict(connection.execute(query).fetchall()))


def rows() -> list[list[str]]:
    """Whose guess comes after whose, for each of those who guess at the same time."""
    many = [address for address in ROBOTS for _ in range(5)]
    one = [ROBOT] * (GUESSES - len(many))
    each = GUESSES // AT_ONCE
    made = [part[at : at + each] for part in (one, many) for at in range(0, len(part), each)]
    assert (len(made), sum(map(len, made))) == (AT_ONCE, GUESSES)
    return made


async def a_code(desk: Api) -> dict[str, Any]:
    wanted = {"kind": "player", "playerId": "player-001"}
    code: dict[str, Any] = await desk.ok("POST", f"{DEVICES}/join-codes", wanted)
    return code


async def join(desk: Api, code: str) -> tuple[int, Any]:
    body = {"code": code, "deviceName": "Kim's phone"}
    status, answer = await desk.call("POST", f"{DEVICES}/join", body, token="")
    return status, answer


async def work_on(desk: Api, until: asyncio.Task[Any]) -> float:
    """What a trainer does meanwhile; how long the slowest answer took, in seconds."""
    slowest_s = 0.0
    async with connected(desk.url, desk.token) as trainer:
        while not until.done():
            began = time.monotonic()
            await desk.ok("GET", f"{API}/sessions")
            refusal = await trainer.refused("training:session:join", sessionId="nowhere")
            assert refusal["code"] == "NOT_FOUND"
            slowest_s = max(slowest_s, time.monotonic() - began)
    return slowest_s


@pytest.mark.requirement(71, 107)
async def test_that_ten_thousand_guesses_hit_nothing_and_disturb_nobody_who_may_come_in(
    hub: HubProcess, tmp_path: Path
) -> None:
    async with signed_in(hub.url, hub.secret) as desk:
        code = (await a_code(desk))["code"]
        guesser = Guesser(hub, code)
        async with connected(hub.url, desk.token) as trainer:
            storm = asyncio.gather(*(guesser.guess(row) for row in rows()))
            slowest_s = await work_on(desk, storm)
            await storm
            told = [load for name, load in trainer.received if name == "training:device:refused"]

        assert guesser.answers[ROBOT, 401] == 5
        assert guesser.answers[ROBOT, 429] == GUESSES - 5 * len(ROBOTS) - 5
        assert all(0 < wait <= 60_000 for wait in guesser.waits_ms)
        assert {guesser.answers[address, 401] for address in ROBOTS} == {5}
        assert guesser.answers.total() == GUESSES
        assert slowest_s < SLOWEST_S

        assert [load["voidedCodes"] for load in told if load["voidedCodes"]] == [1]
        assert 10 <= len(told) <= 50
        assert await desk.ok("GET", f"{DEVICES}/join-codes") == []
        assert (await join(desk, code))[0] == 401
        status, phone = await join(desk, (await a_code(desk))["code"])
        assert (status, phone["playerId"]) == (201, "player-001")
    lines = audited(tmp_path)
    assert lines["device.refused"] == 10
    assert 0 < lines["access.refused"] < MOST_LINES - 10
    assert lines.total() < MOST_LINES

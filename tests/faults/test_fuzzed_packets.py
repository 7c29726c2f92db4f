"""Ten thousand packets that no honest client sends: a typed answer each, and all goes on."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from hub_server.realtime.handlers import ROUTES
from tests.helpers.hub_clients import API, Api, connected
from tests.helpers.raw_socket import RawSocket, raw_socket

PACKETS = 10_000
AT_ONCE = 250
PLAYER = "player-001"
TYPED = {
    "INVALID_INPUT", "NOT_FOUND", "NOT_ALLOWED", "WRONG_STATE", "TOO_MANY", "CONFLICT",
    "RESTRICTED", "OVER_CAPACITY",
}  # fmt: skip

# Texts of JSON, or of what pretends to be.
ODD = (
    "null", "true", "0", "-0.0", "-1", "1.5", "1e308", "1e999", "-1e-999", "NaN", "Infinity",
    "9" * 400, str(2**63), str(-(2**64)), '""', '"\\u0000"', '"\\ud800"', '"\\udfff\\ud800"',
    '"\u2028\u202e\ufeff"', '"' + "x" * 20_000 + '"', '"2026-13-41T25:61:61Z"',
    '"0001-01-01T00:00:00-23:59"', '"9999-12-31T23:59:59Z"', "[]", "{}", '[[],{"a":[]}]',
    "[" * 2_000 + "]" * 2_000, '{"a":' * 500 + "1" + "}" * 500, '{"a":1,"a":2}', "[null,null]",
    '"\'; DROP TABLE players;--"', '"<script>alert(1)</script>"', '"../../../etc/passwd"',
    '"=HYPERLINK(\\"http://x\\")"', '"\\n2031-01-01 00:00:00,000 ERROR hub_server: forged"',
    "'single'", "undefined", "{", '"open', "01", "\x00", "",
)  # fmt: skip
READING = '{"playerId":"player-001","sensorId":"s","at":%s,"heartRateBpm":%s,"rrIntervalsMs":%s}'

pytestmark = pytest.mark.timeout(150)


class Fuzzer:
    """Makes packets, the same ones each time."""

    def __init__(self, seed: int, session_ids: list[str]) -> None:
        self._chance = random.Random(seed)  # noqa: S311 - a seed, not a secret
        self._session_ids = session_ids
        self._names = tuple(ROUTES)

    def packets(self, count: int) -> Iterator[tuple[int, str]]:
        """Numbers and texts."""
        for number in range(count):
            yield number, f"42/training,{number}{self._body()}"

    def _body(self) -> str:
        kind = self._chance.random()
        name = self._chance.choice(self._names)
        if kind < 0.75:
            return f"[{json.dumps(name)},{self._payload(name)}]"
        if kind < 0.85:
            return f"[{json.dumps(name)},{self._odd()}]"
        if kind < 0.92:
            return f"[{self._odd()},{self._payload(name)}]"
        if kind < 0.96:
            many = ",".join(self._odd() for _ in range(self._chance.randrange(4)))
            return f"[{json.dumps(name)}{',' if many else ''}{many}]"
        return f"[{json.dumps(name)},{self._payload(name)}]"[: -self._chance.randrange(1, 9)]

    def _payload(self, name: str) -> str:
        fields = [one.encode_name for one in msgspec.structs.fields(ROUTES[name].payload)]
        values = {one: self._sane(one) for one in fields}
        for one in self._chance.sample(fields, min(self._chance.randrange(4), len(fields))):
            values[one] = self._odd()
        if self._chance.random() < 0.05:
            values[self._odd_name()] = self._odd()
        return "{" + ",".join(f"{json.dumps(key)}:{text}" for key, text in values.items()) + "}"

    def _sane(self, field: str) -> str:
        if field == "sessionId":
            return json.dumps(self._chance.choice(self._session_ids))
        if field.lower().endswith("playerid"):
            return json.dumps(PLAYER)
        if field == "readings":
            odd = (self._odd(), self._odd(), self._odd())
            return f"[{READING % (odd if self._chance.random() < 0.5 else ('0', '140', '[]'))}]"
        if field in ("eventId", "timestamp"):
            return "null"
        return self._chance.choice(("1", "12.5", '"text"', "true", "{}", "[]", "null"))

    def _odd(self) -> str:
        return self._chance.choice(ODD)

    def _odd_name(self) -> str:
        return self._chance.choice(("__proto__", "kind", "seq", "actor", "", "\0", "eventId"))


async def sent(socket: RawSocket, fuzzer: Fuzzer, count: int) -> Counter[str]:
    """How often each answer came; every packet has one."""
    codes: Counter[str] = Counter()
    packets = list(fuzzer.packets(count))
    for start in range(0, count, AT_ONCE):
        part = packets[start : start + AT_ONCE]
        texts = dict(part)
        for number, answer in (await socket.answers(part)).items():
            codes[judged(texts[number], answer)] += 1
    return codes


def judged(text: str, answer: dict[str, Any]) -> str:
    if answer["ok"]:
        return "ok"
    problem = answer["error"]
    assert problem["code"] in TYPED, (text[:500], problem)
    assert problem["message"].endswith("."), (text[:500], problem)
    return str(problem["code"])


@pytest.mark.requirement(107, 117)
async def test_that_ten_thousand_odd_packets_get_a_typed_answer_each(
    desk: Api, session_ids: list[str]
) -> None:
    player = await desk.player_token(PLAYER)
    codes: Counter[str] = Counter()
    for seed, token in enumerate((desk.token, player)):
        async with raw_socket(desk.url, token) as socket:
            codes += await sent(socket, Fuzzer(seed, session_ids), PACKETS // 2)
    assert sum(codes.values()) == PACKETS
    assert codes["INVALID_INPUT"] > PACKETS / 4
    for session_id in session_ids:
        state = await desk.ok("GET", f"{API}/sessions/{session_id}/state")
        log = await desk.ok("GET", f"{API}/sessions/{session_id}/recording")
        assert [one["seq"] for one in log] == list(range(1, state["seq"] + 1))


async def test_that_frames_that_are_no_events_end_at_most_the_connection_that_sent_them(
    desk: Api, session_ids: list[str]
) -> None:
    frames = (
        "", "9", "x", "\0", "4", "42", "42/", "42/training", "42/training,", "42/training,1",
        "42/training,1[", "45/training,1-[]", "451-", "46/training,[]", "43/training,1[]",
        "40/training,{}", "41/training,", "40/,{}", "40/other,{}", "42/other,1[\"x\"]", "1", "6",
        "42/training," + "9" * 5000 + '["x",{}]', "b" + "A" * 100, "4" * 3000, "42[\"x\"]",
        "0{\"sid\":\"x\"}", "2probe", "3probe", "5", "\ufeff42[]",
    )  # fmt: skip
    async with connected(desk.url, desk.token) as neighbour:
        for frame in frames:
            async with raw_socket(desk.url, desk.token) as socket:
                await socket.send(frame)
        assert (await neighbour.ok("training:session:join", sessionId=session_ids[0]))["session"]

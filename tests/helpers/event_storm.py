"""Devices that keep sending to a hub whatever happens to it, and know what it has acknowledged."""

from __future__ import annotations

import asyncio
import os
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from socketio import exceptions

from core.domain.ids import new_id
from tests.helpers.hub_clients import API, Api, Device, bundle_draft, connected

IS_SOAK = os.environ.get("HOCKEYHUB_SOAK") == "1"
"""The long form of tests that are short in the suite."""
PLAYERS_EACH = 6
_AGO_S = 12 * 3600
"""When the storm's trainings began: there is room for long ones."""
_EVERY_S = 0.5
_GONE = (exceptions.SocketIOError, aiohttp.ClientError, OSError, TimeoutError)


@dataclass
class Sent:
    """One event, the same whenever it is sent again."""

    name: str
    payload: dict[str, Any]

    @property
    def id(self) -> str:
        return str(self.payload["eventId"])


@dataclass
class Storm:
    """Three running sessions and what devices say in them."""

    session_ids: list[str]
    began_at: float
    sent: dict[str, Sent] = field(default_factory=dict)
    acknowledged: dict[str, int] = field(default_factory=dict)
    """Event id and the number it was acknowledged with."""
    refusals: Counter[str] = field(default_factory=Counter)
    """Codes of refusals."""
    contradictions: list[str] = field(default_factory=list)
    """Events acknowledged with two different numbers."""

    @property
    def open(self) -> list[Sent]:
        """What nobody has acknowledged yet."""
        return [one for one in self.sent.values() if one.id not in self.acknowledged]

    @property
    def over_at(self) -> float:
        """An instant after all that was made."""
        return self.began_at + len(self.sent) * _EVERY_S + 60

    def readings_of(self, player_id: str) -> int:
        """How many readings were made for a player."""
        return sum(
            reading["playerId"] == player_id
            for one in self.sent.values()
            for reading in one.payload.get("readings", ())
        )

    def more(self, count: int) -> list[Sent]:
        """New events, not sent yet: batches of readings, and now and then a message or a set."""
        made = [self._make(len(self.sent) + number) for number in range(count)]
        self.sent.update({one.id: one for one in made})
        return made

    def _make(self, number: int) -> Sent:
        group = number % len(self.session_ids)
        common: dict[str, Any] = {"sessionId": self.session_ids[group], "eventId": new_id()}
        at = self.began_at + number * _EVERY_S
        who = [
            f"player-{group * PLAYERS_EACH + 1 + (number + step) % PLAYERS_EACH:03}"
            for step in range(2)
        ]
        common["timestamp"] = at * 1000
        if number % 17 == 0:
            return Sent("training:session:message", {**common, "text": f"Number {number}"})
        if number % 13 == 0:
            done = {"exerciseId": "row", "exerciseName": "Row", "setNumber": 1, "totalSets": 4}
            return Sent("training:player:exercise:progress", {**common, "playerId": who[0], **done})
        readings = [
            {
                "playerId": one,
                "sensorId": f"strap-{one}",
                "at": at,
                "heartRateBpm": 120 + number % 50,
            }
            for one in who
        ]
        return Sent("training:session:readings", {**common, "readings": readings})

    async def send(self, device: Device, events: Sequence[Sent]) -> None:
        """Send all at once, as devices do that have something waiting; ends when all are answered.

        Raises:
            AssertionError: A refusal that is no "not now".
        """
        await asyncio.gather(*(self._send(device, one) for one in events))

    async def insist(self, device: Device, events: Sequence[Sent], *, for_s: float = 40) -> None:
        """Send each until it is acknowledged, waiting as the refusals say."""
        async with asyncio.timeout(for_s):
            while waiting := [one for one in events if one.id not in self.acknowledged]:
                await self.send(device, waiting)
                if any(one.id not in self.acknowledged for one in waiting):
                    await asyncio.sleep(0.2)

    async def _send(self, device: Device, event: Sent) -> None:
        answer = await device.call(event.name, **event.payload)
        if answer["ok"]:
            before = self.acknowledged.setdefault(event.id, answer["seq"])
            if before != answer["seq"]:
                self.contradictions.append(event.id)
            return
        problem = answer["error"]
        assert problem["code"] == "UNAVAILABLE", problem
        assert problem["retryAfterMs"] or problem["suggestedAction"]
        self.refusals[problem["code"]] += 1


async def begin_storm(desk: Api, day: str) -> Storm:
    """Plan three sessions and start them."""
    created = await desk.ok("POST", f"{API}/session-bundles", bundle_draft(day))
    storm = Storm([str(one["id"]) for one in created["sessions"]], time.time() - _AGO_S)
    async with connected(desk.url, desk.token) as device:
        for session_id in storm.session_ids:
            await device.ok(
                "training:session:start", sessionId=session_id, timestamp=storm.began_at * 1000
            )
    return storm


async def send_until_gone(storm: Storm, device: Device, events: Sequence[Sent]) -> None:
    """Send; a hub that goes away in between is no surprise."""
    try:
        await storm.send(device, events)
    except _GONE:
        return


async def recorded(desk: Api, session_id: str) -> list[dict[str, Any]]:
    """A session's log, which has no gap and nothing twice."""
    log = await desk.ok("GET", f"{API}/sessions/{session_id}/recording")
    assert [entry["seq"] for entry in log] == list(range(1, len(log) + 1))
    ids = [entry["event"]["eventId"] for entry in log]
    assert len(ids) == len(set(ids))
    return [entry["event"] | {"seq": entry["seq"]} for entry in log]


async def assert_nothing_acknowledged_is_missing(desk: Api, storm: Storm) -> None:
    """Every acknowledgement is kept, under its number, and nothing is there twice."""
    found: dict[str, int] = {}
    for session_id in storm.session_ids:
        found |= {one["eventId"]: one["seq"] for one in await recorded(desk, session_id)}
    lost = {id_: seq for id_, seq in storm.acknowledged.items() if found.get(id_) != seq}
    assert lost == {}
    assert storm.contradictions == []


async def assert_counted_once(desk: Api, bundle_day_session: str, storm: Storm) -> None:
    """The figures of an ended session count each reading exactly once."""
    session = await desk.ok("GET", f"{API}/sessions/{bundle_day_session}")
    report = await desk.ok("GET", f"{API}/session-bundles/{session['bundleId']}/report")
    figures = {
        one["playerId"]: one["samplesReceived"]
        for part in report["sessions"]
        for one in part["summary"]["players"]
    }
    assert figures == {player_id: storm.readings_of(player_id) for player_id in figures}

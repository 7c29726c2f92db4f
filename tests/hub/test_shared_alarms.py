"""Alerts for everybody who leads: told to assistants, acknowledged for all. A real hub, sockets."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from tests.helpers.four_groups import token_of
from tests.helpers.hub_clients import API, Device, bundle_draft, connected
from tests.helpers.hub_in_process import ClockedHub, clocked_hub
from tests.helpers.waiting import until

ROWER = "player-001"
RAISED, CLEARED, SEEN = (f"training:alert:{what}" for what in ("raised", "cleared", "acknowledged"))
AGGREGATES = "training:aggregate:metrics_broadcast"
BULK = "training:bulk:operation"
MEDICAL = "training:medical:status_changed"
SECRETS = ("left knee", "Pain", "gave way")


def received(device: Device, name: str) -> list[dict[str, Any]]:
    return [payload for heard, payload in device.received if heard == name]


@dataclass
class Gym:
    """A bundle that runs, with all who may be there."""

    hub: ClockedHub
    bundle_id: str
    session_id: str
    trainer: Device
    other: Device
    assistant: Device
    observer: Device
    doctor: Device
    phone: Device

    async def play_until(self, done: Any) -> None:
        for _ in range(60):
            if done():
                return
            await self.hub.clock.advance(1)
        await until(done, "what was to come")

    async def hurt(self) -> dict[str, Any]:
        """A player in pain, and the alert of it."""
        await self.trainer.ok(
            MEDICAL,
            sessionId=self.session_id,
            playerId=ROWER,
            status="pain",
            bodyPart="left knee",
            note="gave way",
        )
        await self.play_until(lambda: received(self.trainer, RAISED))
        return received(self.trainer, RAISED)[-1]

    def seen(self, **changes: Any) -> dict[str, Any]:
        return {
            "sessionId": self.session_id,
            "playerId": ROWER,
            "alert": "medical",
            **changes,
        }


@pytest_asyncio.fixture
async def gym(tmp_path: Path) -> AsyncIterator[Gym]:
    async with clocked_hub(tmp_path) as hub, AsyncExitStack() as stack:
        created = await hub.desk.ok("POST", f"{API}/session-bundles", bundle_draft("2026-02-03"))
        session_id = created["sessions"][0]["id"]
        roles = ("trainer", "assistant", "observer", "medical")
        tokens = [hub.desk.token, *[await token_of(hub.desk, role) for role in roles]]
        tokens.append(await hub.desk.player_token(ROWER))
        devices: list[Device] = []
        for token in tokens:
            device = await stack.enter_async_context(connected(hub.url, token))
            await device.ok("training:session:join", sessionId=session_id)
            devices.append(device)
        made = Gym(hub, created["bundleId"], session_id, *devices)
        await made.trainer.ok(BULK, bundleId=made.bundle_id, operation="start_all")
        yield made


@pytest.mark.requirement(37, 39, 54, 71)
async def test_that_an_assistant_gets_alerts_and_aggregates_and_nothing_medical(gym: Gym) -> None:
    told = await gym.hurt()
    assert (told["text"], told["alert"]) == ("Pain: left knee", "medical")
    await until(lambda: received(gym.assistant, RAISED), "the assistant's alert")
    (hint,) = received(gym.assistant, RAISED)
    assert (hint["alertId"], hint["playerName"]) == (told["alertId"], told["playerName"])
    assert hint["text"] == "Needs a trainer now"
    await gym.play_until(lambda: received(gym.assistant, AGGREGATES))
    await until(lambda: received(gym.trainer, AGGREGATES), "the trainer's aggregates")
    assert received(gym.assistant, AGGREGATES)[0] == received(gym.trainer, AGGREGATES)[0]
    await gym.trainer.ok(MEDICAL, sessionId=gym.session_id, playerId=ROWER, status="fit")
    await gym.play_until(lambda: received(gym.assistant, CLEARED))
    assert received(gym.assistant, CLEARED)[0]["alertId"] == told["alertId"]
    assert received(gym.assistant, "training:bulk:operation_status"), "it may command in bulk"
    assert not any(secret in str(gym.assistant.received) for secret in SECRETS)
    for device in (gym.observer, gym.phone):
        assert received(device, RAISED) + received(device, AGGREGATES) == []


@pytest.mark.requirement(39, 54)
async def test_that_an_alert_that_one_trainer_has_seen_is_told_to_all_who_lead(gym: Gym) -> None:
    await gym.hurt()
    before = len(await gym.hub.desk.ok("GET", f"{API}/sessions/{gym.session_id}/recording"))
    ack = await gym.other.ok(SEEN, **gym.seen())
    assert "seq" not in ack, "it is told, not recorded"
    for device in (gym.trainer, gym.other, gym.assistant):
        await until(lambda device=device: received(device, SEEN), "who has seen it")
        (news,) = received(device, SEEN)
        assert (news["by"], news["playerId"], news["alert"]) == ("trainer", ROWER, "medical")
    await gym.assistant.ok(SEEN, **gym.seen(alert="fatigue"))
    await until(lambda: len(received(gym.trainer, SEEN)) == 2, "the assistant's word")
    for device in (gym.observer, gym.phone, gym.doctor):
        assert received(device, SEEN) == []
    after = len(await gym.hub.desk.ok("GET", f"{API}/sessions/{gym.session_id}/recording"))
    assert after == before


@pytest.mark.requirement(71)
async def test_that_only_who_leads_acknowledges_and_only_what_there_is(gym: Gym) -> None:
    for device in (gym.observer, gym.phone, gym.doctor):
        assert (await device.refused(SEEN, **gym.seen()))["code"] == "NOT_ALLOWED"
    for payload, code in (
        (gym.seen(playerId="player-018"), "NOT_FOUND"),
        (gym.seen(sessionId="no-such-session"), "NOT_FOUND"),
        (gym.seen(alert="boredom"), "INVALID_INPUT"),
    ):
        assert (await gym.trainer.refused(SEEN, **payload))["code"] == code
    assert received(gym.trainer, SEEN) == []

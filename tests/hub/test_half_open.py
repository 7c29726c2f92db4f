"""Five hundred connections are one-sided at once: the hub notices, and takes back its own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from core.clock import ManualClock
from hub_server.realtime.engine.turnstile import Turnstile
from tests.helpers.hub_clients import API, bundle_draft, connected
from tests.helpers.hub_in_process import ClockedHub, clocked_hub
from tests.helpers.mute_socket import many_descriptors, mute_socket, rest_of, say_hello
from tests.helpers.screens import screen_tokens
from tests.helpers.waiting import until

GONE = 500
FOUND_WITHIN_S = 45


@pytest.fixture
def wire_clock() -> ManualClock:
    """Times heartbeats."""
    return ManualClock()


@pytest.fixture
async def gym(tmp_path: Path, wire_clock: ManualClock) -> AsyncIterator[ClockedHub]:
    turnstile = Turnstile(most_from_here=GONE + 50)
    async with clocked_hub(tmp_path, wire_clock=wire_clock, turnstile=turnstile) as clocked:
        yield clocked


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    """Closes what a test opens by the hundred."""
    with many_descriptors(2 * GONE + 500), ExitStack() as closing:
        yield closing


@pytest.mark.requirement(55)
async def test_that_half_open_connections_are_found_within_45_seconds_and_leave_nothing_behind(
    gym: ClockedHub, wire_clock: ManualClock, stack: ExitStack
) -> None:
    hub, sockets = gym.hub, gym.hub.server.eio.sockets
    created = await gym.desk.ok("POST", f"{API}/session-bundles", bundle_draft("2026-03-01"))
    session_id = created["sessions"][0]["id"]
    tokens = await screen_tokens(gym.desk, GONE)
    async with connected(gym.url, gym.desk.token) as trainer:
        await trainer.ok("training:session:join", sessionId=session_id)
        (own,) = sockets.values()
        counted, tasks = len(hub.turnstile), len(asyncio.all_tasks())
        screens = [stack.enter_context(mute_socket(gym.url)) for _ in tokens]
        await asyncio.gather(*map(say_hello, screens, tokens))
        assert len(hub.peers) == len(sockets) == GONE + 1
        assert len(hub.turnstile) == counted + GONE

        passed_s = 0
        while len(hub.peers) > 1:
            passed_s += 1
            assert passed_s <= FOUND_WITHIN_S
            assert passed_s > 20 or len(hub.peers) == GONE + 1, "who could still answer is ended"
            await wire_clock.advance(1)
            # The trainer's client answers by itself, as soon as it is asked.
            await until(lambda: own.heard_at >= own.asked_at, "the trainer's answer")

        heard = await asyncio.gather(*map(rest_of, screens))
        assert sum(b'"reason":"silent"' in one for one in heard) == GONE
        assert list(sockets.values()) == [own]
        await until(lambda: len(hub.turnstile) <= counted, "the connections are counted out")
        await until(lambda: len(asyncio.all_tasks()) <= tasks, "their tasks have ended")
        await trainer.ok("training:session:start", sessionId=session_id)

"""The hub is killed with five hundred connected: all are soon back, and go on where they were."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.hub_clients import API, Api, bundle_draft, connected, signed_in
from tests.helpers.hub_process import running_hub
from tests.helpers.mute_socket import many_descriptors
from tests.helpers.raw_socket import RawSocket, raw_socket
from tests.helpers.screens import screen_tokens

CLIENTS = 500
BACK_WITHIN_S = 5.0

pytestmark = pytest.mark.timeout(120)


async def told_by_trainer(desk: Api, session_id: str, *texts: str) -> int:
    """Say something in a session; the number of the last word."""
    async with connected(desk.url, desk.token) as trainer:
        said = [
            await trainer.ok("training:session:message", sessionId=session_id, text=text)
            for text in texts
        ]
    return int(said[-1]["seq"])


async def all_join(
    stack: AsyncExitStack, url: str, tokens: Sequence[str], join: dict[str, Any]
) -> list[dict[str, Any]]:
    """Connect them all at once; what each is answered to its join."""
    packet = "42/training,1" + json.dumps(["training:session:join", join])

    async def one(token: str) -> dict[str, Any]:
        socket: RawSocket = await stack.enter_async_context(raw_socket(url, token))
        return (await socket.answers([(1, packet)]))[1]

    return await asyncio.gather(*map(one, tokens))


@pytest.mark.requirement(72)
async def test_that_after_a_kill_five_hundred_clients_are_back_in_five_seconds_and_miss_nothing(
    tmp_path: Path,
) -> None:
    with many_descriptors(CLIENTS + 500):
        with running_hub(tmp_path) as hub:
            async with signed_in(hub.url, hub.secret) as desk, AsyncExitStack() as stack:
                created = await desk.ok(
                    "POST", f"{API}/session-bundles", bundle_draft("2031-05-05")
                )
                session_id = str(created["sessions"][0]["id"])
                await desk.ok("POST", f"{API}/sessions/{session_id}/start")
                tokens = await screen_tokens(desk, CLIENTS)
                join = {"sessionId": session_id}
                before = await all_join(stack, hub.url, tokens, join)
                assert all(answer["ok"] for answer in before)
                last_seq = before[0]["session"]["seq"]
                missed_seq = await told_by_trainer(desk, session_id, "Faster", "Slower")
                hub.kill()
        with running_hub(tmp_path, port=hub.port) as again:
            began = time.monotonic()
            async with AsyncExitStack() as stack:
                join["lastSeq"] = last_seq
                after = await all_join(stack, again.url, tokens, join)
                took_s = time.monotonic() - began
                assert all(answer["ok"] for answer in after)
                assert all("session" not in answer for answer in after), "a snapshot, not the rest"
                numbers = [[one["seq"] for one in answer["missed"]] for answer in after]
                assert numbers == [[*range(last_seq + 1, missed_seq + 1)]] * CLIENTS
                assert took_s < BACK_WITHIN_S
            assert again.stop() == 0
    assert "Traceback" not in (tmp_path / "hub.log").read_text()

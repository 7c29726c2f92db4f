"""Phones in a session that the hub leads through its blocks."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.async_api import Browser

from tests.helpers.hub_clients import Api, connected
from tests.helpers.hub_process import HubProcess
from tests.helpers.phone_sessions import group, planned, recorded, start
from tests.helpers.phones import LARGE, Phone, link_for, phone

BLOCK = "training:hybrid:block_transition"


async def _shoot(one: Phone, name: str) -> None:
    folder = os.environ.get("SHOTS_C")
    if folder:
        await one.page.screenshot(path=str(Path(folder) / f"{name}.png"))


@pytest.mark.requirement(48, 67, 68)
async def test_that_phones_follow_the_hub_from_block_to_block_with_the_time_that_is_left(
    hub: HubProcess, desk: Api, browser: Browser
) -> None:
    _, (mixed, _) = await planned(
        desk,
        group("Mixed", "BIKE_ERG", 1, 2, 4, workoutId="workout-power-mix"),
        group("Rowing", "ROWING", 3),
    )
    await start(desk, mixed)
    async with (
        connected(hub.url, desk.token) as floor,
        phone(browser, await link_for(desk, "assistant"), size=LARGE, theme="light") as lead,
        phone(browser, await link_for(desk, player_id="player-001")) as mine,
    ):
        await mine.shows("Block 1 of 4")
        await lead.shows("Block 1 of 4")
        await floor.ok(BLOCK, sessionId=mixed, toBlock=1, durationS=4)
        await mine.shows("Block 2 of 4")
        await mine.shows("Trap bar deadlift")
        timer = mine.page.locator(".block-nav").get_by_role("timer")
        assert (await timer.inner_text()) in {f"0:0{second} left" for second in range(6)}
        await _shoot(mine, "player-lifts")
        await mine.page.get_by_role("button", name="Back", exact=True).click()
        await mine.shows("Block 3 of 4")  # by the hub's clock, also for who looked elsewhere
        await mine.shows("Target: zone 4")
        await mine.has_big_targets()
        await lead.shows("Block 3 of 4: Engine")
        _, by_clock = await recorded(desk, mixed, BLOCK)
        assert (by_clock["fromBlock"], by_clock["toBlock"]) == (1, 2)
        assert by_clock["isAutomatic"]
        await _shoot(mine, "player-engine")

        await floor.ok(BLOCK, sessionId=mixed, playerId="player-001", toBlock=3)
        await mine.shows("Cool-down begins for all in 11:")
        await _shoot(mine, "player-ahead")
        await floor.ok(BLOCK, sessionId=mixed, playerId="player-001", toBlock=4)
        await mine.shows("All blocks done")
        await _shoot(mine, "player-done")
        await floor.ok(BLOCK, sessionId=mixed, playerId="player-002", toBlock=3)
        for player_id, words in (("player-001", "Done"), ("player-002", "Block 4")):
            tile = lead.page.locator(f'[data-player="{player_id}"]')
            await tile.get_by_text(words).wait_for()
        await _shoot(lead, "trainer")

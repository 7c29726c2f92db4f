"""A trainer's phone beside the laptop."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser

from tests.helpers.hub_clients import API, Api, connected
from tests.helpers.hub_process import HubProcess
from tests.helpers.phone_sessions import group, planned, read, start
from tests.helpers.phones import LARGE, link_for, phone


@pytest.mark.requirement(6, 25, 67, 145)
async def test_that_an_assistant_sees_all_groups_pauses_all_and_speaks_to_everybody(
    hub: HubProcess, desk: Api, browser: Browser
) -> None:
    _, sessions = await planned(
        desk, group("Rowing", "ROWING", 1, 2), group("Bikes", "BIKE_ERG", 3)
    )
    for session_id in sessions:
        await start(desk, session_id)
    async with (
        connected(hub.url, desk.token) as floor,
        phone(browser, await link_for(desk, "assistant"), size=LARGE) as lead,
        phone(browser, await link_for(desk, player_id="player-001")) as mine,
    ):
        await lead.shows("Rowing")
        await lead.shows("Bikes")
        await read(floor, sessions[0], "player-002", 150, 180)
        tile = lead.page.locator('[data-player="player-002"]')
        await lead.page.locator('[data-player="player-002"].live').wait_for()
        assert "150" in await tile.inner_text()
        assert await tile.get_attribute("data-zone") == "3"
        await lead.has_big_targets()
        await lead.tap("Pause all")
        await mine.shows("Paused by your trainer")
        await lead.page.locator('[data-status="paused"]').nth(1).wait_for()
        for session_id in sessions:
            session = await desk.ok("GET", f"{API}/sessions/{session_id}")
            assert session["status"] == "paused"
        await lead.tap("Message")
        await lead.page.get_by_label("Your message").fill("Back in two minutes")
        await lead.tap("Send to everybody")
        await lead.shows("Sent to 2 groups")
        await mine.shows("Back in two minutes")
        await lead.tap("Resume all")
        await mine.page.get_by_text("Paused by your trainer").wait_for(state="detached")
        await mine.tap("Pain / stop")
        await mine.tap("Stop and tell the trainer")
        await lead.page.get_by_role("alert").wait_for()
        # What hurts is for trainers and the medical staff; an assistant learns whom to look after.
        said = await lead.page.get_by_role("alert").inner_text()
        assert "Hallberg-Lind may not go on" in said


@pytest.mark.requirement(62, 71)
async def test_that_an_observer_may_watch_and_nothing_else(
    hub: HubProcess, desk: Api, browser: Browser
) -> None:
    await planned(desk, group("Rowing", "ROWING", 1), group("Bikes", "BIKE_ERG", 3))
    async with phone(browser, await link_for(desk, "observer")) as watcher:
        await watcher.shows("Rowing")
        await watcher.shows("You may watch only.")
        assert await watcher.page.get_by_role("button", name="Start all").count() == 0


@pytest.mark.requirement(39, 67)
async def test_that_a_trainer_signs_in_starts_all_and_is_told_of_pain(
    hub: HubProcess, desk: Api, browser: Browser
) -> None:
    await planned(desk, group("Rowing", "ROWING", 1), group("Bikes", "BIKE_ERG", 3))
    password = "a long enough password"
    user = {"id": "trainer-9", "name": "Kari", "role": "trainer", "login": "kari"}
    await desk.ok("POST", "/api/v1/auth/users", {**user, "password": password})
    async with phone(browser, f"{hub.url}/trainer") as lead:
        await lead.page.get_by_label("Login").fill("kari")
        await lead.page.get_by_label("Password").fill(password)
        await lead.tap("Sign in")
        await lead.shows("Rowing")
        await lead.tap("Start all")
        async with phone(browser, await link_for(desk, player_id="player-001")) as mine:
            await mine.tap("Pain / stop")
            await mine.tap("Knee")
            await mine.tap("Stop and tell the trainer")
            await lead.shows("Hallberg-Lind has pain and stopped")
            await lead.shows("Knee")
            await lead.tap("I go there")
            await lead.page.get_by_role("alert").wait_for(state="detached")


@pytest.mark.requirement(67)
async def test_that_a_player_is_taken_out_after_a_question_and_his_phone_says_so(
    hub: HubProcess, desk: Api, browser: Browser
) -> None:
    _, sessions = await planned(
        desk, group("Rowing", "ROWING", 1, 2), group("Bikes", "BIKE_ERG", 3)
    )
    await start(desk, sessions[0])
    async with (
        phone(browser, await link_for(desk, "assistant"), size=LARGE) as lead,
        phone(browser, await link_for(desk, player_id="player-001")) as mine,
    ):
        tile = lead.page.locator('[data-player="player-001"]')
        await tile.click()
        await lead.has_big_targets()
        await lead.tap("Remove from session")
        await lead.shows("he cannot come back into this session")
        await lead.tap("Keep him")
        await lead.page.get_by_role("dialog").wait_for(state="detached")
        assert await tile.count() == 1, "the question alone takes nobody out"
        await tile.click()
        await lead.tap("Remove from session")
        await lead.tap("Remove from session")
        await tile.wait_for(state="detached")
        await lead.shows("was taken out of Rowing")
        await mine.shows("You were taken out of this session")
    session = await desk.ok("GET", f"{API}/sessions/{sessions[0]}")
    assert session["status"] == "in_progress", "the others go on"

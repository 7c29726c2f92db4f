"""What a player sees while intervals run, and says when they are over."""

from __future__ import annotations

from datetime import datetime

import pytest
from playwright.async_api import Browser

from tests.helpers.hub_clients import Api, connected
from tests.helpers.hub_process import HubProcess
from tests.helpers.phone_sessions import group, planned, read, recorded, start
from tests.helpers.phones import LARGE, link_for, phone

_WORK = {
    "intervals": [
        {"name": "Work", "durationS": 600, "targetZone": 4, "targetFtpShare": 0.9},
        {"name": "Easy", "durationS": 1800, "targetZone": 1},
    ]
}


@pytest.mark.requirement(68)
async def test_that_a_player_sees_his_target_zone_time_watts_and_what_comes_next(
    hub: HubProcess, desk: Api, browser: Browser
) -> None:
    _, (rowing, _) = await planned(
        desk,
        group("Rowing", "ROWING", 1, customizations=_WORK),
        group("Bikes", "BIKE_ERG", 3),
    )
    async with phone(browser, await link_for(desk, player_id="player-001")) as mine:
        await mine.shows("Starts at")
        await start(desk, rowing)
        await mine.shows("Target: zone 4")
        await mine.shows("Easy")
        await mine.has_big_targets()
        left = await mine.page.locator(".interval-left").inner_text()
        assert left.startswith(("9:", "10:"))
        async with connected(hub.url, desk.token) as floor:
            await read(floor, rowing, "player-001", 120, 211.6)
            heart = mine.page.locator(".heart")
            await mine.page.locator(".heart.live").wait_for()
            assert "120" in await heart.inner_text()
            assert "Go up" in await heart.inner_text()
            await mine.shows("212")
            await mine.page.locator(".heart.stale").wait_for()  # three seconds without a word
            await floor.ok("training:session:pause", sessionId=rowing)
            await mine.shows("Paused by your trainer")
            stands = await mine.page.locator(".interval-left").inner_text()
            await floor.ok("training:session:message", sessionId=rowing, text="Drink <b>now</b>")
            await mine.shows("Drink <b>now</b>")
            assert await mine.page.locator(".interval-left").inner_text() == stands
            await floor.ok("training:session:resume", sessionId=rowing)
            await mine.page.get_by_text("Paused by your trainer").wait_for(state="detached")


async def test_that_a_player_says_how_hard_it_was_after_the_end_and_it_is_recorded_once(
    hub: HubProcess, desk: Api, browser: Browser
) -> None:
    _, (rowing, _) = await planned(
        desk, group("Rowing", "ROWING", 1), group("Bikes", "BIKE_ERG", 3)
    )
    await start(desk, rowing)
    link = await link_for(desk, player_id="player-001")
    async with phone(browser, link, size=LARGE, theme="light") as mine:
        await mine.shows("Pain / stop")
        await desk.ok("POST", f"/api/v1/training/sessions/{rowing}/end", {})
        await mine.shows("How hard was it?")
        await mine.has_big_targets()
        await mine.page.get_by_role("radio", name="7 Very hard").click()
        await mine.tap("Send 7")
        await mine.shows("Thank you")
        await mine.is_connected()
        await mine.page.reload()
        await mine.shows("Thank you")
    (rated,) = await recorded(desk, rowing, "training:player:rpe")
    assert (rated["playerId"], rated["rpe"]) == ("player-001", 7)
    state = await desk.ok("GET", f"/api/v1/training/sessions/{rowing}/state")
    assert state["players"]["player-001"]["sessionRpe"] == 7


@pytest.mark.requirement(39)
async def test_that_the_pain_button_tells_the_trainer_and_says_so_only_when_it_is_true(
    hub: HubProcess, desk: Api, browser: Browser
) -> None:
    _, (rowing, _) = await planned(
        desk, group("Rowing", "ROWING", 1), group("Bikes", "BIKE_ERG", 3)
    )
    await start(desk, rowing)
    async with (
        connected(hub.url, desk.token) as floor,
        phone(browser, await link_for(desk, player_id="player-001")) as mine,
    ):
        await mine.shows("Pain / stop")
        await mine.is_connected()
        await mine.context.set_offline(True)
        await mine.shows("No connection")
        await mine.tap("Pain / stop")
        await mine.tap("Knee")
        await mine.tap("Stop and tell the trainer")
        await mine.shows("Call your trainer")
        await mine.shows("Waiting to send 1")
        await mine.context.set_offline(False)
        told = await floor.named("training:medical:status_changed")
        assert (told["playerId"], told["status"], told["bodyPart"]) == (
            "player-001",
            "pain",
            "knee",
        )
        await mine.shows("Your trainer knows")
        await mine.tap("I am fine again")
        await floor.until(
            lambda name, news: name == "training:medical:status_changed" and news["status"] == "fit"
        )
        await mine.page.get_by_text("Your trainer knows").wait_for(state="detached")


@pytest.mark.requirement(55, 72, 140)
async def test_that_the_page_opens_without_the_hub_and_goes_on_when_it_is_back(
    hub: HubProcess, desk: Api, browser: Browser
) -> None:
    _, (rowing, _) = await planned(
        desk, group("Rowing", "ROWING", 1), group("Bikes", "BIKE_ERG", 3)
    )
    await start(desk, rowing)
    async with phone(browser, await link_for(desk, player_id="player-001")) as mine:
        await mine.shows("Pain / stop")
        await mine.page.evaluate("navigator.serviceWorker.ready.then(() => true)")
        await mine.page.reload()
        await mine.is_connected()
        await mine.context.set_offline(True)
        await mine.page.reload()
        await mine.shows("No connection")
        await mine.tap("Break")
        await mine.shows("Waiting to send 1")
        await mine.context.set_offline(False)
        await mine.is_connected()
        state = await desk.ok("GET", f"/api/v1/training/sessions/{rowing}/state")
        assert state["players"]["player-001"]["status"] == "paused"


@pytest.mark.requirement(34)
async def test_that_a_player_who_is_moved_finds_himself_in_the_other_session(
    hub: HubProcess, desk: Api, browser: Browser
) -> None:
    _, (rowing, bikes) = await planned(
        desk, group("Rowing", "ROWING", 1, 2), group("Bikes", "BIKE_ERG", 3, customizations=_WORK)
    )
    for session_id in (rowing, bikes):
        await start(desk, session_id)
    async with (
        connected(hub.url, desk.token) as floor,
        phone(browser, await link_for(desk, player_id="player-001")) as mine,
    ):
        await mine.shows("No target")
        await floor.ok(
            "training:cross:session_participant_move",
            fromSessionId=rowing,
            toSessionId=bikes,
            playerId="player-001",
        )
        await mine.shows("Target: zone 4")
        state = await desk.ok("GET", f"/api/v1/training/sessions/{bikes}/state")
        assert state["players"]["player-001"]["isPhonePresent"] is True


async def test_that_a_phone_whose_clock_is_wrong_shows_and_tells_the_hubs_time(
    hub: HubProcess, desk: Api, browser: Browser
) -> None:
    _, (rowing, _) = await planned(
        desk, group("Rowing", "ROWING", 1, customizations=_WORK), group("Bikes", "BIKE_ERG", 3)
    )
    await start(desk, rowing)
    link = await link_for(desk, player_id="player-001")
    async with phone(browser, link, clock_ahead_s=600) as mine:
        await mine.shows("Target: zone 4")
        left = await mine.page.locator(".interval-left").inner_text()
        assert left.startswith(("9:", "10:"))  # of the ten minutes that the clock is ahead
        await mine.tap("Break")
        await mine.is_connected()
    (said,) = await recorded(desk, rowing, "training:player:status")
    started = await recorded(desk, rowing, "training:session:start")
    took = datetime.fromisoformat(said["timestamp"]) - datetime.fromisoformat(
        started[0]["timestamp"]
    )
    assert 0 <= took.total_seconds() < 60  # and not ten minutes

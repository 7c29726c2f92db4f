"""How a phone comes in, and goes."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Browser

from tests.helpers.hub_clients import API, Api
from tests.helpers.hub_process import HubProcess
from tests.helpers.phone_sessions import group, planned
from tests.helpers.phones import link_for, phone


@pytest.mark.requirement(62, 75)
async def test_that_a_scanned_code_lets_a_player_in_and_is_never_sent_in_an_address(
    hub: HubProcess, desk: Api, browser: Browser
) -> None:
    _, (rowing, _) = await planned(
        desk, group("Rowing", "ROWING", 1, 2), group("Bikes", "BIKE_ERG", 3)
    )
    link = await link_for(desk, player_id="player-001")
    digits = link.rsplit("=", 1)[1]
    async with phone(browser, link) as mine:
        await mine.page.wait_for_url("**/play")
        await mine.shows("Rowing")
        await mine.shows("What comes")
        await mine.is_connected()
        assert digits not in mine.page.url
        # Frames of the browser's own address bar aside, no request carried the code.
        assert [one for one in mine.addresses if digits in one and "#" not in one] == []
        state = await desk.ok("GET", f"{API}/sessions/{rowing}/state")
        assert state["players"]["player-001"]["isPhonePresent"] is True
        await mine.page.reload()
        await mine.shows("Rowing")  # who has joined stays in


@pytest.mark.requirement(71, 75)
async def test_that_a_wrong_code_is_refused_in_words_and_the_right_one_still_works(
    hub: HubProcess, desk: Api, browser: Browser
) -> None:
    digits = (await link_for(desk, player_id="player-001")).rsplit("=", 1)[1]
    wrong = f"{(int(digits) + 1) % 1_000_000:06}"
    async with phone(browser, hub.url) as mine:
        field = mine.page.get_by_label("Six-digit code")
        await field.fill(wrong)
        await mine.tap("Join")
        said = mine.page.get_by_role("alert")
        await said.wait_for()
        assert "code" in (await said.inner_text()).lower()
        mine.troubles.clear()  # the browser writes down each answer 4xx
        await field.fill(f"{digits[:3]} {digits[3:]}")
        await mine.tap("Join")
        await mine.shows("Nothing planned for you")


@pytest.mark.requirement(71)
async def test_that_a_revoked_phone_is_told_and_back_at_the_door(
    hub: HubProcess, desk: Api, browser: Browser
) -> None:
    async with phone(browser, await link_for(desk, player_id="player-001")) as mine:
        await mine.is_connected()
        (device,) = await desk.ok("GET", "/api/v1/devices")
        assert re.search(r"phone|Linux|Browser", device["name"])
        await desk.ok("DELETE", f"/api/v1/devices/{device['id']}")
        await mine.shows("Join your training")
        assert await mine.page.locator(".notice.warning").count() == 1


@pytest.mark.requirement(107)
async def test_that_a_name_with_a_script_in_it_is_shown_as_text(
    hub: HubProcess, desk: Api, browser: Browser
) -> None:
    name = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    await planned(desk, group(name, "ROWING", 1), group("Bikes", "BIKE_ERG", 3))
    async with phone(browser, await link_for(desk, player_id="player-001")) as mine:
        await mine.shows(name)
        assert await mine.page.locator("main script, main img").count() == 0

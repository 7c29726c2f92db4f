"""Phones in a real Chromium: a page of the hub, and everything that went wrong in it."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from playwright.async_api import Browser, BrowserContext, Page, Request, async_playwright

from tests.helpers.chromium import chromium_path
from tests.helpers.hub_clients import Api

SMALL: Final = (360, 740)
LARGE: Final = (412, 915)
_PATIENCE_MS: Final = 25_000
_OF_THE_CUT: Final = ("ERR_INTERNET_DISCONNECTED", "ERR_CONNECTION_REFUSED", "WebSocket connection")
"""What the browser itself writes down about a network that is gone."""
_SMALL_TARGETS: Final = """() => [...document.querySelectorAll("button, input, textarea")]
  .map((one) => [one.textContent || one.ariaLabel || one.id, one.getBoundingClientRect(), one])
  .filter(([, box, one]) => box.width > 0 && one.closest(".stepper-value") === null)
  .filter(([, box]) => box.width < 48 || box.height < 48 || box.left < 0
    || box.right > document.documentElement.clientWidth)
  .map(([name]) => name)"""


@dataclass
class Phone:
    """A phone with the hub's page open."""

    page: Page
    context: BrowserContext
    troubles: list[str] = field(default_factory=list)
    """Errors of the page: exceptions, and what the browser refused."""
    addresses: list[str] = field(default_factory=list)
    """All that was requested."""

    async def shows(self, text: str) -> None:
        """Wait until a text can be seen."""
        await self.page.get_by_text(text).first.wait_for(state="visible")

    async def tap(self, name: str) -> None:
        """Press the button of that name."""
        await self.page.get_by_role("button", name=name, exact=True).first.click()

    async def has_big_targets(self) -> None:
        """Everything to press is at least 48 px wide and high, and inside the screen."""
        small = await self.page.evaluate(_SMALL_TARGETS)
        assert small == []

    async def is_connected(self) -> None:
        """Wait until the hub hears it, and nothing waits to be sent."""
        await self.page.locator('.pill.here[data-waiting="0"]').wait_for(state="attached")


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """A browser without a window."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium_path(), args=["--disable-dev-shm-usage"]
        )
        try:
            yield browser
        finally:
            await browser.close()


@asynccontextmanager
async def phone(
    browser: Browser,
    url: str,
    *,
    size: tuple[int, int] = SMALL,
    theme: str = "dark",
    clock_ahead_s: float | None = None,
) -> AsyncIterator[Phone]:
    """A phone that opens an address; in the end nothing may have gone wrong on its page.

    Args:
        browser: Where it lives.
        url: What it opens.
        size: Of its screen.
        theme: Light or dark.
        clock_ahead_s: How wrong its clock is, seconds; unless None, a test may move it.
    """
    options: dict[str, Any] = {"color_scheme": theme}
    context = await browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        device_scale_factor=2,
        is_mobile=True,
        has_touch=True,
        locale="en-GB",
        **options,
    )
    context.set_default_timeout(_PATIENCE_MS)
    page = await context.new_page()
    opened = Phone(page, context)
    page.on("pageerror", lambda error: opened.troubles.append(str(error)))
    page.on("console", lambda message: _note(opened, message.type, message.text))
    page.on("request", lambda request: _note_request(opened, request))
    if clock_ahead_s is not None:
        await page.clock.install(time=time.time() + clock_ahead_s)
    try:
        await page.goto(url)
        yield opened
        assert opened.troubles == []
    finally:
        await context.close()


def _note(opened: Phone, kind: str, text: str) -> None:
    if kind == "error" and not any(sign in text for sign in _OF_THE_CUT):
        opened.troubles.append(text)


def _note_request(opened: Phone, request: Request) -> None:
    opened.addresses.append(request.url)


async def link_for(desk: Api, kind: str = "player", player_id: str | None = None) -> str:
    """What the QR code of a fresh join code says."""
    wanted = {"kind": kind} if player_id is None else {"kind": kind, "playerId": player_id}
    issued = await desk.ok("POST", "/api/v1/devices/join-codes", wanted)
    return str(issued["qrText"])

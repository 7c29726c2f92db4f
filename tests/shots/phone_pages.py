"""`python -m tests.shots.phone_pages FOLDER`: the players' page as pictures, from a real hub."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

from playwright.async_api import Browser

from hub_server.companion import build
from tests.helpers.chromium import chromium_path
from tests.helpers.hub_clients import API, Api, Device, connected, signed_in
from tests.helpers.hub_process import HubProcess, running_hub
from tests.helpers.phone_sessions import group, planned, read, start
from tests.helpers.phones import LARGE, SMALL, Phone, chromium, link_for, phone

Shoot = Callable[[Phone, str], Awaitable[None]]

_INTERVALS = {
    "intervals": [
        {"name": "Work", "durationS": 240, "targetZone": 4, "targetFtpShare": 0.95},
        {"name": "Recovery", "durationS": 180, "targetZone": 2, "targetFtpShare": 0.5},
        {"name": "Work", "durationS": 240, "targetZone": 4, "targetFtpShare": 0.95},
    ]
}


async def render(folder: Path) -> None:
    """Every screen, both themes, both sizes."""
    for theme, size in (("dark", SMALL), ("light", LARGE)):
        with tempfile.TemporaryDirectory() as name, running_hub(Path(name)) as hub:
            async with signed_in(hub.url, hub.secret) as desk, chromium() as browser:
                await _Scenes(hub, desk, browser, folder, theme, size).all()


class _Scenes:
    def __init__(
        self,
        hub: HubProcess,
        desk: Api,
        browser: Browser,
        folder: Path,
        theme: str,
        size: tuple[int, int],
    ) -> None:
        self._hub = hub
        self._desk = desk
        self._browser = browser
        self._folder = folder
        self._theme = theme
        self._size = size

    async def all(self) -> None:
        _, sessions = await planned(
            self._desk,
            group("Rowing intervals", "ROWING", 1, 2, 3, 4, customizations=_INTERVALS),
            group("Lower body", "SQUAT_RACK", 5, 6, workoutId="workout-lower-body"),
            group("Edges", "AGILITY_LANE", 7, 8, workoutId="workout-edges"),
            group("Mixed", "BIKE_ERG", 9, 10, workoutId="workout-power-mix"),
        )
        async with phone(
            self._browser, self._hub.url, size=self._size, theme=self._theme
        ) as stranger:
            await stranger.shows("Join your training")
            await self._shoot(stranger, "door")
        rower = self._player("player-001")
        async with (
            connected(self._hub.url, self._desk.token) as floor,
            phone(
                self._browser,
                await link_for(self._desk, "assistant"),
                size=self._size,
                theme=self._theme,
            ) as lead,
        ):
            async with phone(
                self._browser, await rower, size=self._size, theme=self._theme
            ) as mine:
                await mine.shows("What comes")
                await self._shoot(mine, "waiting")
                for session_id in sessions:
                    await start(self._desk, session_id)
                await self._rowing(mine, floor, sessions[0])
                await self._trainer(lead, floor, sessions[0])
                await self._after(mine, sessions[0])
            await self._lifting()
            await self._drill()
            await self._mixed()

    async def _player(self, player_id: str) -> str:
        return await link_for(self._desk, player_id=player_id)

    async def _rowing(self, mine: Phone, floor: Device, session_id: str) -> None:
        await mine.shows("Target: zone 4")
        await read(floor, session_id, "player-001", 171, 243)
        await mine.page.locator(".heart.live").wait_for()
        await self._shoot(mine, "intervals")
        await mine.page.locator(".heart.stale").wait_for()
        await self._shoot(mine, "intervals-stale")
        await mine.tap("Pain / stop")
        await self._shoot(mine, "pain")
        await mine.page.keyboard.press("Escape")
        await mine.tap("This phone")
        await self._shoot(mine, "menu")
        await mine.page.keyboard.press("Escape")
        await mine.context.set_offline(True)
        await mine.tap("Break")
        await mine.shows("Waiting to send 1")
        await self._shoot(mine, "offline")
        await mine.context.set_offline(False)
        await mine.is_connected()

    async def _trainer(self, lead: Phone, floor: Device, session_id: str) -> None:
        for number, bpm in ((1, 171), (2, 150), (3, 188), (4, 122)):
            await read(floor, session_id, f"player-{number:03}", bpm, 150 + 12 * number)
        await lead.page.locator(".tile.live").nth(3).wait_for()
        await self._shoot(lead, "trainer")

    async def _after(self, mine: Phone, session_id: str) -> None:
        await self._desk.ok("POST", f"{API}/sessions/{session_id}/end", {})
        await mine.shows("How hard was it?")
        await mine.page.get_by_role("radio", name="7 Very hard").click()
        await self._shoot(mine, "rating")

    async def _lifting(self) -> None:
        link = await self._player("player-005")
        async with phone(self._browser, link, size=self._size, theme=self._theme) as mine:
            await mine.shows("Set 1 of 4")
            await self._shoot(mine, "set")
            await mine.page.locator(".effort").get_by_role("button", name="9", exact=True).click()
            await mine.tap("Set done")
            await mine.shows("Next set:")
            await self._shoot(mine, "set-advice")

    async def _drill(self) -> None:
        link = await self._player("player-007")
        async with phone(self._browser, link, size=self._size, theme=self._theme) as mine:
            await mine.shows("Run 1 of")
            await self._shoot(mine, "drill")

    async def _mixed(self) -> None:
        link = await self._player("player-009")
        async with phone(self._browser, link, size=self._size, theme=self._theme) as mine:
            await mine.shows("Block 1 of")
            await self._shoot(mine, "block")

    async def _shoot(self, shown: Phone, name: str) -> None:
        width, height = self._size
        path = self._folder / f"phone-{name}-{self._theme}-{width}x{height}.png"
        await shown.page.wait_for_timeout(300)  # sheets and buttons come to rest
        await shown.page.screenshot(path=path)


if __name__ == "__main__":
    if chromium_path() is None:
        sys.exit("There is no Chromium here; the players' page is not drawn.")
    build.build()
    to = Path(sys.argv[1])
    to.mkdir(parents=True, exist_ok=True)
    asyncio.run(render(to))

"""`hockeyhub token`: lets a player's device or a gateway into the hub that runs here."""

from __future__ import annotations

import argparse
import asyncio

from app.composition import find_hub_client
from app.settings import default_settings
from core.domain.device import DeviceKind
from core.domain.ids import PlayerId
from core.tasks import TaskScope


def main(arguments: list[str]) -> int:
    """Print the hub's address, and a player's token or a gateway's six-digit code."""
    parser = argparse.ArgumentParser(
        prog="hockeyhub token",
        description="Let a device in without the window: a player's, or a gateway.",
    )
    who = parser.add_mutually_exclusive_group(required=True)
    who.add_argument("--player", help="a token for this player id, such as player-007")
    who.add_argument("--gateway", action="store_true", help="a code for hockeyhub gateway --code")
    parser.add_argument("--demo", action="store_true", help="the demo's hub, not the club's")
    options = parser.parse_args(arguments)
    player_id = None if options.gateway else PlayerId(options.player)
    return asyncio.run(_issue(player_id, demo=options.demo))


async def _issue(player_id: PlayerId | None, *, demo: bool) -> int:
    tasks = TaskScope()
    address, client = find_hub_client(default_settings(demo=demo), tasks)
    try:
        if player_id is None:
            issued = await client.devices.open_code(DeviceKind.GATEWAY)
            lines = (issued.join_address or address.url, issued.code)
        else:
            lines = (address.url, (await client.player_token(player_id)).access_token)
    finally:
        await client.close()
        await tasks.close()
    print(*lines, sep="\n")  # noqa: T201
    return 0

"""`hockeyhub token`: a token for a player's device, from the hub that runs on this machine."""

from __future__ import annotations

import argparse
import asyncio

from app.composition import find_hub_client
from app.settings import default_settings
from core.domain.ids import PlayerId
from core.tasks import TaskScope


def main(arguments: list[str]) -> int:
    """Print the hub's address and a token."""
    parser = argparse.ArgumentParser(
        prog="hockeyhub token", description="Let a player's device in, for tests and scripts."
    )
    parser.add_argument("--player", required=True, help="player id, such as player-007")
    parser.add_argument("--demo", action="store_true", help="the demo's hub, not the club's")
    options = parser.parse_args(arguments)
    return asyncio.run(_issue(PlayerId(options.player), demo=options.demo))


async def _issue(player_id: PlayerId, *, demo: bool) -> int:
    tasks = TaskScope()
    address, client = find_hub_client(default_settings(demo=demo), tasks)
    try:
        token = await client.player_token(player_id)
    finally:
        await client.close()
        await tasks.close()
    print(address.url)  # noqa: T201
    print(token.access_token)  # noqa: T201
    return 0

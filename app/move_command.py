"""`hockeyhub move`: takes the whole club from one database to another."""

from __future__ import annotations

import argparse
import asyncio
import sys

from app.settings import default_settings
from core.ports.moving import MovedTable
from hub_server.composition import move_club


def main(arguments: list[str]) -> int:
    """Copy everything, compare it, and say how much it was."""
    parser = argparse.ArgumentParser(
        prog="hockeyhub move",
        description="Copy the whole club (players, plans, recordings, sign-ins, audit log) into"
        " an empty database, and compare both. The hub must not be running; the database it"
        " comes from stays as it is.",
        epilog="Example: hockeyhub move --to postgresql://hockeyhub@db.club.example/hockeyhub",
    )
    parser.add_argument(
        "--from",
        dest="source",
        metavar="URL",
        default=default_settings().database_url,
        help="the club's database (default: this computer's)",
    )
    parser.add_argument(
        "--to",
        dest="target",
        metavar="URL",
        required=True,
        help="an empty database: postgresql://user@host/name or sqlite:///path/hub.db",
    )
    options = parser.parse_args(arguments)
    moved = asyncio.run(move_club(options.source, options.target, _say))
    total = sum(one.rows for one in moved)
    sys.stdout.write(f"Moved {total} rows in {len(moved)} tables; both sides are the same.\n")
    return 0


def _say(one: MovedTable) -> None:
    sys.stdout.write(f"{one.name:20}{one.rows:10}  {one.digest[:16]}\n")
    sys.stdout.flush()

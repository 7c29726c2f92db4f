"""`hockeyhub backup`: a copy of the club's database, also while the hub is at work."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.settings import default_settings
from core.ports.backups import Backups, Reason
from hub_server.composition import backups_of


def main(arguments: list[str]) -> int:
    """Make a copy and print where it is, or list the copies there are."""
    parser = argparse.ArgumentParser(
        prog="hockeyhub backup",
        description="Copy the club's database. The hub does this daily by itself, and before each "
        "upgrade; the copies are in the folder `backups` beside the database.",
    )
    parser.add_argument(
        "--to", type=Path, metavar="FILE", help="where to, if not beside the others"
    )
    parser.add_argument("--list", action="store_true", help="show the copies, newest first")
    add_database(parser)
    options = parser.parse_args(arguments)
    file = chosen_file(options)
    if options.list:
        show(file)
    else:
        print(file.back_up(Reason.WISH, options.to))  # noqa: T201
    return 0


def add_database(parser: argparse.ArgumentParser) -> None:
    """Let the caller choose another database than the club's."""
    parser.add_argument("--demo", action="store_true", help="the demo's database, not the club's")
    parser.add_argument("--database", metavar="URL", help="another one, such as sqlite:///hub.db")


def chosen_file(options: argparse.Namespace) -> Backups:
    """The database that was chosen.

    Raises:
        InvalidInputError: It is on a server.
    """
    return backups_of(options.database or default_settings(demo=options.demo).database_url)


def show(file: Backups) -> None:
    """Print all copies, newest first."""
    for one in file.backups():
        size_mb = one.path.stat().st_size / 1e6
        print(f"{one.at:%Y-%m-%d %H:%M} UTC  {one.reason:8}{size_mb:8.1f} MB  {one.path}")  # noqa: T201

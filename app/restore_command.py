"""`hockeyhub restore`: put a copy in the database's place."""

from __future__ import annotations

import argparse
from pathlib import Path

from app.backup_command import add_database, chosen_file, show


def main(arguments: list[str]) -> int:
    """Put a copy back; what was there is set aside, not deleted."""
    parser = argparse.ArgumentParser(
        prog="hockeyhub restore",
        description="Put a copy of the club's database in its place. What is there now is kept "
        "beside it. The hub must not be running.",
    )
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="the copy")
    parser.add_argument("--list", action="store_true", help="show the copies, newest first")
    add_database(parser)
    options = parser.parse_args(arguments)
    file = chosen_file(options)
    if options.list:
        show(file)
        return 0
    if options.file is None:
        parser.error("name the copy (hockeyhub restore --list shows them)")
    kept = file.restore(options.file)
    print(f"{file.path} is now {options.file}.")  # noqa: T201
    if kept is not None:
        print(f"The former one is {kept}.")  # noqa: T201
    return 0

"""`python -m hub_server.event_docs [--check]`: write the list of events, or check it."""

from __future__ import annotations

import sys
from pathlib import Path

from hub_server.event_docs.document import document

PAGE = Path(__file__).parents[2] / "docs" / "events.md"


def main(arguments: list[str]) -> int:
    """Write the page; with `--check` only say whether it is as it should be."""
    fresh = document()
    if "--check" not in arguments:
        PAGE.parent.mkdir(exist_ok=True)
        _ = PAGE.write_text(fresh, encoding="utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == fresh:
        return 0
    _ = sys.stderr.write("docs/events.md is old: run python -m hub_server.event_docs\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""`python -m tests.requirements_trace [--check]`: write the page of requirements, or check it."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.requirements_trace.document import UnknownRequirementError, Wishes, document
from tests.requirements_trace.marks import MarkError, shown_by

TESTS = Path(__file__).parents[1]
DOCS = TESTS.parent / "docs"
WISHES = DOCS / "requirements.toml"
PAGE = DOCS / "requirements-trace.md"


def main(arguments: list[str]) -> int:
    """Write the page; with `--check` only say whether it is as it should be."""
    try:
        fresh = document(Wishes.read(WISHES), shown_by(TESTS))
    except (MarkError, UnknownRequirementError) as error:
        _ = sys.stderr.write(f"{error}\n")
        return 1
    if "--check" not in arguments:
        _ = PAGE.write_text(fresh, encoding="utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == fresh:
        return 0
    _ = sys.stderr.write("docs/requirements-trace.md is old: run python3 dev.py trace\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""What a file holds before anybody knows what it means: rows of cells as text."""

from __future__ import annotations

from core.domain.value import Value
from core.errors import InvalidInputError

MAX_ROWS = 10_000
"""Below the header."""
MAX_COLUMNS = 200
MAX_CELL_LENGTH = 1000


class Sheet(Value, frozen=True, kw_only=True):
    """A table of text. A formula is the text that it is written as."""

    rows: tuple[tuple[str, ...], ...]
    """From the file's first row on, empty ones among them."""
    encoding: str | None = None
    """Of a CSV file."""
    remarks: tuple[str, ...] = ()


def unreadable(message: str, action: str = "Choose another file.") -> InvalidInputError:
    """The refusal of a file."""
    return InvalidInputError(message, suggested_action=action, field="file")


def cell_text(text: str) -> str:
    """A cell without the space around it and without invisible signs; cut at a thousand."""
    shown = "".join(sign if sign.isprintable() else " " for sign in text[:MAX_CELL_LENGTH])
    return " ".join(shown.split())


def too_many_rows() -> InvalidInputError:
    """The refusal of a file that is no roster."""
    message = f"A roster has at most {MAX_ROWS:,} rows."
    return unreadable(message, "Divide the file, and import the parts one after the other.")

"""Numbers as text."""

from __future__ import annotations

_GAP = "\N{NARROW NO-BREAK SPACE}"


def grouped_text(value: float) -> str:
    """A whole number with its thousands set apart: 13 584."""
    return f"{value:,.0f}".replace(",", _GAP)

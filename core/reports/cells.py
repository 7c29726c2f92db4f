"""Texts of strangers in tables that a spreadsheet opens."""

from __future__ import annotations

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")


def text_cell(value: str) -> str:
    """The text; one that a spreadsheet would run as a formula is quoted with an apostrophe."""
    return f"'{value}" if value.startswith(_FORMULA_STARTS) else value

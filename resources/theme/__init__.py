"""Colour and size tokens from which the style sheet, the palette and the charts are made."""

from __future__ import annotations

from importlib.resources import files


def tokens_text() -> str:
    """The token file, TOML."""
    return (files(__name__) / "tokens.toml").read_text(encoding="utf-8")

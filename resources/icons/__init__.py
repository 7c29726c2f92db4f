"""Monochrome line icons, 24 x 24, stroke 2, drawn in `currentColor`."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def icon_path(name: str) -> Path:
    """Where an icon lies; whether it exists is the caller's business."""
    return Path(str(files(__name__))) / f"{name}.svg"

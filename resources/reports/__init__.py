"""Templates of printed reports, in Typst."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def template_path(name: str) -> Path:
    """Where a template lies; whether it exists is the caller's business."""
    return Path(str(files(__name__))) / f"{name}.typ"

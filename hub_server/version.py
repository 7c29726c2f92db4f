"""The program's version, kept equal to the package's by a test."""

from __future__ import annotations

from typing import Final

VERSION: Final = "0.1.0"

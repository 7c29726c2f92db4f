"""Logging: one JSON object a line into a file that the user can find, warnings to the terminal."""

from __future__ import annotations

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from core.log_lines import JsonLines

_MAX_BYTES = 5_000_000
_BACKUPS = 3


def set_up_logging(path: Path) -> None:
    """Send everything from INFO up to the file, and warnings to the terminal as well."""
    to_file = RotatingFileHandler(path, maxBytes=_MAX_BYTES, backupCount=_BACKUPS, encoding="utf-8")
    to_file.setFormatter(JsonLines())
    to_terminal = logging.StreamHandler()
    to_terminal.setLevel(logging.WARNING)
    to_terminal.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[to_file, to_terminal], force=True)
    for noisy in ("bumble", "engineio", "socketio", "aiohttp"):
        logging.getLogger(noisy).setLevel(logging.ERROR)

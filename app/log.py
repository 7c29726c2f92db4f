"""Logging: one JSON object a line into a file that the user can find, warnings to the terminal."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

from typing_extensions import override

_MAX_BYTES = 5_000_000
_BACKUPS = 3


class JsonLines(logging.Formatter):
    """A record as one line of JSON; line breaks inside a message cannot forge a second record."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "at": datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            entry["error"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False)


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

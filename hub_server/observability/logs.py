"""The hub's log: lines for a person, or one JSON object a line for a collector."""

from __future__ import annotations

import logging
import sys

from core.log_lines import JsonLines, ReadableLines


def set_up_logging(*, as_json: bool) -> None:
    """Write everything from INFO up to standard error.

    Args:
        as_json: For journald, Loki and their like; else for the person who reads the file.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if as_json else ReadableLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    logging.getLogger("uvicorn").setLevel(logging.WARNING)

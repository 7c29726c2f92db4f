"""Log records as lines: one record, one line, whatever is in it; and what they belong to."""

from __future__ import annotations

import json
import logging
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Final

from typing_extensions import override

REQUEST_ID: Final[ContextVar[str]] = ContextVar("request_id", default="")
"""The request that is being answered."""
EVENT_ID: Final[ContextVar[str]] = ContextVar("event_id", default="")
"""The event that is being handled."""

_CONTEXT: Final = (("requestId", REQUEST_ID), ("eventId", EVENT_ID))
_HIGH: Final = (*range(0x7F, 0xA0), 0x2028, 0x2029)
_JSON_ESCAPES: Final = {code: f"\\u{code:04x}" for code in _HIGH}
"""What JSON allows as it is, though editors and terminals take it for a line's end or a command."""
_ESCAPES: Final = {
    **_JSON_ESCAPES,
    **{code: f"\\x{code:02x}" for code in range(0x20) if code != ord("\t")},
    ord("\n"): "\\n",
    ord("\r"): "\\r",
}


class JsonLines(logging.Formatter):
    """A record as one line of JSON; line breaks inside a message cannot forge a second record."""

    @override
    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            **{name: value for name, variable in _CONTEXT if (value := variable.get())},
            **getattr(record, "facts", {}),
        }
        if record.exc_info:
            entry["error"] = self.formatException(record.exc_info)
        return json.dumps(entry, ensure_ascii=False, default=str).translate(_JSON_ESCAPES)


class ReadableLines(logging.Formatter):
    """A record as a line for a person; a traceback follows it, indented, which no message can be.

    The request's and event's ids stand at the end.
    """

    @override
    def format(self, record: logging.LogRecord) -> str:
        at = self.formatTime(record)
        text = record.getMessage().translate(_ESCAPES)
        ids = "".join(
            f" {name}={value.translate(_ESCAPES)}"
            for name, variable in _CONTEXT
            if (value := variable.get())
        )
        line = f"{at} {record.levelname} {record.name}: {text}{ids}"
        if record.exc_info:
            trace = self.formatException(record.exc_info).splitlines()
            line += "".join(f"\n    | {one.translate(_ESCAPES)}" for one in trace)
        return line

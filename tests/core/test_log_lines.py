"""One record, one line, whatever is in it."""

from __future__ import annotations

import json
import logging
import sys

import pytest

from core.log_lines import EVENT_ID, REQUEST_ID, JsonLines, ReadableLines

NASTY = "name\n2026-01-01 00:00:00,000 ERROR root: forged\r\x1b[2J\u2028x\x85y\x00z"


def record(text: str, error: BaseException | None = None) -> logging.LogRecord:
    info = None if error is None else (type(error), error, error.__traceback__)
    return logging.LogRecord("hub", logging.INFO, "file.py", 1, "said %s", (text,), info)


@pytest.mark.parametrize("form", [JsonLines(), ReadableLines()])
def test_that_no_message_makes_a_second_line_or_moves_the_cursor(form: logging.Formatter):
    line = form.format(record(NASTY))
    assert line.splitlines() == [line]
    assert "\x1b" not in line
    assert "forged" in line


def test_that_json_gives_back_what_was_said_with_its_request_and_event():
    request, event = REQUEST_ID.set("request-1"), EVENT_ID.set("event-1")
    try:
        entry = json.loads(JsonLines().format(record("Zoë\n")))
    finally:
        REQUEST_ID.reset(request)
        EVENT_ID.reset(event)
    assert entry["message"] == "said Zoë\n"
    assert (entry["requestId"], entry["eventId"]) == ("request-1", "event-1")
    assert "requestId" not in json.loads(JsonLines().format(record("")))


def test_that_a_traceback_is_one_line_of_json_and_indented_for_a_person():
    try:
        int(NASTY)
    except ValueError:
        error = sys.exc_info()[1]
    entry = json.loads(JsonLines().format(record("x", error)))
    assert "Traceback" in entry["error"]
    first, *rest = ReadableLines().format(record("x", error)).splitlines()
    assert first.endswith("INFO hub: said x")
    assert rest
    assert all(line.startswith("    | ") for line in rest)

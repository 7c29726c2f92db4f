"""What a hub says on its own terminal once it serves."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from typing import Any, TextIO


@dataclass(frozen=True, slots=True)
class Ready:
    """Where it is to be found."""

    url: str
    instance: str
    fingerprint: str = ""
    """Of its certificate, if it has one."""
    setup_code: str | None = None
    """For the first administrator; None where there is one, or a desktop."""


def announce(ready: Ready, *, as_json: bool) -> None:
    """Say it on standard output; the code of a hub that a program reads goes to standard error."""
    if as_json:
        if ready.setup_code is not None:
            _say(_set_up(ready.setup_code), sys.stderr)  # first: who reads the line looks for it
        facts: dict[str, Any] = {
            "ready": True,
            "url": ready.url,
            "pid": os.getpid(),
            "instance": ready.instance,
        }
        if ready.fingerprint:
            facts["fingerprint"] = ready.fingerprint
        _say(json.dumps(facts), sys.stdout)
        return
    _say(f"The hub is ready at {ready.url}", sys.stdout)
    if ready.fingerprint:
        _say(f"Its certificate's fingerprint (SHA-256) is {ready.fingerprint}", sys.stdout)
    if ready.setup_code is not None:
        _say(_set_up(ready.setup_code), sys.stdout)


def _set_up(code: str) -> str:
    return (
        f"Nobody can sign in yet. The one-time code for the first administrator is {code}\n"
        "Enter it in the desktop (Settings, the club's server), or POST it to /api/v1/setup."
    )


def _say(text: str, out: TextIO) -> None:
    out.write(text + "\n")
    out.flush()

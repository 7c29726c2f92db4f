"""What happens to errors that nobody expected: logged whole, told calmly, training goes on."""

from __future__ import annotations

import asyncio
import faulthandler
import logging
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, TextIO

_log = logging.getLogger("crash")

Tell = Callable[[str], None]
"""Shows one sentence to the trainer."""


class CrashReporter:
    """Catches what would otherwise vanish or kill: exceptions in slots, tasks and native code.

    Args:
        log_file: Named in the sentence, and where native crashes leave their stacks beside.
    """

    def __init__(self, log_file: Path) -> None:
        self.tell: Tell | None = None
        self._log_file = log_file
        self._native: TextIO | None = None

    def install(self) -> None:
        """Take over the interpreter's hooks."""
        self._native = self._log_file.with_suffix(".crash").open("a", encoding="utf-8")
        faulthandler.enable(self._native)
        sys.excepthook = self._on_exception

    def watch(self, loop: asyncio.AbstractEventLoop) -> None:
        """Take over a loop's errors, too."""
        loop.set_exception_handler(self._on_loop_error)

    def task_failed(self, name: str, error: BaseException) -> None:
        """For `TaskScope`: a background task ended with an error."""
        self._report(f"Background task “{name}” failed", error)

    def close(self) -> None:
        """Give the hooks back."""
        sys.excepthook = sys.__excepthook__
        faulthandler.disable()
        if self._native is not None:
            self._native.close()

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self._report("Something unexpected happened", error)

    def _on_loop_error(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, BaseException):
            self._report(str(context.get("message", "Unexpected error")), error)
        else:
            _log.error("%s", context.get("message"))

    def _report(self, what: str, error: BaseException) -> None:
        _log.error("%s", what, exc_info=error)
        if self.tell is not None:
            self.tell(f"Something unexpected happened. Recording goes on. See {self._log_file}.")

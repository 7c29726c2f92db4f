"""Every task has an owner: a `TaskScope` keeps it, reports its failure and cancels it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

_log = logging.getLogger(__name__)

T = TypeVar("T")
FailureReporter = Callable[[str, BaseException], None]
"""Called with the task's name and its error."""


def _log_failure(name: str, error: BaseException) -> None:
    _log.error("task %s failed", name, exc_info=error)


class TaskScope:
    """Owns the background tasks of one screen, service or peer.

    Under qasync an error in a loose task passes silently, and a garbage-collected task just
    stops; so this is the one place where tasks are made.

    Args:
        on_failure: Told of every error that is not a cancellation; logs it by default.
    """

    def __init__(self, on_failure: FailureReporter = _log_failure) -> None:
        self._on_failure = on_failure
        self._tasks: set[asyncio.Task[Any]] = set()
        self._replaceable: dict[str, asyncio.Task[Any]] = {}
        self._closed = False

    def spawn(self, coroutine: Coroutine[Any, Any, Any], *, name: str) -> None:
        """Run a coroutine in the background until it ends or the scope is closed."""
        _ = self.start(coroutine, name=name)

    def start(self, coroutine: Coroutine[Any, Any, T], *, name: str) -> asyncio.Task[T]:
        """Like `spawn`, for who wants to await the task or cancel it alone."""
        if self._closed:
            coroutine.close()
            message = f"scope is closed, cannot start {name}"
            raise RuntimeError(message)
        task = asyncio.get_running_loop().create_task(coroutine, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._finished)
        return task

    def replace(self, coroutine: Coroutine[Any, Any, Any], *, name: str) -> None:
        """Like `spawn`, but a running task of the same name is cancelled first."""
        previous = self._replaceable.pop(name, None)
        if previous is not None:
            previous.cancel()
        self._replaceable[name] = self.start(coroutine, name=name)

    async def close(self) -> None:
        """Cancel what still runs and wait until it has ended."""
        self._closed = True
        tasks = [task for task in self._tasks if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._tasks.clear()

    def _finished(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        name = task.get_name()
        if self._replaceable.get(name) is task:
            del self._replaceable[name]
        if not task.cancelled() and (error := task.exception()) is not None:
            self._on_failure(name, error)

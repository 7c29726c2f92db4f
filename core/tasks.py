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
        self._tasks: dict[str, asyncio.Task[Any]] = {}
        self._count = 0
        self._closed = False

    def spawn(self, coroutine: Coroutine[Any, Any, Any], *, name: str) -> None:
        """Run a coroutine in the background until it ends or the scope is closed."""
        _ = self.start(coroutine, name=name)

    def start(self, coroutine: Coroutine[Any, Any, T], *, name: str) -> asyncio.Task[T]:
        """Like `spawn`, for who wants to await the task or cancel it alone."""
        self._count += 1
        return self._start(coroutine, key=f"{name}#{self._count}", name=name)

    def replace(self, coroutine: Coroutine[Any, Any, Any], *, name: str) -> None:
        """Like `spawn`, but a running task of the same name is cancelled first."""
        previous = self._tasks.pop(name, None)
        if previous is not None:
            previous.cancel()
        _ = self._start(coroutine, key=name, name=name)

    async def close(self) -> None:
        """Cancel what still runs and wait until it has ended."""
        self._closed = True
        tasks = [task for task in self._tasks.values() if task is not asyncio.current_task()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._tasks.clear()

    def _start(self, coroutine: Coroutine[Any, Any, T], *, key: str, name: str) -> asyncio.Task[T]:
        if self._closed:
            coroutine.close()
            message = f"scope is closed, cannot start {name}"
            raise RuntimeError(message)
        task = asyncio.get_running_loop().create_task(coroutine, name=name)
        self._tasks[key] = task
        task.add_done_callback(lambda done: self._finished(key, name, done))
        return task

    def _finished(self, key: str, name: str, task: asyncio.Task[Any]) -> None:
        if self._tasks.get(key) is task:
            del self._tasks[key]
        if not task.cancelled() and (error := task.exception()) is not None:
            self._on_failure(name, error)

"""Background work that tests of screens can hold and let go."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any

from typing_extensions import override

from core.tasks import TaskScope


class HeldTasks(TaskScope):
    """A task scope that runs each coroutine to its end at once, unless told to hold it.

    The fakes here never really wait, so a plain step through the coroutine is enough, and
    tests of screens need no event loop.
    """

    def __init__(self) -> None:
        super().__init__()
        self.is_holding = False
        self.held: list[Coroutine[Any, Any, Any]] = []

    @override
    def spawn(self, coroutine: Coroutine[Any, Any, Any], *, name: str) -> Any:
        if self.is_holding:
            self.held.append(coroutine)
        else:
            _run(coroutine)

    @override
    def replace(self, coroutine: Coroutine[Any, Any, Any], *, name: str) -> Any:
        self.spawn(coroutine, name=name)

    def release(self) -> None:
        """Run what was held."""
        self.is_holding = False
        held, self.held = self.held, []
        for coroutine in held:
            _run(coroutine)


def _run(coroutine: Coroutine[Any, Any, Any]) -> None:
    try:
        coroutine.send(None)
    except StopIteration:
        return
    coroutine.close()
    message = "a fake waited for something real"
    raise AssertionError(message)

"""Background work that may wait: each coroutine has a loop of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from typing_extensions import override

from tests.helpers.held_tasks import HeldTasks


class LoopedTasks(HeldTasks):
    """Runs each coroutine to its end on a loop of its own: machines are told side by side.

    What is begun by one that runs comes after it.
    """

    def __init__(self) -> None:
        super().__init__()
        self._is_running = False

    @override
    def spawn(self, coroutine: Coroutine[Any, Any, Any], *, name: str) -> Any:
        self.held.append(coroutine)
        if not self.is_holding:
            self._run_held()

    @override
    def release(self) -> None:
        self.is_holding = False
        self._run_held()

    def _run_held(self) -> None:
        if self._is_running:
            return
        self._is_running = True
        try:
            while self.held:
                asyncio.run(self.held.pop(0))
        finally:
            self._is_running = False

"""How a view model starts background work."""

from __future__ import annotations

from collections.abc import Coroutine
from typing import Any, Protocol


class Spawner(Protocol):
    """The one thing a view model needs of a task scope."""

    def spawn(self, coroutine: Coroutine[Any, Any, Any], *, name: str) -> object:
        """Run a coroutine in the background."""
        ...

    def replace(self, coroutine: Coroutine[Any, Any, Any], *, name: str) -> object:
        """Like `spawn`, but what still runs under the same name is cancelled first."""
        ...

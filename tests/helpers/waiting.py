"""Waiting for facts."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable


async def until(condition: Callable[[], object], what: str, timeout_s: float = 20.0) -> None:
    """Return as soon as the condition holds; fail with `what` when it does not in time."""
    end = time.monotonic() + timeout_s
    while not condition():
        if time.monotonic() > end:
            raise AssertionError(f"not in {timeout_s:.0f} s: {what}")
        await asyncio.sleep(0.01)

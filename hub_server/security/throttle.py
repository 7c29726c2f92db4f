"""Rate limits: a bucket of tokens per key, refilled with time."""

from __future__ import annotations

from collections import OrderedDict

from core.errors import TooManyError
from core.ports.clock import Clock

_MOST_KEYS = 10_000


class Throttle:
    """Lets each key do something `capacity` times at once and `per_second` in the long run.

    Args:
        clock: Refills the buckets.
        capacity: Size of a bucket, full at the start.
        per_second: Tokens that come back each second.
        what: What is limited, for the refusal ("Metrics of this player").
    """

    def __init__(self, clock: Clock, *, capacity: float, per_second: float, what: str) -> None:
        self._clock = clock
        self._capacity = capacity
        self._per_second = per_second
        self._what = what
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str) -> None:
        """Take one token.

        Raises:
            TooManyError: The bucket is empty; says when it is not any more.
        """
        left, now = self._left(key)
        # Float dust must not turn "in exactly two seconds" into a refusal.
        is_free = left >= 1 - 1e-9
        self._buckets[key] = (left - 1 if is_free else left, now)
        if len(self._buckets) > _MOST_KEYS:
            self._buckets.popitem(last=False)
        if not is_free:
            wait_s = (1 - left) / self._per_second
            raise TooManyError(
                f"{self._what} come too fast.",
                suggested_action=f"Try again in {wait_s:.1f} s.",
                retry_after_ms=max(round(wait_s * 1000), 1),
            )

    def give_back(self, key: str) -> None:
        """Undo a `take`: what was let through turned out to be no reason to slow down."""
        left, now = self._left(key)
        self._buckets[key] = (min(left + 1, self._capacity), now)

    def _left(self, key: str) -> tuple[float, float]:
        now = self._clock.monotonic()
        left, since = self._buckets.pop(key, (self._capacity, now))
        return min(left + (now - since) * self._per_second, self._capacity), now

"""How many links one adapter holds: assumed at first, then what it turned out to be."""

from __future__ import annotations

from core.domain.ids import SensorId
from core.domain.radio import LinkCapacity

USUAL_LIMIT = 8
"""What a plain laptop holds; drivers and other programs make it less or more."""
_PROBE_EVERY_S = 60.0
"""How often a full adapter is tried all the same: another program may have let go."""
_SUSPICIONS = 3
"""Failures in a row, of more than one sensor and with as many links as usual in use, that are
taken for the limit. Not every system names its reason."""


class Capacity:
    """The links of one adapter, used and possible.

    Args:
        limit: What to assume; None for a radio without one.
    """

    def __init__(self, limit: int | None) -> None:
        self._limit = limit
        self._is_measured = False
        self._used = 0
        self._suspects: list[SensorId] = []
        self._probed_s: float | None = None

    @property
    def used(self) -> int:
        """Links that are up."""
        return self._used

    def value(self, wanted: int) -> LinkCapacity:
        """How it stands, when so many links are wanted."""
        return LinkCapacity(
            used=self._used,
            wanted=max(wanted, self._used),
            limit=self._limit,
            is_measured=self._is_measured,
        )

    @property
    def is_full(self) -> bool:
        """Whether one more than now has been seen to fail."""
        return self._is_measured and self._limit is not None and self._used >= self._limit

    @property
    def is_crowded(self) -> bool:
        """Whether as many as usual are up: one more may or may not fit."""
        return self._limit is not None and self._used >= self._limit

    def may_try(self, now_s: float) -> bool:
        """Whether a further link is worth its turn at the radio."""
        if not self.is_full:
            return True
        if self._probed_s is not None and now_s - self._probed_s < _PROBE_EVERY_S:
            return False
        self._probed_s = now_s
        return True

    def linked(self) -> None:
        """A link came up; more than was thought possible is a new measurement."""
        self._used += 1
        self._suspects.clear()
        if self._limit is not None and self._used > self._limit:
            self._limit = self._used
            self._is_measured = False

    def unlinked(self) -> None:
        """A link ended."""
        self._used -= 1

    def refused(self, now_s: float) -> None:
        """The adapter itself said that it has no more links."""
        self._limit = self._used
        self._is_measured = True
        self._probed_s = now_s

    def failed(self, sensor_id: SensorId, now_s: float) -> None:
        """A device that can be heard could not be connected, for a reason not known."""
        if not self.is_crowded or self._is_measured:
            return
        self._suspects.append(sensor_id)
        if len(self._suspects) >= _SUSPICIONS and len(set(self._suspects)) > 1:
            self.refused(now_s)

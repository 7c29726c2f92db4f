"""The zone a tile is coloured in: it follows the raw zone after 2 s (metrics 1)."""

from __future__ import annotations

HYSTERESIS_S = 2.0
FORGET_S = 20.0
"""After such a silence the next value shows its zone at once."""


class ShownZone:
    """Hysteresis over one player's raw zones."""

    __slots__ = ("_at", "_next", "_shown", "_since")

    def __init__(self) -> None:
        self._shown: int | None = None
        self._next: int | None = None
        self._since = 0.0
        self._at = 0.0

    def take(self, at: float, zone: int | None) -> None:
        """Note the raw zone at an instant."""
        self._shown = self.at(at)
        if self._shown is None or at - self._at >= FORGET_S:
            self._shown, self._next = zone, None
        elif zone == self._shown:
            self._next = None
        elif zone != self._next:
            self._next, self._since = zone, at
        self._at = at

    def at(self, now: float) -> int | None:
        """The zone to show: the waiting one if it has waited long enough."""
        if self._next is not None and now - self._since >= HYSTERESIS_S:
            return self._next
        return self._shown

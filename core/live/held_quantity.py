"""A quantity whose value holds until the next one: who speaks, and which seconds it counts for."""

from __future__ import annotations

from typing import Generic, TypeVar

from core.domain.sensor import Quality, Reading
from core.live.active_time import ActiveTime
from core.live.source_choice import Held, Speaker
from core.physiology.hold import HOLD_S, LAST_S, left_s

Number = TypeVar("Number", bound=float)


class HeldQuantity(Generic[Number]):
    """Takes values of one quantity of one player, oldest first.

    What a second with a value adds to the player's sums is said by the quantity itself
    (`_credit`, `_counted_s`), and so is what time does that went by (`_pass`).

    Args:
        time: The session's active time.
        speaker: Which sensor spoke last.
    """

    __slots__ = (
        "_by", "_sensor_at", "_time", "at", "credited_s", "filled_until", "is_from_phone", "value"
    )  # fmt: skip

    least: float
    """Smallest value that is one."""

    def __init__(self, time: ActiveTime, speaker: Speaker | None) -> None:
        self._time = time
        self._by = Held(speaker)
        self._sensor_at = None if speaker is None else speaker.at
        self.value: Number | None = None
        self.at: float | None = None
        """Instant of the value."""
        self.credited_s = 0.0
        """Seconds for which it is already in the sums (its span was closed)."""
        self.filled_until = 0.0
        """Up to here a phone has filled the sums; a sensor's late values before it add nothing."""
        self.is_from_phone = False

    def hear(self, reading: Reading, value: Number | None, quality: Quality) -> bool:
        """Take a sensor's value if it can be meant and its source may speak."""
        if value is None or quality is not Quality.GOOD or not self._by.lets(reading):
            return False
        is_taken = self.take(reading.at, value, is_from_phone=False)
        if is_taken:
            self._by.take(reading)
        return is_taken

    def take(self, at: float, value: Number, *, is_from_phone: bool) -> bool:
        """Take a value; False if it is none or not newer than the last one.

        A sensor's value has to be newer than the last sensor's only, whatever a phone has said.
        """
        last_at = self.at
        before = self._sensor_at if self.is_from_phone and not is_from_phone else last_at
        if value < self.least or (before is not None and at <= before):
            return False
        span = self._time.span_of(at)
        if last_at is not None and at <= last_at:
            self.filled_until = max(self.filled_until, last_at + self.credited_s)
        elif last_at is not None:
            self._count_until(at, last_at, span)
        self.value = value
        self.at = at
        self.credited_s = 0.0
        self.is_from_phone = is_from_phone
        if not is_from_phone:
            self._sensor_at = at
        if span is not None:
            self.close_span()
        return True

    def close_span(self) -> None:
        """Count the last value once, if the span it lies in is closed."""
        span = self._time.span_of(self.at)
        if self.at is None or span is None or self._time.is_open(span) or self.credited_s > 0:
            return
        room_s = self._time.active_until_end_s(span) - self._counted_s()
        seconds = min(left_s(self.at, LAST_S, self.filled_until), max(room_s, 0.0))
        self._credit(seconds)
        self.credited_s = seconds

    def hand_over(self) -> None:
        """Sensors changed hands here: no source needs to wait for another."""
        self._by.release()

    def speaker(self) -> Speaker | None:
        """Which sensor speaks; a phone's values are not in here."""
        return self._by.speaker()

    def _count_until(self, at: float, last_at: float, span: int | None) -> None:
        last_span = self._time.span_of(last_at)
        held_s = 0.0
        if last_span is not None:
            held_s = min(at - last_at, HOLD_S if last_span == span else LAST_S)
            held_s = left_s(last_at, held_s, self.filled_until)
            if last_span == span:
                self._credit(held_s - self.credited_s)
        self._pass(held_s, left_s(last_at, at - last_at, self.filled_until) - held_s)

    def _counted_s(self) -> float:
        """Seconds that are in the sums."""
        raise NotImplementedError

    def _credit(self, seconds: float) -> None:
        """Count the value for some more seconds (negative: take them back)."""
        raise NotImplementedError

    def _pass(self, held_s: float, empty_s: float) -> None:
        """Time went by: the value held for some of it, for the rest there was none."""

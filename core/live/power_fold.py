"""How power values change one player's sums: work, seconds, best value, W′bal."""

from __future__ import annotations

from core.live.active_time import ActiveTime
from core.live.state import PlayerState
from core.physiology import w_balance
from core.physiology.hold import HOLD_S, LAST_S, left_s


class PowerFold:
    """Takes power values of one player, oldest first.

    W′bal runs on through pauses and gaps, in which it counts 0 W.

    Args:
        state: The player before.
        time: The session's active time.
    """

    __slots__ = (
        "_critical_power_w", "_sensor_at", "_time", "_w_prime_j", "at", "credited_s",
        "filled_until", "is_from_phone", "max_w", "power_w", "seconds", "w_balance_j", "work_j",
    )  # fmt: skip

    def __init__(self, state: PlayerState, time: ActiveTime) -> None:
        self._time = time
        self._critical_power_w = state.player.ftp_w.get(state.equipment)
        self._w_prime_j = state.player.w_prime_j.get(state.equipment)
        self.power_w = state.power_w
        self.at = state.power_at
        self.credited_s = state.power_credited_s
        self.filled_until = state.power_filled_until
        self.is_from_phone = state.is_power_from_phone
        speaker = state.power_by
        self._sensor_at = None if speaker is None else speaker.at
        self.max_w = state.power_max_w
        self.work_j = state.work_j
        self.seconds = state.power_s
        self.w_balance_j = state.w_balance_j

    def take(self, at: float, power_w: float, *, is_from_phone: bool) -> bool:
        """Take a value; False if it is none or not newer than the last one.

        A sensor's value has to be newer than the last sensor's only, whatever a phone has said.
        """
        last_at = self.at
        before = self._sensor_at if self.is_from_phone and not is_from_phone else last_at
        if power_w < 0 or (before is not None and at <= before):
            return False
        span = self._time.span_of(at)
        if last_at is not None and at <= last_at:
            self.filled_until = max(self.filled_until, last_at + self.credited_s)
        elif last_at is not None:
            self._credit_until(at, last_at, span)
        self.power_w = power_w
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
        room_s = self._time.active_until_end_s(span) - self.seconds
        seconds = min(left_s(self.at, LAST_S, self.filled_until), max(room_s, 0.0))
        self._credit(seconds)
        self.credited_s = seconds

    def _credit_until(self, at: float, last_at: float, span: int | None) -> None:
        last_span = self._time.span_of(last_at)
        held_s = 0.0
        if last_span is not None:
            held_s = min(at - last_at, HOLD_S if last_span == span else LAST_S)
            held_s = left_s(last_at, held_s, self.filled_until)
            if last_span == span:
                self._credit(held_s - self.credited_s)
        self._move_w_balance(self.power_w or 0.0, held_s)
        self._move_w_balance(0.0, left_s(last_at, at - last_at, self.filled_until) - held_s)

    def _credit(self, seconds: float) -> None:
        power_w = self.power_w or 0.0
        if seconds > 0:
            self.max_w = power_w if self.max_w is None else max(self.max_w, power_w)
        self.work_j += power_w * seconds
        self.seconds += seconds

    def _move_w_balance(self, power_w: float, seconds: float) -> None:
        if self.w_balance_j is None or seconds <= 0:
            return
        if self._critical_power_w and self._w_prime_j:
            self.w_balance_j = w_balance.step_j(
                self.w_balance_j,
                power_w,
                seconds,
                critical_power_w=self._critical_power_w,
                w_prime_j=self._w_prime_j,
            )

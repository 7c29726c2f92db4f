"""How power values change one player's sums: work, seconds, best value, W′bal."""

from __future__ import annotations

from typing_extensions import override

from core.live.active_time import ActiveTime
from core.live.held_quantity import HeldQuantity
from core.live.state import PlayerState
from core.physiology import w_balance


class PowerFold(HeldQuantity[float]):
    """Takes power values of one player (W), oldest first.

    W′bal runs on through pauses and gaps, in which it counts 0 W.

    Args:
        state: The player before.
        time: The session's active time.
    """

    __slots__ = (
        "_critical_power_w", "_w_prime_j", "max_w", "seconds", "w_balance_j", "work_j"
    )  # fmt: skip

    least = 0

    def __init__(self, state: PlayerState, time: ActiveTime) -> None:
        super().__init__(time, state.power_by)
        self._critical_power_w = state.player.threshold_w(state.equipment)
        self._w_prime_j = state.player.w_prime_j.get(state.equipment)
        self.value = state.power_w
        self.at = state.power_at
        self.credited_s = state.power_credited_s
        self.filled_until = state.power_filled_until
        self.is_from_phone = state.is_power_from_phone
        self.max_w = state.power_max_w
        self.work_j = state.work_j
        self.seconds = state.power_s
        self.w_balance_j = state.w_balance_j

    @override
    def _counted_s(self) -> float:
        return self.seconds

    @override
    def _credit(self, seconds: float) -> None:
        power_w = self.value or 0.0
        if seconds > 0:
            self.max_w = power_w if self.max_w is None else max(self.max_w, power_w)
        self.work_j += power_w * seconds
        self.seconds += seconds

    @override
    def _pass(self, held_s: float, empty_s: float) -> None:
        self._move_w_balance(self.value or 0.0, held_s)
        self._move_w_balance(0.0, empty_s)

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

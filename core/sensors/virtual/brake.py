"""What a machine makes of the power that somebody wants to give."""

from __future__ import annotations

from core.domain.value import Value

_ERG_NOISE_SHARE = 0.2
"""A held power varies much less than a free one."""


class Brake(Value, frozen=True, kw_only=True):
    """A machine's setting. Everything at its default: the athlete decides alone."""

    power_w: float | None = None
    """Held, whatever the athlete wants."""
    factor: float = 1.0
    """On the wanted power: a higher level or a hill takes more."""
    is_stopped: bool = False

    def goal_w(self, wanted_w: float, noise: float) -> float:
        """The power that the athlete ends up with.

        Args:
            wanted_w: What he would give without a brake.
            noise: How uneven he is now, as a share.
        """
        if self.is_stopped:
            return 0.0
        if self.power_w is not None:
            return self.power_w * (1 + noise * _ERG_NOISE_SHARE)
        return wanted_w * self.factor * (1 + noise)


FREE = Brake()

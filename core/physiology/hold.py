"""How long a sample counts; apart from numpy, so that a running session need not load it."""

HOLD_S = 5.0
"""A sample holds until the next one, no longer than this."""

SLOW_HOLD_S = 20.0
"""The same of what cannot change in seconds: a temperature."""

LAST_S = 1.0
"""What the last sample of a series counts."""


def left_s(at: float, seconds: float, filled_until: float) -> float:
    """What is left of the seconds after `at`, if all up to `filled_until` has been counted."""
    return seconds if filled_until <= at else max(seconds - (filled_until - at), 0.0)

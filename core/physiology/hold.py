"""How long a sample counts; apart from numpy, so that a running session need not load it."""

HOLD_S = 5.0
"""A sample holds until the next one, no longer than this."""

LAST_S = 1.0
"""What the last sample of a series counts."""

"""Load of a session as whoever did it felt it: session RPE.

How hard the whole session was, on the scale from 0 to 10 (Borg's CR-10), times its active minutes
(Foster 2001). It needs no sensor, so it stands beside TRIMP where heart rate lags or is missing.
Nobody's word, no value.
"""

from __future__ import annotations

_SECONDS_PER_MINUTE = 60.0


def session_load(rpe: float | None, active_s: float) -> float | None:
    """RPE times active minutes; None without a rating or without any active time.

    Args:
        rpe: 0 (rest) to 10 (everything).
        active_s: Active seconds of whoever rated it.
    """
    if rpe is None or active_s <= 0:
        return None
    return rpe * active_s / _SECONDS_PER_MINUTE

"""What the targets of an interval must be like, and the series in which they stand."""

from __future__ import annotations

from collections.abc import Sequence

from core.domain.workout import Interval, Series
from core.errors import InvalidInputError
from core.planning.limits import check_between, check_count
from core.planning.unrolling import MAX_INTERVALS, count_of

MAX_REPEATS = 100
MAX_FTP_SHARE = 5.0
HEART_RATE_SHARES = (0.3, 1.0)
POWERS_W = (1.0, 2500.0)
PACES_S = (60.0, 600.0)
_ZONES = range(1, 6)


def check_targets(interval: Interval, path: str) -> None:
    """See that an interval's targets can be meant, one for the heart and one for the machine.

    Raises:
        InvalidInputError: They cannot.
    """
    if interval.target_zone is not None and interval.target_zone not in _ZONES:
        raise InvalidInputError("A target zone is 1 to 5.", field=f"{path}.targetZone")
    if interval.target_heart_rate_share is not None:
        _check_share(interval.target_heart_rate_share, path)
    _check_power(interval, path)
    if interval.ramps_to is not None:
        _check_ramp(interval, path)


def check_series(series: Sequence[Series], path: str) -> None:
    """See that series can be meant, and that what they make can be done.

    Raises:
        InvalidInputError: They cannot.
    """
    check_count(len(series), "series", path)
    for index, one in enumerate(series):
        limits = (1, MAX_REPEATS)
        check_between(one.repeats, limits, "repeats", f"{path}.{index}.repeats")
        check_count(len(one.intervals), "intervals", f"{path}.{index}.intervals")
        if not one.intervals:
            raise InvalidInputError(
                "A series has no interval.",
                suggested_action="Add one, or take the series out.",
                field=f"{path}.{index}",
            )
    count = count_of(series)
    if count > MAX_INTERVALS:
        message = f"With all repeats there are {count} intervals; {MAX_INTERVALS} can be done."
        raise InvalidInputError(message, suggested_action="Repeat less often.", field=path)


def _check_share(share: float, path: str) -> None:
    least, most = HEART_RATE_SHARES
    if not least <= share <= most:
        raise InvalidInputError(
            "A heart-rate target is a share of the maximum, 0.3 to 1, such as 0.85.",
            field=f"{path}.targetHeartRateShare",
        )


def _check_power(interval: Interval, path: str) -> None:
    share = interval.target_ftp_share
    if share is not None and not 0 < share <= MAX_FTP_SHARE:
        raise InvalidInputError(
            "A power target is a share of threshold power, such as 0.9.",
            field=f"{path}.targetFtpShare",
        )
    if interval.target_power_w is not None:
        check_between(interval.target_power_w, POWERS_W, "watts", f"{path}.targetPowerW")
    if interval.target_pace_s is not None:
        check_between(interval.target_pace_s, PACES_S, "seconds of pace", f"{path}.targetPaceS")
    if share is not None and (
        interval.target_power_w is not None or interval.target_pace_s is not None
    ):
        raise InvalidInputError(
            "A machine has one target: a share of FTP, watts, or a pace.",
            field=f"{path}.targetFtpShare",
        )


def _check_ramp(interval: Interval, path: str) -> None:
    if not interval.asks_for_power or interval.ramps_to is None:
        raise InvalidInputError(
            "A ramp needs a power or pace to begin with.", field=f"{path}.rampsTo"
        )
    if interval.target_pace_s is not None:
        check_between(interval.ramps_to, PACES_S, "seconds of pace", f"{path}.rampsTo")
    elif interval.target_power_w is not None:
        check_between(interval.ramps_to, POWERS_W, "watts", f"{path}.rampsTo")
    elif not 0 < interval.ramps_to <= MAX_FTP_SHARE:
        raise InvalidInputError(
            "A ramp ends at a share of threshold power, such as 1.1.", field=f"{path}.rampsTo"
        )

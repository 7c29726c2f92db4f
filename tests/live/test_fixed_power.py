"""A target in watts is the same for everybody: on the wall, in judgement and on the machines."""

from __future__ import annotations

from core.domain.workout import Interval
from core.live.target import Target


def test_that_watts_for_everybody_need_no_ftp_and_a_share_does() -> None:
    assert Target(fixed_power_w=250).power_w(None) == 250
    assert Target(ftp_share=0.9).power_w(None) is None
    assert Target(ftp_share=0.9).power_w(200) == 180
    assert Interval(name="W", duration_s=60, target_power_w=250).power_w(180) == 250
    assert Interval(name="F", duration_s=60, target_ftp_share=0.5).power_w(180) == 90
    assert Interval(name="F", duration_s=60, target_ftp_share=0.5).power_w(None) is None


def test_that_rest_is_where_nothing_is_asked() -> None:
    assert Interval(name="Rest", duration_s=60).is_rest
    for asked in ({"target_zone": 2}, {"target_heart_rate_share": 0.7}, {"target_pace_s": 120.0}):
        assert not Interval(name="Work", duration_s=60, **asked).is_rest  # type: ignore[arg-type]

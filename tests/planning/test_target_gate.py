"""The medical gate and targets of the newer kinds: under a ceiling nothing asks for more."""

from __future__ import annotations

from datetime import date

import pytest

from core.domain.ids import PlayerId, RestrictionId
from core.domain.restriction import Restriction
from core.domain.workout import Content, Interval
from core.physiology.zones import zone_of_share
from core.planning.adaptation import adapted
from core.planning.medical_content import ContentGate

DAY = date(2026, 11, 21)


def gate(ceiling: int) -> ContentGate:
    restriction = Restriction(
        id=RestrictionId("r"),
        player_id=PlayerId("p"),
        body_part="heart",
        valid_from=DAY,
        intensity_ceiling_zone=ceiling,
    )
    return ContentGate([restriction], DAY)


@pytest.mark.parametrize(
    "asked",
    [{"target_power_w": 320.0}, {"target_pace_s": 95.0, "target_power_w": 408.0}],
)
def test_that_watts_for_everybody_become_the_ceilings_share_of_his_own_ftp(
    asked: dict[str, float],
) -> None:
    hard = Interval(name="Hard", duration_s=60, target_zone=5, **asked)  # type: ignore[arg-type]
    result = adapted(Content(intervals=(hard,)), gate(2))
    (eased,) = result.content.intervals
    assert (eased.target_zone, eased.target_ftp_share) == (2, 0.75)
    assert (eased.target_power_w, eased.target_pace_s) == (None, None)
    assert eased.power_w(ftp_w=200) == 150
    assert [change.instead for change in result.changes] == ["zone 2 and 75 % of threshold"]


def test_that_a_share_of_hrmax_stays_inside_the_ceilings_zone() -> None:
    hard = Interval(name="Hard", duration_s=60, target_heart_rate_share=0.92, target_zone=5)
    eased = gate(3).eased(hard)
    assert zone_of_share(eased.target_heart_rate_share or 0) == 3
    assert gate(5).eased(hard) == hard
    easy = Interval(name="Easy", duration_s=60, target_heart_rate_share=0.65, target_zone=2)
    assert not gate(3).is_too_hard(easy)

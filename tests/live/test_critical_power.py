from __future__ import annotations

import pytest

from core.domain.equipment import BIKE_ERG, ROWING
from core.domain.ids import PlayerId
from tests.helpers.recordings import Stream, player, reading, roster, state_after


@pytest.mark.parametrize(
    ("critical_power_w", "spent_j"),
    [({ROWING: 300.0}, 50 * 100), ({BIKE_ERG: 300.0}, 100 * 100), ({}, 100 * 100)],
)
def test_that_w_prime_is_spent_above_critical_power_and_where_nobody_measured_it_above_ftp(
    critical_power_w: dict[str, float], spent_j: float
):
    stream = Stream().start()
    stream.readings(*(reading(second, None, 350.0) for second in range(101)))
    one = player(critical_power_w=critical_power_w)
    state = state_after(roster([one]), stream.recorded).players[PlayerId("player-001")]
    assert state.w_balance_j == pytest.approx(20000 - spent_j)

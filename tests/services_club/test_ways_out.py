"""Ways out of a refusal do not hold up the loop that serves running sessions."""

from __future__ import annotations

import threading

import pytest

from core.domain.conflict import WayOut
from core.domain.equipment import ROWING
from core.domain.session import Session
from core.errors import OverCapacityError
from core.planning.ways_out import WaysOut
from core.services.club.bundles import BundleService
from tests.helpers.plans import TRAINER, players, station, three_groups


async def test_that_ways_out_are_tried_off_the_loop_and_no_time_where_machines_never_suffice(
    bundles: BundleService, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[threading.Thread] = []
    for_machines = WaysOut.for_machines

    def noted(self: WaysOut, session: Session, free: int) -> tuple[WayOut, ...]:
        threads.append(threading.current_thread())
        return for_machines(self, session, free)

    monkeypatch.setattr(WaysOut, "for_machines", noted)
    monkeypatch.setattr(WaysOut, "_goes_at", lambda *_: pytest.fail("no time can go"))
    sessions = (station("Row", ROWING, players(1, 5)), station("Row 2", ROWING, players(6, 10)))
    with pytest.raises(OverCapacityError):
        await bundles.create(three_groups(sessions=sessions), TRAINER)
    assert threads != []
    assert threading.main_thread() not in threads

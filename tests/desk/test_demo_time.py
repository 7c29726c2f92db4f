"""When the demo plays: where nothing that is unfinished is in its way."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.domain.session import SessionStatus
from core.services.desk.demo_plan import free_start
from tests.helpers.hub_fakes import FakeHubLink
from tests.helpers.sample_club import NOW, make_bundle

WANTED = NOW.timestamp() - 62 * 60


@pytest.mark.parametrize(
    ("left_behind", "earlier_min"),
    [
        ([], 0),
        ([(-62, SessionStatus.COMPLETED), (30, SessionStatus.SCHEDULED)], 0),
        ([(-62, SessionStatus.IN_PROGRESS)], 62),
        ([(-32, SessionStatus.SCHEDULED)], 32),
        ([(-124, SessionStatus.PAUSED), (-62, SessionStatus.IN_PROGRESS)], 124),
        ([(-300, SessionStatus.IN_PROGRESS), (-62, SessionStatus.IN_PROGRESS)], 62),
    ],
)
async def test_that_the_demo_goes_back_to_the_latest_hour_that_is_free(
    left_behind: list[tuple[float, SessionStatus]], earlier_min: float
):
    link = FakeHubLink(page_size=1)
    for number, (minutes, status) in enumerate(left_behind):
        starts_at = NOW + timedelta(minutes=minutes)
        link.store(make_bundle(f"bundle-{number}", starts_at=starts_at, status=status))
    start = await free_start(link, WANTED, 60)
    assert (WANTED - start) / 60 == pytest.approx(earlier_min)

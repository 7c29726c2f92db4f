"""Calendar files: what other programs make of odd names, and how done is judged."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from core.domain.calendar import CalendarEntry, CalendarSession, Fulfilment, fulfilment_of
from core.domain.equipment import ROWING
from core.domain.ids import BundleId, SessionId
from core.domain.session import SessionStatus
from core.reports.ics import calendar_file
from tests.helpers.calendar_fakes import on
from tests.helpers.sample_club import FACILITY, KINDS, NOW


def lines_of(name: str, status: SessionStatus = SessionStatus.SCHEDULED) -> list[str]:
    """As a reader gets them: unfolded."""
    session = CalendarSession(
        id=SessionId("s-1"),
        name="Row",
        equipment=ROWING,
        facility_id=FACILITY.id,
        starts_at=on(19, "09:00"),
        ends_at=on(19, "10:00"),
        status=status,
        player_count=1,
    )
    entry = CalendarEntry(
        bundle_id=BundleId("b-1"),
        name=name,
        facility_id=FACILITY.id,
        version=3,
        sessions=(session,),
    )
    kinds = {one.code: one for one in KINDS}
    raw = calendar_file([entry], {FACILITY.id: FACILITY}, kinds, NOW)
    assert all(len(line) <= 75 for line in raw.split(b"\r\n"))
    return raw.decode().replace("\r\n ", "").split("\r\n")


@pytest.mark.requirement(148)
def test_that_an_event_has_place_time_groups_and_its_version():
    lines = lines_of("Row, lift; rest\nand \\ more", SessionStatus.CANCELLED)
    assert lines[6:-2] == [
        "BEGIN:VEVENT",
        "UID:b-1@hockeyhub",
        "DTSTAMP:20261116T072000Z",
        "DTSTART:20261119T080000Z",
        "DTEND:20261119T090000Z",
        "SEQUENCE:2",
        "SUMMARY:Row\\, lift\\; rest\\nand \\\\ more",
        "LOCATION:Training Center Main",
        "DESCRIPTION:Row (Rowing): 1 player",
        "STATUS:CANCELLED",
        "END:VEVENT",
    ]


@given(st.text(max_size=300))
def test_that_no_name_breaks_the_file(name: str):
    lines = lines_of(name)
    assert len(lines) == 19
    assert lines.count("END:VEVENT") == 1


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (0.49, Fulfilment.FAR_OFF),
        (0.5, Fulfilment.NEARLY),
        (0.794, Fulfilment.NEARLY),
        (0.8, Fulfilment.AS_PLANNED),
        (1.2, Fulfilment.AS_PLANNED),
        (1.21, Fulfilment.NEARLY),
        (1.51, Fulfilment.FAR_OFF),
    ],
)
def test_that_done_is_judged_in_three_steps(share: float, expected: Fulfilment):
    assert fulfilment_of(share) is expected

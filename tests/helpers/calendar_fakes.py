"""A hub whose calendar is what the test put into it, and that really moves and copies."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import msgspec
from typing_extensions import override

from core.domain.calendar import CalendarEntry, CalendarSession
from core.domain.drafts import BundleChanges, BundleDraft, CreatedBundle
from core.domain.equipment import BIKE_ERG, ROWING, SKI_ERG, EquipmentType
from core.domain.facility import Facility
from core.domain.ids import BundleId, FacilityId, PlayerId, SessionId, UnitId
from core.domain.session import Assignment, Bundle, Session, SessionStatus
from core.errors import StaleError
from core.planning.timing import to_utc
from core.ports.calendar_link import CalendarLink
from core.reports.ics import calendar_file
from tests.helpers.hub_fakes import FakeHubLink
from tests.helpers.sample_club import FACILITY, KINDS, NOW, UNITS

ANNEX = Facility(id=FacilityId("facility-002"), name="Ice Hall", time_zone="Europe/Stockholm")
_SHORT = {ROWING: "Row", BIKE_ERG: "Bike", SKI_ERG: "Ski"}


class FakeCalendar(CalendarLink):
    """What stands in the stored bundles."""

    def __init__(self, hub: FakeCalendarHub) -> None:
        self._hub = hub

    @override
    async def entries(
        self, begins: datetime, ends: datetime, facility_id: FacilityId | None = None
    ) -> tuple[CalendarEntry, ...]:
        self._hub.check()
        return tuple(
            _entry(one)
            for one in sorted(self._hub.stored.values(), key=lambda one: one.starts_at)
            if any(each.starts_at < ends and begins < each.ends_at for each in one.sessions)
            and facility_id in (None, one.facility_id)
        )

    @override
    async def file(
        self, begins: datetime, ends: datetime, facility_id: FacilityId | None = None
    ) -> bytes:
        entries = await self.entries(begins, ends, facility_id)
        places = {one.id: one for one in self._hub.club_facilities}
        return calendar_file(entries, places, {one.code: one for one in KINDS}, NOW)


class FakeCalendarHub(FakeHubLink):
    """`refusal` is raised by whoever moves or copies, while it is set."""

    def __init__(self) -> None:
        super().__init__()
        self.refusal: Exception | None = None
        self._calendar = FakeCalendar(self)

    @property
    @override
    def calendar(self) -> FakeCalendar:
        return self._calendar

    def check(self) -> None:
        """Fail if that is set."""
        self._check()

    @override
    async def update_bundle(self, bundle_id: BundleId, changes: BundleChanges) -> Bundle:
        if self.refusal is not None:
            raise self.refusal
        bundle = await self.bundle(bundle_id)
        if changes.version != bundle.version:
            raise StaleError("Somebody changed it meanwhile.")
        common = changes.updates.common
        assert isinstance(common.start_date, date)
        assert isinstance(common.start_time, str)
        starts_at = to_utc(common.start_date, common.start_time, FACILITY.time_zone)
        self.store(moved(bundle, starts_at))
        return self.stored[bundle_id]

    @override
    async def create_bundle(self, draft: BundleDraft) -> CreatedBundle:
        if self.refusal is not None:
            raise self.refusal
        created = await super().create_bundle(draft)
        common = draft.common_properties
        starts_at = to_utc(common.start_date, common.start_time, FACILITY.time_zone)
        groups = tuple((one.equipment, len(one.player_ids)) for one in draft.sessions)
        self.store(planned(created.bundle_id, draft.name, starts_at, groups, common.duration))
        return created


def moved(bundle: Bundle, starts_at: datetime) -> Bundle:
    """The same at another time, one version on."""
    sessions = tuple(msgspec.structs.replace(one, starts_at=starts_at) for one in bundle.sessions)
    return msgspec.structs.replace(
        bundle, starts_at=starts_at, sessions=sessions, version=bundle.version + 1
    )


def planned(  # noqa: PLR0913 - a test names what matters to it
    bundle_id: str,
    name: str,
    starts_at: datetime,
    groups: tuple[tuple[EquipmentType, int], ...] = ((ROWING, 6), (BIKE_ERG, 6), (SKI_ERG, 6)),
    duration_min: float = 60,
    *,
    facility: Facility = FACILITY,
    first_player: int = 1,
) -> Bundle:
    """A bundle of groups, their players numbered on from the first, each on a machine."""
    sessions: list[Session] = []
    for order, (equipment, count) in enumerate(groups, start=1):
        units = [one for one in UNITS if one.equipment == equipment]
        assignments = tuple(
            Assignment(
                player_id=PlayerId(f"player-{first_player + at:03d}"),
                unit_id=units[at].id if at < len(units) else UnitId(f"{equipment}-{at}"),
            )
            for at in range(count)
        )
        first_player += count
        sessions.append(
            Session(
                id=SessionId(f"{bundle_id}-{order}"),
                bundle_id=BundleId(bundle_id),
                bundle_order=order,
                name=_SHORT[equipment],
                equipment=equipment,
                facility_id=facility.id,
                starts_at=starts_at,
                duration_min=duration_min,
                assignments=assignments,
            )
        )
    return Bundle(
        id=BundleId(bundle_id),
        name=name,
        facility_id=facility.id,
        starts_at=starts_at,
        duration_min=duration_min,
        sessions=tuple(sessions),
        created_at=NOW,
        updated_at=NOW,
    )


def held(bundle: Bundle, *shares: float, status: SessionStatus = SessionStatus.COMPLETED) -> Bundle:
    """The bundle after it took place; each session took a share of its time."""
    sessions = tuple(
        msgspec.structs.replace(
            one,
            status=status,
            started_at=one.starts_at,
            ended_at=one.starts_at + timedelta(minutes=one.duration_min * share),
        )
        for one, share in zip(bundle.sessions, shares, strict=True)
    )
    return msgspec.structs.replace(bundle, sessions=sessions)


def on(day: int, clock: str, month: int = 11) -> datetime:
    """A time in the facility, in autumn 2026, as an instant."""
    return to_utc(date(2026, month, day), clock, FACILITY.time_zone).astimezone(UTC)


def _entry(bundle: Bundle) -> CalendarEntry:
    return CalendarEntry(
        bundle_id=bundle.id,
        name=bundle.name,
        facility_id=bundle.facility_id,
        version=bundle.version,
        sessions=tuple(
            CalendarSession(
                id=one.id,
                name=one.name,
                equipment=one.equipment,
                facility_id=one.facility_id,
                starts_at=one.starts_at,
                ends_at=one.ends_at,
                status=one.status,
                started_at=one.started_at,
                ended_at=one.ended_at,
                player_count=len(one.assignments),
                unit_count=sum(each.unit_id is not None for each in one.assignments),
            )
            for one in bundle.sessions
        ),
    )

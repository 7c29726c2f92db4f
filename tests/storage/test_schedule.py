from __future__ import annotations

from datetime import timedelta

import msgspec
import pytest
from sqlalchemy import text

from core.domain.equipment import ROWING, SKI_ERG
from core.domain.ids import BundleId, SessionId, UnitId
from core.domain.session import Reservation, SessionStatus
from core.errors import InvalidInputError
from core.storage.database import SqlDatabase
from tests.helpers.plans import FACILITY, START, bundle, player, session


def reservation(session_id: str, unit: int, **more: object) -> Reservation:
    given = {"starts_at": START, "ends_at": START + timedelta(hours=1)} | more
    return Reservation(
        session_id=SessionId(session_id),
        unit_id=UnitId(f"rower-{unit}"),
        unit_name=f"Rower {unit}",
        equipment=ROWING,
        **given,
    )


async def test_that_a_bundle_comes_back_as_it_was_stored(club: SqlDatabase) -> None:
    stored = bundle()
    async with club.write() as unit:
        await unit.schedule.add_bundle(stored)
        await unit.commit()
    async with club.read() as unit:
        assert await unit.schedule.bundle(stored.id) == stored
        assert await unit.schedule.session(stored.sessions[1].id) == stored.sessions[1]
        assert await unit.schedule.bundle(BundleId("other")) is None


async def test_that_what_was_not_committed_never_was(club: SqlDatabase) -> None:
    async with club.write() as unit:
        await unit.schedule.add_bundle(bundle())
    with pytest.raises(ZeroDivisionError):
        async with club.write() as unit:
            await unit.schedule.add_bundle(bundle(description=str(1 / 0)))
    async with club.read() as unit:
        assert (await unit.schedule.bundles(limit=10)).items == ()


async def test_that_saving_replaces_sessions_and_assignments_and_keeps_recordings(
    club: SqlDatabase,
) -> None:
    before = bundle()
    first, second = before.sessions
    third = session("third", 2, (5, 4), bundle_id=before.id, equipment=ROWING)
    changed = msgspec.structs.replace(
        first, name="Renamed", status=SessionStatus.IN_PROGRESS, started_at=START, assignments=()
    )
    after = msgspec.structs.replace(before, name="New", version=2, sessions=(changed, third))
    async with club.write() as unit:
        await unit.schedule.add_bundle(before)
        await unit.schedule.save_bundle(after)
        await unit.commit()
    async with club.read() as unit:
        assert await unit.schedule.bundle(before.id) == after
        assert await unit.schedule.session(second.id) is None
        assert await unit.schedule.sessions([SessionStatus.IN_PROGRESS]) == (changed,)
        assert len(await unit.schedule.sessions()) == 2


async def test_that_deleting_a_bundle_takes_all_that_hangs_on_it(club: SqlDatabase) -> None:
    stored = bundle()
    async with club.write() as unit:
        await unit.schedule.add_bundle(stored)
        await unit.schedule.reserve([reservation("bundle-1-1", 1)])
        await unit.schedule.delete_bundle(stored.id)
        await unit.commit()
    async with club.read() as unit:
        assert await unit.schedule.session(stored.sessions[0].id) is None
        assert await unit.schedule.reservations_of([stored.sessions[0].id]) == ()


@pytest.mark.requirement(32)
async def test_that_pages_follow_each_other_without_gap_or_repetition(club: SqlDatabase) -> None:
    async with club.write() as unit:
        for number in range(7):
            start = START + timedelta(days=number // 2)
            await unit.schedule.add_bundle(bundle(f"bundle-{number}", starts_at=start, sessions=()))
        await unit.commit()
    seen: list[str] = []
    cursor: str | None = None
    async with club.read() as unit:
        while True:
            page = await unit.schedule.bundles(limit=3, cursor=cursor)
            seen += [item.id for item in page.items]
            cursor = page.next_cursor
            if cursor is None:
                break
    assert seen == [f"bundle-{number}" for number in (6, 5, 4, 3, 2, 1, 0)]


async def test_that_an_invented_cursor_is_refused(club: SqlDatabase) -> None:
    async with club.read() as unit:
        with pytest.raises(InvalidInputError):
            await unit.schedule.bundles(limit=3, cursor="bm9uc2Vuc2U=")


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        ("scheduled", "in_progress", "in_progress"),
        ("paused", "completed", "paused"),
        ("completed", "scheduled", "scheduled"),
        ("cancelled", "completed", "completed"),
        ("cancelled", "cancelled", "cancelled"),
    ],
)
async def test_that_a_bundle_in_a_list_stands_where_its_foremost_session_stands(
    club: SqlDatabase, first: str, second: str, together: str
) -> None:
    plain = bundle()
    states = zip(plain.sessions, (first, second), strict=True)
    sessions = tuple(
        msgspec.structs.replace(one, status=SessionStatus(state)) for one, state in states
    )
    async with club.write() as unit:
        await unit.schedule.add_bundle(msgspec.structs.replace(plain, sessions=sessions))
        await unit.commit()
    async with club.read() as unit:
        (item,) = (await unit.schedule.bundles(limit=10, status=SessionStatus(together))).items
        assert (item.status, item.session_count, item.player_count) == (together, 2, 3)
        assert item.equipment == (ROWING, ROWING)
        for other in set(SessionStatus) - {SessionStatus(together)}:
            assert (await unit.schedule.bundles(limit=10, status=other)).items == ()


async def test_that_reservations_that_only_touch_do_not_overlap(club: SqlDatabase) -> None:
    held = reservation("bundle-1-1", 2)
    async with club.write() as unit:
        await unit.schedule.add_bundle(bundle())
        await unit.schedule.reserve([held])
        await unit.commit()
    hour = timedelta(hours=1)
    async with club.read() as unit:

        async def between(start: timedelta, end: timedelta) -> tuple[Reservation, ...]:
            return await unit.schedule.reservations(
                facility_id=FACILITY, starts_before=START + end, ends_after=START + start
            )

        assert await between(-hour, 0 * hour) == ()
        assert await between(hour, 2 * hour) == ()
        assert await between(hour / 2, 2 * hour) == (held,)
    async with club.write() as unit:
        await unit.schedule.release([held.session_id])
        assert await unit.schedule.reservations_of([held.session_id]) == ()


async def test_that_a_player_is_busy_only_in_sessions_that_overlap_and_are_not_over(
    club: SqlDatabase,
) -> None:
    stored = bundle()
    first = stored.sessions[0]
    everybody = [player(1), player(3), player(9)]
    end = START + timedelta(hours=1)
    async with club.write() as unit:
        await unit.schedule.add_bundle(stored)
        find = unit.schedule.busy_players
        busy = await find(everybody, starts_before=end, ends_after=START)
        assert busy == {player(1): first, player(3): stored.sessions[1]}
        assert await find(everybody, starts_before=end + timedelta(1), ends_after=end) == {}
        others = await find(
            everybody, starts_before=end, ends_after=START, except_sessions=[first.id]
        )
        assert set(others) == {player(3)}
        over = msgspec.structs.replace(first, status=SessionStatus.FORCE_ENDED)
        await unit.schedule.save_session(over)
        assert set(await find(everybody, starts_before=end, ends_after=START)) == {player(3)}


@pytest.mark.requirement(8, 10)
async def test_that_the_seed_documents_relation_of_bundles_and_sessions_can_be_read(
    club: SqlDatabase,
) -> None:
    async with club.write() as unit:
        await unit.schedule.add_bundle(bundle())
        await unit.schedule.add_session(session("alone", 1, (7,), equipment=SKI_ERG))
        await unit.commit()
    async with club._reader.connect() as connection:
        rows = await connection.execute(
            text("SELECT bundle_id, session_id, session_order FROM bundle_sessions ORDER BY 3")
        )
        assert [tuple(row) for row in rows] == [
            ("bundle-1", "bundle-1-1", 1),
            ("bundle-1", "bundle-1-2", 2),
        ]

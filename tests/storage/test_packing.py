"""Recorded readings in columns: exactly what they were in rows, in both forms and between them."""

from __future__ import annotations

import math
from datetime import timedelta

import msgspec
import pytest
from hypothesis import given, settings, strategies as st

from core.domain.ids import EventId, SensorId, SessionId, new_id
from core.domain.sensor import Quality, Reading, SourceKind
from core.domain.session import Session, SessionStatus
from core.errors import NewerDatabaseError
from core.live.events import ReadingsReceived, Recorded, SessionEnded, SessionEvent, utc
from core.storage.columns import packed, unpacked
from core.storage.database import SqlDatabase
from core.storage.packing import FORMAT, pack, seq_of, unpack
from core.storage.repositories import event_log, reading_packer
from tests.helpers.plans import bundle, player

SESSION = SessionId("bundle-1-1")
NOON = 1_770_000_000.25

_reals = st.floats(allow_nan=False, allow_infinity=False) | st.sampled_from([0.0, -0.0, 212.0, 4.7])
_readings = st.builds(
    Reading,
    player_id=st.integers(1, 4).map(player),
    sensor_id=st.sampled_from(["AA:BB", "CC:DD", "тренажёр"]).map(SensorId),
    at=st.floats(1.7e9, 1.8e9),
    heart_rate_bpm=st.none() | st.integers(-(2**63), 2**63 - 1),
    rr_intervals_ms=st.lists(_reals | st.integers(0, 3000).map(lambda n: n * 1000 / 1024)).map(
        tuple
    ),
    power_w=st.none() | _reals,
    distance_m=st.none() | st.integers(0, 200_000).map(lambda n: n / 10),
    source=st.sampled_from(SourceKind),
    receiver=st.sampled_from(["", "hci1", "gateway 2"]),
    heart_rate_quality=st.sampled_from(Quality),
    machine_quality=st.sampled_from(Quality),
)
_event_ids = st.uuids().map(str) | st.text(min_size=1, max_size=8)
_instants = st.integers(0, 4 * 10**15).map(lambda us: utc(0) + timedelta(microseconds=us))
_batches = st.lists(
    st.builds(
        ReadingsReceived,
        event_id=_event_ids.map(EventId),
        session_id=st.just(SESSION),
        at=_instants,
        actor=st.sampled_from(["", "trainer-001"]),
        readings=st.lists(_readings, max_size=6).map(tuple),
    ),
    min_size=1,
    max_size=8,
    unique_by=lambda event: event.event_id,
)


@given(_batches, st.integers(1, 9))
@settings(deadline=None, max_examples=150)
def test_that_packed_readings_come_back_with_every_sample_source_quality_receiver_and_time(
    batches: list[ReadingsReceived], step: int
) -> None:
    rows = [msgspec.json.decode(msgspec.json.encode(one), type=SessionEvent) for one in batches]
    recorded = [Recorded(seq=5 + place * step, event=event) for place, event in enumerate(rows)]
    stretch = pack(SESSION, recorded)
    again = unpack(SESSION, stretch.format, stretch.events, stretch.readings)
    assert again == recorded
    assert [msgspec.json.encode(one) for one in again] == [
        msgspec.json.encode(one) for one in recorded
    ]
    assert stretch.seqs == tuple(one.seq for one in recorded)
    assert all(seq_of(stretch.events, one.event.event_id) == one.seq for one in recorded)


@given(
    st.lists(st.none() | st.floats() | st.sampled_from([-0.0, 0.1, 1e300, 5e-324]), max_size=30)
    | st.lists(st.none() | st.integers(), max_size=30)
    | st.lists(st.integers(0, 3) | st.sampled_from([1.5, None]), max_size=30)
    | st.lists(st.text() | st.uuids().map(str), max_size=30)
)
@settings(deadline=None)
def test_that_a_column_keeps_each_value_to_the_last_bit(values: list[object]) -> None:
    stored = msgspec.msgpack.decode(msgspec.msgpack.encode(packed(values)))
    again = unpacked(stored)
    assert [repr(one) for one in again] == [repr(one) for one in values]


def test_that_a_chunk_of_a_newer_program_is_refused_and_an_inexact_one_never_made() -> None:
    stretch = pack(SESSION, [readings(1)])
    with pytest.raises(NewerDatabaseError):
        unpack(SESSION, FORMAT + 1, stretch.events, stretch.readings)
    strange = msgspec.structs.replace(readings(1).event, readings=(reading(math.nan),))
    with pytest.raises(ValueError, match="cannot be packed exactly"):
        pack(SESSION, [Recorded(seq=1, event=strange)])


def reading(power_w: float, number: int = 1) -> Reading:
    return Reading(player_id=player(number), sensor_id=SensorId("AA"), at=NOON, power_w=power_w)


def readings(seq: int) -> Recorded:
    event = ReadingsReceived(
        event_id=EventId(new_id()),
        session_id=SESSION,
        at=utc(NOON + seq),
        readings=tuple(reading(200.0 + seq, number) for number in (2, 1)),
    )
    return Recorded(seq=seq, event=event)


@pytest.fixture
async def planned(club: SqlDatabase) -> SqlDatabase:
    async with club.write() as unit:
        await unit.schedule.add_bundle(bundle())
        await unit.commit()
    return club


async def written(database: SqlDatabase) -> list[Recorded]:
    """A log of 60 events, one in ten of them no readings."""
    log = [readings(seq) for seq in range(1, 61)]
    for seq in range(10, 61, 10):
        event = SessionEnded(event_id=EventId(new_id()), session_id=SESSION, at=utc(NOON + seq))
        log[seq - 1] = Recorded(seq=seq, event=event)
    async with database.write() as unit:
        await unit.recordings.append(log)
        await unit.commit()
    return log


async def pack_next(database: SqlDatabase, at_least: int = 1) -> bool:
    async with database.read() as unit:
        stretch = await unit.recordings.packed_readings(SESSION, at_least)
    if stretch is None:
        return False
    async with database.write() as unit:
        is_stored = await unit.recordings.store_packed(stretch)
        await unit.commit()
    return is_stored


async def test_that_one_reader_reads_rows_columns_and_any_mixture_of_them(
    planned: SqlDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(event_log, "_PAGE", 7)
    monkeypatch.setattr(reading_packer, "_MOST_EVENTS", 20)
    log = await written(planned)
    packs = 0
    while True:
        async with planned.read() as unit:
            assert await unit.recordings.read(SESSION) == log
            for after in (0, 13, 20, 59, 60):
                assert await unit.recordings.read(SESSION, after_seq=after) == log[after:]
            for one in log[::9]:
                place = await unit.recordings.place_of(one.event.event_id)
                assert place == (SESSION, one.seq)
            assert await unit.recordings.place_of(EventId("0198")) is None
        if not await pack_next(planned):
            break
        packs += 1
    assert packs == 3
    late = [readings(61), readings(62)]
    async with planned.write() as unit:
        await unit.recordings.append(late)
        await unit.commit()
    assert not await pack_next(planned, at_least=3)
    assert await pack_next(planned)
    async with planned.read() as unit:
        assert await unit.recordings.read(SESSION) == log + late


async def test_that_packing_is_all_or_nothing_and_done_once(planned: SqlDatabase) -> None:
    log = await written(planned)
    async with planned.read() as unit:
        stretch = await unit.recordings.packed_readings(SESSION, 1)
    assert stretch is not None
    async with planned.write() as unit:
        assert await unit.recordings.store_packed(stretch)
        # Not committed: the hub was killed here.
    async with planned.read() as unit:
        assert await unit.recordings.read(SESSION) == log
    assert await pack_next(planned)
    async with planned.write() as unit:
        assert not await unit.recordings.store_packed(stretch)
        await unit.schedule.delete_bundle(bundle().id)
        assert await unit.recordings.read(SESSION) == []


async def test_that_only_ended_sessions_are_packed_and_results_know_of_packed_events(
    planned: SqlDatabase,
) -> None:
    async with planned.write() as unit:
        await unit.recordings.append([readings(seq) for seq in range(1, 6)])
        assert await unit.recordings.sessions_to_pack(at_least=5) == ()
        session = await unit.schedule.session(SESSION)
        assert isinstance(session, Session)
        over = msgspec.structs.replace(session, status=SessionStatus.COMPLETED)
        await unit.schedule.save_session(over)
        assert await unit.recordings.sessions_to_pack(at_least=5) == (SESSION,)
        assert await unit.recordings.sessions_to_pack(at_least=6) == ()
        await unit.commit()
    assert await pack_next(planned)
    async with planned.read() as unit:
        assert await unit.recordings.sessions_to_pack(at_least=1) == ()
        assert not await unit.recordings.has_whole_result(SESSION)

from __future__ import annotations

import threading
from datetime import timedelta

import msgspec
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from core.domain.ids import EventId, SensorId, SessionId
from core.domain.sensor import Reading
from core.domain.summary import PlayerSummary, PlayerTrace, SessionSummary
from core.live.events import (
    ReadingsReceived,
    Recorded,
    SessionEnded,
    SessionEvent,
    SessionStarted,
    utc,
)
from core.storage.database import SqlDatabase
from core.storage.repositories import event_log
from tests.helpers.plans import START, bundle, player

SESSION = SessionId("bundle-1-1")
NOON = 1_770_000_000.25


@pytest.fixture
async def planned(club: SqlDatabase) -> SqlDatabase:
    async with club.write() as unit:
        await unit.schedule.add_bundle(bundle())
        await unit.commit()
    return club


def readings(seq: int) -> Recorded:
    event = ReadingsReceived(
        event_id=EventId(f"e-{seq}"),
        session_id=SESSION,
        at=utc(NOON + seq),
        readings=tuple(
            Reading(
                player_id=player(number),
                sensor_id=SensorId("AA:BB"),
                at=NOON + seq,
                heart_rate_bpm=140 + number,
                rr_intervals_ms=(428.7109375,),
            )
            for number in (1, 2)
        ),
    )
    return Recorded(seq=seq, event=event)


async def test_that_events_come_back_whole_and_in_order(planned: SqlDatabase) -> None:
    log = [
        Recorded(
            seq=1, event=SessionStarted(event_id=EventId("a"), session_id=SESSION, at=utc(NOON))
        ),
        *(readings(seq) for seq in range(2, 50)),
        Recorded(
            seq=50, event=SessionEnded(event_id=EventId("z"), session_id=SESSION, at=utc(NOON))
        ),
    ]
    async with planned.write() as unit:
        await unit.recordings.append(log[20:])
        await unit.recordings.append(log[:20])
        await unit.recordings.append([])
        await unit.commit()
    async with planned.read() as unit:
        assert await unit.recordings.read(SESSION) == log
        assert await unit.recordings.read(SESSION, after_seq=48) == log[48:]
        assert await unit.recordings.place_of(EventId("z")) == (SESSION, 50)
        assert await unit.recordings.place_of(EventId("never")) is None


async def test_that_a_long_log_is_read_page_by_page_and_decoded_beside_the_loop(
    planned: SqlDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = [readings(seq) for seq in range(1, 51)]
    async with planned.write() as unit:
        await unit.recordings.append(log)
        await unit.commit()
    decoded_in: list[threading.Thread] = []

    class NotingDecoder:
        def decode(self, payload: bytes) -> SessionEvent:
            decoded_in.append(threading.current_thread())
            return msgspec.json.decode(payload, type=SessionEvent)

    monkeypatch.setattr(event_log, "_event_decoder", NotingDecoder())
    monkeypatch.setattr(event_log, "_PAGE", 10)
    async with planned.read() as unit:
        assert await unit.recordings.read(SESSION) == log
        assert await unit.recordings.read(SESSION, after_seq=33) == log[33:]
    assert len(decoded_in) == 50 + 17
    assert threading.main_thread() not in decoded_in


async def test_that_an_event_is_recorded_once_at_most(planned: SqlDatabase) -> None:
    async with planned.write() as unit:
        await unit.recordings.append([readings(1)])
        await unit.commit()
    again = Recorded(seq=2, event=readings(1).event)
    with pytest.raises(IntegrityError):
        async with planned.write() as unit:
            await unit.recordings.append([again])


async def test_that_a_result_comes_back_and_can_be_computed_anew(planned: SqlDatabase) -> None:
    trace = PlayerTrace(
        player_id=player(1),
        heart_rate_bpm=(None, 120, 121),
        power_w=(0.0, None, 250.5),
        cadence_per_min=(None, None, 24.0),
        distance_m=(0.0, 4.5, 9.25),
    )

    def summary(active_s: float) -> SessionSummary:
        one = PlayerSummary(
            player_id=player(1),
            active_s=active_s,
            seconds_in_zone=(0.0, 1.0, 2.0, 0.0, 0.0, 0.0),
            seconds_without_heart_rate=1.0,
            samples_received=3,
            samples_lost=0,
        )
        return SessionSummary(session_id=SESSION, elapsed_s=3.0, active_s=active_s, players=(one,))

    async with planned.write() as unit:
        assert await unit.recordings.result(SESSION) is None
        await unit.recordings.append([readings(1), readings(2)])
        assert not await unit.recordings.has_whole_result(SESSION)
        await unit.recordings.save_result(summary(3.0), [trace], last_seq=1)
        assert not await unit.recordings.has_whole_result(SESSION)
        await unit.recordings.save_result(summary(2.5), [trace], last_seq=2)
        assert await unit.recordings.has_whole_result(SESSION)
        await unit.commit()
    async with planned.read() as unit:
        assert await unit.recordings.result(SESSION) == (summary(2.5), (trace,))
        begins, second = START, timedelta(seconds=1)
        assert await unit.recordings.summaries_between(begins, begins + second) == (
            (begins, summary(2.5)),
        )
        assert await unit.recordings.summaries_between(begins - second, begins) == ()


async def test_that_recordings_and_results_go_with_their_bundle(planned: SqlDatabase) -> None:
    async with planned.write() as unit:
        await unit.recordings.append([readings(1)])
        await unit.schedule.delete_bundle(bundle().id)
        assert await unit.recordings.read(SESSION) == []


async def test_that_the_audit_log_says_who_what_and_when(planned: SqlDatabase) -> None:
    async with planned.write() as unit:
        await unit.audit.note(actor="u", action="did", subject="s", detail=b'{"after":1}')
        await unit.commit()
    async with planned._reader.connect() as connection:
        row = (await connection.execute(text("SELECT * FROM audit_log"))).one()
    assert (row.actor, row.action, row.subject, row.detail) == ("u", "did", "s", b'{"after":1}')
    assert str(row.at).startswith("2026-02-02 02:40:00")

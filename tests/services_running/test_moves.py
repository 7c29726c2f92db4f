"""Moves and medical responses as deeds: all or nothing, once, and the same after a crash."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from core.clock import ManualClock
from core.domain.equipment import ROWING
from core.domain.ids import EventId, RestrictionId, SensorId, SessionId, new_id
from core.domain.restriction import Restriction, Severity
from core.domain.sensor import Reading
from core.errors import OverCapacityError, RestrictedError, UnavailableError
from core.live.events import MedicalStatus, ReadingsReceived, SessionEnded, SessionStarted, utc
from core.ports.storage import UnitOfWork
from core.services.club.bundles import BundleService
from core.services.club.sample import load_sample_club
from core.services.running.medical import MedicalResponse
from core.services.running.medical_order import MedicalOrder
from core.services.running.moves import MoveOrder, ParticipantMoves
from core.services.running.sessions import RunningSessions
from core.storage.database import SqlDatabase
from core.storage.repositories.schedule import SqlScheduleRepository
from core.tasks import TaskScope
from tests.helpers.databases import KINDS, fresh_database
from tests.helpers.plans import START, TRAINER, player, three_groups

NOW = START.timestamp()
ROWER = player(1)


class Hub:
    """Running sessions on a real database, with those who move players."""

    def __init__(self, database: SqlDatabase, sessions: tuple[SessionId, ...]) -> None:
        self.database = database
        self.rowing, self.bikes, self.skis = sessions
        self.clock = ManualClock(NOW)
        self.open()

    def open(self) -> None:
        self._tasks = TaskScope()
        self.running = RunningSessions(self.database, self.clock, self._tasks)
        self.moves = ParticipantMoves(self.running)
        self.medical = MedicalResponse(self.running, self.moves)

    async def kill(self) -> None:
        await self._tasks.close()

    async def start(self) -> None:
        for session_id in (self.rowing, self.bikes, self.skis):
            await self.running.submit(
                SessionStarted(event_id=EventId(new_id()), session_id=session_id, at=utc(NOW))
            )

    async def beat(self, session_id: SessionId, bpm: int, *seconds: float) -> None:
        self.clock.move_to(max(self.clock.now(), NOW + max(seconds)))
        readings = tuple(
            Reading(player_id=ROWER, sensor_id=SensorId("s"), at=NOW + second, heart_rate_bpm=bpm)
            for second in seconds
        )
        await self.running.submit(
            ReadingsReceived(
                event_id=EventId(new_id()),
                session_id=session_id,
                at=utc(NOW + max(seconds)),
                readings=readings,
            )
        )

    def order(self, source: SessionId, target: SessionId, second: float = 10.0) -> MoveOrder:
        self.clock.move_to(max(self.clock.now(), NOW + second))
        return MoveOrder(
            event_id=EventId(new_id()),
            player_id=ROWER,
            from_session_id=source,
            to_session_id=target,
            at=utc(NOW + second),
        )


@pytest.fixture(params=KINDS)
async def hub(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Hub]:
    async with fresh_database(request.param, tmp_path, ManualClock(NOW)) as database:
        await load_sample_club(database)
        created = await BundleService(database, ManualClock(NOW)).create(
            three_groups("09:00"), TRAINER
        )
        made = Hub(database, tuple(one.id for one in created.sessions))
        yield made
        await made.kill()


@pytest.mark.requirement(35, 117)
async def test_that_after_a_crash_everybody_is_where_he_was(hub: Hub) -> None:
    await hub.start()
    await hub.beat(hub.rowing, 120, *range(1, 10))
    await hub.moves.move(hub.order(hub.rowing, hub.bikes), TRAINER)
    await hub.beat(hub.bikes, 150, *range(11, 20))
    await hub.moves.move(hub.order(hub.bikes, hub.rowing, 40), TRAINER)
    await hub.beat(hub.rowing, 160, *range(41, 50))
    before = await hub.running.states((hub.rowing, hub.bikes))
    await hub.kill()
    hub.open()
    await hub.running.open()
    assert await hub.running.states((hub.rowing, hub.bikes)) == before
    home, away = (state.players[ROWER] for state in before)
    assert home.heart_rate_s == pytest.approx(8 + 1 + 8), "the second before he went counts 1 s"
    assert away.heart_rate_s == pytest.approx(8 + 1)
    assert (home.absences, home.removed_at) == (((NOW + 10, NOW + 40),), None)
    # What is computed from the whole log says the same.
    for session_id in (hub.rowing, hub.bikes):
        await hub.running.submit(
            SessionEnded(event_id=EventId(new_id()), session_id=session_id, at=utc(NOW + 50))
        )
    for session_id, seconds, active_s in ((hub.rowing, 18, 20), (hub.bikes, 9, 30)):
        summary, _ = await hub.running.results.of(session_id)
        mine = next(one for one in summary.players if one.player_id == ROWER)
        assert sum(mine.seconds_in_zone) == pytest.approx(seconds)
        assert mine.active_s == pytest.approx(active_s)


async def test_that_a_refused_move_leaves_no_trace_and_keeps_nobody_up(hub: Hub) -> None:
    await hub.start()
    logs = [await hub.running.log(one) for one in (hub.rowing, hub.skis)]
    order = hub.order(hub.rowing, hub.skis)
    with pytest.raises(OverCapacityError):
        await hub.moves.move(order, TRAINER)  # six skis, all taken
    assert [await hub.running.log(one) for one in (hub.rowing, hub.skis)] == logs
    await hub.beat(hub.rowing, 120, 11)
    assert (await hub.running.state(hub.rowing)).players[ROWER].heart_rate_bpm == 120


async def test_that_a_broken_disk_moves_nobody_and_a_repetition_does(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    await hub.start()
    order = hub.order(hub.rowing, hub.bikes)

    async def broken(_self: SqlScheduleRepository, _reservations: object) -> None:
        raise OSError("no room on the disk")

    with monkeypatch.context() as patched:
        patched.setattr(SqlScheduleRepository, "reserve", broken)
        with pytest.raises(UnavailableError):
            await hub.moves.move(order, TRAINER)
    assert (await hub.running.state(hub.rowing)).players[ROWER].moved_to is None
    receipt = await hub.moves.move(order, TRAINER)
    again = await hub.moves.move(order, TRAINER)
    assert (again.seq, again.is_repeat) == (receipt.seq, True)
    assert (await hub.running.state(hub.rowing)).players[ROWER].moved_to == hub.bikes


@pytest.mark.requirement(58)
async def test_that_an_injury_whose_move_a_crash_prevented_is_finished_when_it_is_repeated(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    await hub.start()
    hub.clock.move_to(NOW + 10)
    injury = MedicalOrder(
        event_id=EventId(new_id()),
        player_id=ROWER,
        session_id=hub.rowing,
        at=utc(NOW + 10),
        status=MedicalStatus.INJURED,
        body_part="back",
    )

    async def crash(*_arguments: object) -> None:
        raise RuntimeError("the power went")

    with monkeypatch.context() as patched:
        patched.setattr(ParticipantMoves, "move", crash)
        with pytest.raises(RuntimeError):
            await hub.medical.respond(injury, TRAINER)
    player_state = (await hub.running.state(hub.rowing)).players[ROWER]
    assert player_state.medical.status is MedicalStatus.INJURED, "the alarm was recorded first"
    assert player_state.moved_to is None
    await hub.medical.respond(injury, TRAINER)
    assert (await hub.running.state(hub.rowing)).players[ROWER].moved_to == hub.bikes
    async with hub.database.read() as work:
        restrictions = await work.club.restrictions([ROWER])
    assert [one.id for one in restrictions] == [injury.event_id]
    with pytest.raises(RestrictedError):
        await hub.moves.move(hub.order(hub.bikes, hub.rowing, 20), TRAINER)


@pytest.mark.requirement(58, 87)
async def test_that_who_comes_with_a_restriction_begins_with_a_workout_of_his_own(
    hub: Hub,
) -> None:
    async def restrict(work: UnitOfWork) -> None:
        await work.club.save_restriction(
            Restriction(
                id=RestrictionId("r"),
                player_id=ROWER,
                body_part="heart",
                valid_from=date(2026, 1, 1),
                severity=Severity.CAUTION,
                intensity_ceiling_zone=2,
            )
        )
        await work.commit()

    async with hub.database.write() as work:
        await restrict(work)
    await hub.start()
    state = await hub.running.state(hub.rowing)
    mine = state.players[ROWER]
    assert mine.medical.restricted
    assert mine.content is not None
    planned = state.session.intervals
    assert len(mine.content.intervals) == len(planned)
    assert max(one.target_zone or 0 for one in planned) == 4
    assert max(one.target_zone or 0 for one in mine.content.intervals) == 2
    assert state.players[player(2)].content is None
    assert state.session.equipment == ROWING

"""The desk corrects straps: its pairings, its picture, and what it asks of the hub."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Self

import msgspec
import pytest
from typing_extensions import override

from core.client.outbox import SqliteOutbox
from core.clock import ManualClock
from core.domain.ids import EventId, PlayerId, SensorId, SessionId
from core.domain.sensor import (
    LinkState,
    Pairing,
    Quality,
    Reading,
    ReadingBatch,
    Sensor,
    SensorKind,
    SensorMove,
    SensorReading,
    SourceKind,
)
from core.domain.session import SessionStatus
from core.errors import InvalidInputError, NotFoundError
from core.live.events import Recorded, SensorReassigned, utc
from core.live.reducer import open_session
from core.live.state import Roster, SessionState
from core.ports.hub_link import LinkStatus
from core.services.desk.courier import ReadingCourier
from core.services.desk.floor import TrainingFloor
from core.services.desk.pairings import Pairings
from core.services.desk.strap_watch import StrapProposal
from core.tasks import TaskScope
from tests.helpers.hub_fakes import FakeHubLink
from tests.helpers.radio_fakes import FakeSensorSource
from tests.helpers.sample_club import NOW, PLAYERS, make_bundle

AT = NOW.timestamp()
ONE, TWO = PLAYERS[0].id, PLAYERS[1].id


class Hub(FakeHubLink):
    """Lets the desk join, and notes in which order things arrive."""

    def __init__(self) -> None:
        super().__init__()
        self.arrived: list[Reading | SensorMove] = []
        bundle = make_bundle(player_ids=[ONE, TWO], status=SessionStatus.IN_PROGRESS)
        self.stored[bundle.id] = bundle

    @property
    @override
    def status(self) -> LinkStatus:
        return LinkStatus.ONLINE

    @override
    async def join(self, session_id: SessionId) -> SessionState:
        bundle = next(iter(self.stored.values()))
        session = next(one for one in bundle.sessions if one.id == session_id)
        state = open_session(Roster(session=session, players=PLAYERS[:2]))
        return msgspec.structs.replace(state, started_at=AT, running_since=AT)

    @override
    async def send_readings(self, batch: ReadingBatch) -> None:
        await asyncio.sleep(0)
        self.arrived.extend(batch.readings)

    @override
    async def reassign(self, move: SensorMove, at: float) -> None:
        await super().reassign(move, at)
        self.arrived.append(move)


class Desk:
    """A training floor with two players, a strap each."""

    def __init__(self, folder: Path) -> None:
        self.hub = Hub()
        self.clock = ManualClock(AT)
        self.tasks = TaskScope()
        self.outbox = SqliteOutbox(folder / "outbox.db")
        self.pairings = Pairings(
            [
                Pairing(sensor_id=SensorId("strap-1"), player_id=ONE, label="blue"),
                Pairing(sensor_id=SensorId("strap-2"), player_id=TWO),
            ]
        )
        self.sensors = FakeSensorSource(
            [
                Sensor(
                    id=SensorId(f"strap-{number}"),
                    name="Strap",
                    kind=SensorKind.HEART_RATE,
                    state=LinkState.LIVE,
                )
                for number in (1, 2)
            ]
        )
        self.courier = ReadingCourier(self.hub, self.outbox, self.tasks)
        self.floor = TrainingFloor(self.hub, self.sensors, self.pairings, self.courier, self.clock)

    async def __aenter__(self) -> Self:
        await self.floor.open_bundle(next(iter(self.hub.stored)))
        return self

    async def __aexit__(self, *_: object) -> None:
        self.floor.close()
        await self.tasks.close()
        self.outbox.close()

    async def hear(self, second: int, *rates: int) -> None:
        await self.clock.advance(AT + second - self.clock.now())
        for number, bpm in enumerate(rates, start=1):
            self.sensors.reading_received.emit(
                SensorReading(
                    sensor_id=SensorId(f"strap-{number}"), at=AT + second, heart_rate_bpm=bpm
                )
            )

    def owners(self) -> list[PlayerId | None]:
        return [pairing.player_id for pairing in self.pairings.all()]


async def test_that_a_swap_brings_all_that_was_heard_before_it_and_pairs_anew(tmp_path: Path):
    async with Desk(tmp_path) as desk:
        for second in range(1, 6):
            await desk.hear(second, 120, 150)
        await desk.floor.swap_straps(ONE, TWO, AT + 2)
        await desk.hear(6, 121, 151)
        await desk.courier.delivered()

        moves = [entry for entry in desk.hub.arrived if isinstance(entry, SensorMove)]
        before = desk.hub.arrived[: desk.hub.arrived.index(moves[0])]
        assert len(before) == 10
        assert [(one.sensor_id, one.from_player_id, one.to_player_id) for one in moves] == [
            ("strap-1", ONE, TWO),
            ("strap-2", TWO, ONE),
        ]
        assert {one.since for one in moves} == {AT + 2}
        last = [one for one in desk.hub.arrived if isinstance(one, Reading) and one.at == AT + 6]
        assert {(one.player_id, one.heart_rate_bpm) for one in last} == {(TWO, 121), (ONE, 151)}
        assert {one.source for one in last} == {SourceKind.SENSOR}
        assert desk.pairings.all()[0].label == "blue"


async def test_that_a_refused_correction_leaves_the_pairings_as_they_were(tmp_path: Path):
    async with Desk(tmp_path) as desk:
        desk.hub.failure = InvalidInputError("No.")
        with pytest.raises(InvalidInputError):
            await desk.floor.swap_straps(ONE, TWO, AT)
        desk.hub.failure = None
        assert desk.owners() == [ONE, TWO]
        with pytest.raises(NotFoundError):
            await desk.floor.reassign(SensorId("strap-1"), PlayerId("player-999"), AT)
        with pytest.raises(NotFoundError):
            await desk.floor.reassign(SensorId("unknown"), TWO, AT)


async def test_that_the_pairing_follows_a_correction_made_at_another_desk(tmp_path: Path):
    async with Desk(tmp_path) as desk:
        session_id = desk.floor.board.sessions()[0].session_id
        event = SensorReassigned(
            event_id=EventId("e"), session_id=session_id, at=utc(AT + 5),
            sensor_id=SensorId("strap-1"), from_player_id=ONE, to_player_id=TWO, since=AT,
        )  # fmt: skip
        desk.hub.event_received.emit(session_id, Recorded(seq=1, event=event))
        assert desk.owners() == [TWO, TWO]


async def test_that_a_new_state_keeps_what_is_still_on_its_way(tmp_path: Path):
    async with Desk(tmp_path) as desk:
        await desk.hear(1, 120, 150)
        (session, *_) = desk.floor.board.sessions()
        desk.hub.state_received.emit(await desk.hub.join(session.session_id))
        assert desk.floor.board.tile(session.session_id, ONE).heart_rate_bpm == 120


async def test_that_a_lying_strap_is_sent_marked_and_not_shown(tmp_path: Path):
    async with Desk(tmp_path) as desk:
        await desk.hear(1, 120, 150)
        await desk.hear(2, 255, 151)
        (session, *_) = desk.floor.board.sessions()
        assert desk.floor.board.tile(session.session_id, ONE).heart_rate_bpm == 120
        await desk.courier.delivered()
        lies = [
            one
            for one in desk.hub.arrived
            if isinstance(one, Reading) and one.heart_rate_quality is not Quality.GOOD
        ]
        assert [(one.heart_rate_bpm, one.heart_rate_quality) for one in lies] == [
            (255, Quality.IMPLAUSIBLE)
        ]


async def test_that_a_stranger_s_strap_is_proposed_once_and_accepting_it_corrects(tmp_path: Path):
    async with Desk(tmp_path) as desk:
        told: list[StrapProposal] = []
        desk.floor.strap_suspected.connect(told.append)
        for second in range(1, 121):
            await desk.hear(second, 215, 150)
            if second % 15 == 0:
                await desk.floor.straps.look(desk.clock.now())
        (proposal,) = told
        assert desk.floor.straps.proposals == (proposal,)
        assert proposal.players == (ONE,)
        assert "1 Lindqvist" in proposal.words
        assert proposal.confidence <= 0.5
        assert desk.owners() == [ONE, TWO]

        await desk.floor.accept(proposal)
        assert desk.hub.moves == list(proposal.moves)
        assert desk.pairings.owner_of(SensorId("strap-1")) is None
        move = proposal.moves[0]
        event = SensorReassigned(
            event_id=EventId("e"), session_id=move.session_id, at=utc(desk.clock.now()),
            sensor_id=move.sensor_id, from_player_id=ONE, since=move.since,
        )  # fmt: skip
        desk.hub.event_received.emit(move.session_id, Recorded(seq=1, event=event))
        assert desk.floor.straps.proposals == ()


async def test_that_a_dismissed_proposal_is_not_made_again(tmp_path: Path):
    async with Desk(tmp_path) as desk:
        told: list[StrapProposal] = []
        desk.floor.strap_suspected.connect(told.append)
        for second in range(1, 241):
            await desk.hear(second, 215, 150)
            if second % 15 == 0:
                await desk.floor.straps.look(desk.clock.now())
                for proposal in desk.floor.straps.proposals:
                    desk.floor.straps.dismiss(proposal)
        assert len(told) == 1

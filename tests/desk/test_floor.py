"""The training floor: what is recorded does not depend on what is displayed."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from typing_extensions import override

from core.client.outbox import SqliteOutbox
from core.clock import ManualClock
from core.domain.ids import BundleId, EventId, PlayerId, SensorId, SessionId
from core.domain.sensor import Pairing, ReadingBatch, SensorReading
from core.domain.session import Bundle, SessionStatus
from core.errors import UnavailableError
from core.live.events import ParticipantMoved, Recorded, SessionEnded, SessionStarted, utc
from core.live.reducer import open_session
from core.live.state import Roster, SessionState
from core.ports.hub_link import LinkStatus, SessionAction
from core.services.desk.courier import ReadingCourier
from core.services.desk.floor import TrainingFloor
from core.services.desk.pairings import Pairings
from core.tasks import TaskScope
from tests.helpers.hub_fakes import FakeHubLink
from tests.helpers.radio_fakes import FakeSensorSource
from tests.helpers.sample_club import NOW, PLAYERS, make_bundle

STRAP = SensorId("strap-1")
PLAYER = PlayerId("player-001")


class HubWithSessions(FakeHubLink):
    """Joins, keeps what arrives, and is away when told so."""

    def __init__(self) -> None:
        super().__init__()
        self.link_status = LinkStatus.ONLINE
        self.joined: list[SessionId] = []
        self.batches: list[ReadingBatch] = []

    @property
    @override
    def status(self) -> LinkStatus:
        return self.link_status

    @override
    async def join(self, session_id: SessionId) -> SessionState:
        if session_id not in self.joined:
            self.joined.append(session_id)
        session = next(
            one
            for bundle in self.stored.values()
            for one in bundle.sessions
            if one.id == session_id
        )
        players = tuple(one for one in PLAYERS if one.id in session.player_ids)
        return open_session(Roster(session=session, players=players))

    @override
    async def leave(self, session_id: SessionId) -> None:
        self.joined.remove(session_id)

    @override
    async def send_readings(self, batch: ReadingBatch) -> None:
        self.batches.append(batch)


class Room:
    """A floor with one strap on a player who trains in `morning`, and an `evening` bundle."""

    def __init__(self, path: Path) -> None:
        self.tasks = TaskScope()
        self.hub = HubWithSessions()
        self.sensors = FakeSensorSource()
        self.clock = ManualClock(NOW.timestamp())
        self.outbox = SqliteOutbox(path)
        pairings = Pairings()
        pairings.pair(Pairing(sensor_id=STRAP, player_id=PLAYER))
        self.courier = ReadingCourier(self.hub, self.outbox, self.tasks)
        self.floor = TrainingFloor(self.hub, self.sensors, pairings, self.courier, self.clock)
        self.morning = make_bundle("morning", player_ids=[PLAYER])
        self.evening = make_bundle("evening", player_ids=[PLAYER])
        self.hub.store(self.morning, self.evening)

    def happens(self, bundle: Bundle, kind: type[SessionStarted | SessionEnded], seq: int) -> None:
        session_id = bundle.sessions[0].id
        event = kind(event_id=EventId(f"{seq}"), session_id=session_id, at=utc(self.clock.now()))
        self.hub.event_received.emit(session_id, Recorded(seq=seq, event=event))

    def beats(self) -> None:
        self.sensors.reading_received.emit(
            SensorReading(sensor_id=STRAP, at=self.clock.now(), heart_rate_bpm=130)
        )


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    made = Room(tmp_path / "outbox.db")
    yield made
    made.floor.close()
    await made.tasks.close()
    made.outbox.close()


async def test_that_a_running_session_is_recorded_on_while_another_bundle_is_displayed(room: Room):
    await room.floor.open_bundle(BundleId("morning"))
    room.happens(room.morning, SessionStarted, 1)
    await room.floor.open_bundle(BundleId("evening"))
    room.beats()
    await room.courier.delivered()

    running = room.morning.sessions[0].id
    assert [batch.session_id for batch in room.hub.batches] == [running]
    assert room.floor.running_sessions == (running,)
    assert {state.session_id for state in room.floor.board.sessions()} == {
        running,
        *(session.id for session in room.evening.sessions),
    }
    assert set(room.hub.joined) == {state.session_id for state in room.floor.board.sessions()}


async def test_that_a_session_that_is_over_and_not_displayed_is_let_go(room: Room):
    await room.floor.open_bundle(BundleId("morning"))
    room.happens(room.morning, SessionStarted, 1)
    await room.floor.open_bundle(BundleId("evening"))
    room.happens(room.morning, SessionEnded, 2)
    assert room.floor.running_sessions == ()
    await room.floor.close_bundle()

    assert room.hub.joined == []
    assert room.floor.board.sessions() == ()


async def test_that_ending_while_the_hub_is_away_is_refused_at_once_and_opening_does_not_wait(
    room: Room,
):
    await room.floor.open_bundle(BundleId("morning"))
    room.happens(room.morning, SessionStarted, 1)
    room.hub.link_status = LinkStatus.AWAY
    room.beats()
    with pytest.raises(UnavailableError, match="The hub is away"):
        await room.floor.act_all(SessionAction.END)
    with pytest.raises(UnavailableError, match="The hub is away"):
        await room.floor.act(room.morning.sessions[0].id, SessionAction.END)
    opened = await room.floor.open_bundle(BundleId("evening"))

    assert opened.id == "evening"
    assert room.courier.waiting == 1
    assert room.hub.acts == []
    state = room.floor.board.session(room.morning.sessions[0].id)
    assert state is not None
    assert state.status is SessionStatus.IN_PROGRESS


async def test_that_a_moved_players_strap_speaks_in_his_new_session_from_then_on(room: Room):
    await room.floor.open_bundle(BundleId("morning"))
    old, new = (session.id for session in room.morning.sessions)
    for session_id in (old, new):
        started = SessionStarted(
            event_id=EventId(f"start {session_id}"), session_id=session_id, at=NOW
        )
        room.hub.event_received.emit(session_id, Recorded(seq=1, event=started))
    room.beats()
    for session_id in (old, new):
        moved = ParticipantMoved(
            event_id=EventId(f"move {session_id}"),
            session_id=session_id,
            at=utc(room.clock.now()),
            player_id=PLAYER,
            from_session_id=old,
            to_session_id=new,
            player=PLAYERS[0],
        )
        room.hub.event_received.emit(session_id, Recorded(seq=2, event=moved))
    room.clock.move_to(room.clock.now() + 1)
    room.beats()
    await room.courier.delivered()
    assert [batch.session_id for batch in room.hub.batches] == [old, new]
    assert [tile.player_id for tile in room.floor.board.tiles(old)] == []
    assert [tile.heart_rate_bpm for tile in room.floor.board.tiles(new)] == [130]

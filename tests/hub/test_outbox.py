"""A peer's outbox: written at once, conflated under pressure, bounded, never out of order."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from engineio.packet import PING, Packet
from hypothesis import given, strategies as st

from core.clock import ManualClock
from core.domain.ids import EventId, PlayerId, SensorId, SessionId
from core.domain.sensor import Reading, SourceKind
from core.live.events import PlayerMetrics, ReadingsReceived, SessionPaused, utc
from hub_server.realtime.engine.frames import Frame, framed
from hub_server.realtime.engine.outbox import MOST_WAITING, Outbox, newest_of_each
from hub_server.realtime.overtaking import topics_of

SESSION = SessionId("s")


class Way:
    """A line that a test opens and closes."""

    def __init__(self) -> None:
        self.takes_more = True
        self.writes: list[bytes] = []

    def write(self, octets: bytes) -> None:
        self.writes.append(octets)


class Desk:
    """An outbox with what stands around it."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self.way = Way()
        self.due: list[Outbox] = []
        self.overfull = 0
        self.outbox = Outbox(self.clock.monotonic, self.due.append, self._on_overfull)
        self.outbox.attach(self.way)

    def turn(self) -> None:
        """The end of a turn of the loop."""
        while self.due:
            self.due.pop().flush()

    def _on_overfull(self) -> None:
        self.overfull += 1


@pytest.fixture
def desk() -> Desk:
    return Desk()


def metrics(player: str, number: int, **said: float) -> Frame:
    event = PlayerMetrics(
        event_id=EventId(f"{player}{number}"),
        session_id=SESSION,
        at=utc(number),
        player_id=PlayerId(player),
        **(said or {"heart_rate": 100 + number}),  # type: ignore[arg-type]
    )
    return Frame(f"{player}{number}", partial(topics_of, event))


def lifecycle(number: int) -> Frame:
    event = SessionPaused(event_id=EventId(f"x{number}"), session_id=SESSION, at=utc(number))
    return Frame(f"pause{number}", partial(topics_of, event))


def texts(frames: object) -> list[str]:
    return [frame.data for frame in frames]  # type: ignore[attr-defined]


async def test_that_what_one_turn_says_goes_out_in_one_piece_and_in_order(desk: Desk) -> None:
    for number in range(3):
        desk.outbox.put_nowait(lifecycle(number))
    await desk.outbox.put(Packet(PING))
    assert desk.way.writes == []
    desk.turn()
    said = b"".join(framed(text) for text in ("4pause0", "4pause1", "4pause2", "2"))
    assert desk.way.writes == [said]
    assert desk.outbox.qsize() == 0


async def test_that_what_was_said_before_the_line_was_there_goes_first(desk: Desk) -> None:
    outbox = Outbox(desk.clock.monotonic, desk.due.append, lambda: None)
    outbox.put_nowait(lifecycle(1))
    outbox.attach(desk.way)
    assert desk.way.writes == [framed("4pause1")]


async def test_that_under_pressure_only_the_newest_metrics_of_each_player_wait(desk: Desk) -> None:
    desk.way.takes_more = False
    for number in range(1000):
        for player in ("a", "b", "c"):
            desk.outbox.put_nowait(metrics(player, number))
        if number % 100 == 0:
            desk.outbox.put_nowait(lifecycle(number))
    assert desk.overfull == 0
    assert desk.outbox.qsize() < 200
    desk.way.takes_more = True
    desk.outbox.flush()
    said = b"".join(desk.way.writes)
    for number in range(0, 1000, 100):
        assert framed(f"4pause{number}") in said
    for player in ("a", "b", "c"):
        assert framed(f"4{player}999") in said
    assert said.count(framed("4pause0")) == 1
    assert desk.outbox.behind_s == 0


async def test_that_a_peer_with_too_much_waiting_is_given_up_once_and_takes_no_more_room(
    desk: Desk,
) -> None:
    desk.way.takes_more = False
    for number in range(MOST_WAITING + 500):
        desk.outbox.put_nowait(lifecycle(number))
    assert desk.overfull == 1
    assert desk.outbox.qsize() <= 1
    assert desk.way.writes == []


async def test_that_it_is_known_for_how_long_a_peer_has_been_behind(desk: Desk) -> None:
    desk.way.takes_more = False
    desk.outbox.put_nowait(lifecycle(1))
    await desk.clock.advance(7)
    assert desk.outbox.behind_s == 7
    desk.way.takes_more = True
    desk.outbox.flush()
    assert desk.outbox.behind_s == 0


def test_that_another_quantity_or_sensor_of_the_same_player_overtakes_nothing() -> None:
    power, bpm = metrics("a", 1, power=200.0), metrics("a", 2, heart_rate=120)
    assert texts(newest_of_each([power, bpm])) == ["a1", "a2"]
    batches = [
        batch("first", ("a", "strap"), ("b", "strap")),
        batch("second", ("a", "erg")),
        batch("third", ("a", "strap")),
        batch("fourth", ("b", "strap"), ("a", "strap")),
    ]
    assert texts(newest_of_each(batches)) == ["second", "fourth"]


def batch(text: str, *sources: tuple[str, str]) -> Frame:
    readings = tuple(
        Reading(
            player_id=PlayerId(player),
            sensor_id=SensorId(sensor),
            at=1.0,
            heart_rate_bpm=120,
            source=SourceKind.SENSOR,
        )
        for player, sensor in sources
    )
    event = ReadingsReceived(
        event_id=EventId(text), session_id=SESSION, at=utc(1), readings=readings
    )
    return Frame(text, partial(topics_of, event))


made: list[Callable[[int], Frame]] = [
    partial(metrics, "a"),
    partial(metrics, "b"),
    partial(metrics, "a", power=1.0),
    lifecycle,
]


@given(st.lists(st.sampled_from(made), max_size=60))
def test_that_leaving_out_keeps_the_order_the_newest_and_all_lifecycle(
    kinds: list[Callable[[int], Frame]],
) -> None:
    waiting = [make(number) for number, make in enumerate(kinds)]
    kept = list(newest_of_each(waiting))
    assert [frame for frame in waiting if frame in kept] == kept
    assert all(frame in kept for frame in waiting if frame.topics is None)
    topics = [topic for frame in kept for topic in frame.topics or ()]
    assert len(topics) == len(set(topics))
    for topic in {one for frame in waiting for one in frame.topics or ()}:
        newest = [frame for frame in waiting if frame.topics and topic in frame.topics][-1]
        assert newest in kept

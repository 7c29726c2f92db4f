import asyncio
import sqlite3
from pathlib import Path

import pytest

from core.client.outbox import SqliteOutbox
from core.domain.sensor import Reading, ReadingBatch
from core.errors import (
    HockeyHubError,
    InvalidInputError,
    NotSignedInError,
    TooManyError,
    UnavailableError,
)
from core.events import Event
from core.ports.hub_link import LinkStatus
from core.services.desk.courier import ReadingCourier
from core.tasks import TaskScope
from tests.helpers.waiting import until


class HubThatMayBeAway:
    """Records what arrives; refuses or is away when told so."""

    def __init__(self) -> None:
        self.status = LinkStatus.ONLINE
        self.status_changed: Event[[LinkStatus, str]] = Event()
        self.arrived: list[Reading] = []
        self.event_ids: list[str] = []
        self.answers: list[Exception] = []

    async def send_readings(self, batch: ReadingBatch) -> None:
        await asyncio.sleep(0)
        self.event_ids.append(batch.event_id)
        if self.answers:
            raise self.answers.pop(0)
        self.arrived.extend(batch.readings)


def a_reading(second: int) -> Reading:
    return Reading(player_id="player-001", sensor_id="strap", at=float(second), heart_rate_bpm=120)


async def test_that_every_reading_arrives_once_and_in_order(tmp_path: Path):
    hub, outbox, tasks = HubThatMayBeAway(), SqliteOutbox(tmp_path / "o.db"), TaskScope()
    courier = ReadingCourier(hub, outbox, tasks)
    for second in range(4000):
        courier.add("session-1", a_reading(second))
    await courier.delivered()

    assert [reading.at for reading in hub.arrived] == [float(second) for second in range(4000)]
    assert outbox.waiting() == ()
    await tasks.close()
    outbox.close()


@pytest.mark.requirement(55)
async def test_that_a_batch_the_hub_did_not_acknowledge_is_sent_again_under_the_same_id(
    tmp_path: Path,
):
    hub, outbox, tasks = HubThatMayBeAway(), SqliteOutbox(tmp_path / "o.db"), TaskScope()
    hub.answers = [UnavailableError("away")]
    courier = ReadingCourier(hub, outbox, tasks)
    courier.add("session-1", a_reading(1))
    await courier.delivered()

    assert len(hub.event_ids) == 2
    assert len(set(hub.event_ids)) == 1
    await tasks.close()
    outbox.close()


@pytest.mark.requirement(55)
async def test_that_readings_of_an_earlier_run_are_sent_first(tmp_path: Path):
    outbox = SqliteOutbox(tmp_path / "o.db")
    left = ReadingBatch(event_id="left", session_id="session-1", readings=(a_reading(1),))
    outbox.put(left)
    hub, tasks = HubThatMayBeAway(), TaskScope()
    courier = ReadingCourier(hub, outbox, tasks)
    assert courier.waiting == 1
    courier.add("session-1", a_reading(2))
    await courier.delivered()

    assert [reading.at for reading in hub.arrived] == [1.0, 2.0]
    await tasks.close()
    outbox.close()


async def test_that_a_closing_desk_keeps_what_it_could_not_send(tmp_path: Path):
    hub, outbox, tasks = HubThatMayBeAway(), SqliteOutbox(tmp_path / "o.db"), TaskScope()
    hub.status = LinkStatus.AWAY
    courier = ReadingCourier(hub, outbox, tasks)
    await asyncio.sleep(0)
    courier.add("session-1", a_reading(7))
    await tasks.close()

    assert [reading.at for batch in outbox.waiting() for reading in batch.readings] == [7.0]
    outbox.close()


async def test_that_a_refused_batch_does_not_block_those_behind_it(tmp_path: Path):
    hub, outbox, tasks = HubThatMayBeAway(), SqliteOutbox(tmp_path / "o.db"), TaskScope()
    hub.answers = [InvalidInputError("the session is over")]
    courier = ReadingCourier(hub, outbox, tasks)
    courier.add("session-1", a_reading(1))
    await courier.delivered()
    courier.add("session-1", a_reading(2))
    await courier.delivered()

    assert [reading.at for reading in hub.arrived] == [2.0]
    assert outbox.waiting() == ()
    await tasks.close()
    outbox.close()


async def test_that_what_the_hub_refused_for_its_content_is_kept_apart_and_told(tmp_path: Path):
    hub, outbox, tasks = HubThatMayBeAway(), SqliteOutbox(tmp_path / "o.db"), TaskScope()
    hub.answers = [InvalidInputError("the session is over")]
    courier = ReadingCourier(hub, outbox, tasks)
    told: list[tuple[str, str]] = []
    courier.refused.connect(lambda batch, error: told.append((batch.event_id, error.message)))
    courier.add("session-1", a_reading(1))
    await courier.delivered()

    assert told == [(hub.event_ids[0], "the session is over")]
    assert outbox.refused() == ((hub.event_ids[0], "INVALID_INPUT: the session is over"),)
    await tasks.close()
    outbox.close()


@pytest.mark.parametrize(
    "failure",
    [NotSignedInError("expired"), TooManyError("slower"), HockeyHubError("our own mistake")],
)
async def test_that_a_failure_that_is_not_about_the_readings_does_not_cost_them(
    tmp_path: Path, failure: HockeyHubError
):
    hub, outbox, tasks = HubThatMayBeAway(), SqliteOutbox(tmp_path / "o.db"), TaskScope()
    hub.answers = [failure]
    courier = ReadingCourier(hub, outbox, tasks)
    courier.add("session-1", a_reading(1))
    await courier.delivered()

    assert [reading.at for reading in hub.arrived] == [1.0]
    assert len(set(hub.event_ids)) == 1
    assert outbox.refused() == ()
    await tasks.close()
    outbox.close()


async def test_that_a_full_disk_is_told_once_and_stops_neither_sending_nor_later_keeping(
    tmp_path: Path,
):
    hub, outbox, tasks = HubThatMayBeAway(), SqliteOutbox(tmp_path / "o.db"), TaskScope()
    courier = ReadingCourier(hub, outbox, tasks)
    told: list[str] = []
    courier.disk_failed.connect(lambda error: told.append(error.message))
    with sqlite3.connect(tmp_path / "o.db") as other:
        other.execute(
            "CREATE TRIGGER full BEFORE INSERT ON batch"
            " BEGIN SELECT RAISE(ABORT, 'disk is full'); END"
        )
    courier.add("session-1", a_reading(1))
    await courier.delivered()
    hub.status = LinkStatus.AWAY
    for second in (2, 3):
        courier.add("session-2", a_reading(second))
        with pytest.raises(UnavailableError):
            await courier.delivered()
    assert [reading.at for reading in hub.arrived] == [1.0]
    assert len(told) == 1
    assert outbox.waiting() == ()

    other.execute("DROP TRIGGER full")
    other.close()
    await until(lambda: len(outbox.waiting()) == 2, "they are kept now")
    hub.status = LinkStatus.ONLINE
    await courier.delivered()
    assert [reading.at for reading in hub.arrived] == [1.0, 2.0, 3.0]
    assert len(hub.event_ids) == len(set(hub.event_ids)) == 3
    await tasks.close()
    outbox.close()


async def test_that_a_delivery_is_not_awaited_from_a_hub_that_is_away(tmp_path: Path):
    hub, outbox, tasks = (
        HubThatMayBeAway(),
        SqliteOutbox(tmp_path / "o.db"),
        TaskScope(lambda *_: None),
    )
    courier = ReadingCourier(hub, outbox, tasks)
    hub.answers = [UnavailableError("away")] * 1000
    courier.add("session-1", a_reading(1))
    waiting = tasks.start(courier.delivered(), name="delivery")
    await until(lambda: hub.event_ids, "it was tried")
    hub.status = LinkStatus.AWAY
    hub.status_changed.emit(LinkStatus.AWAY, "gone")
    with pytest.raises(UnavailableError, match="The hub is away"):
        await waiting
    await tasks.close()
    outbox.close()


async def test_that_a_delivery_does_not_wait_for_what_is_added_later(tmp_path: Path):
    hub, outbox, tasks = HubThatMayBeAway(), SqliteOutbox(tmp_path / "o.db"), TaskScope()
    courier = ReadingCourier(hub, outbox, tasks)
    courier.add("session-1", a_reading(0))
    send, seconds = hub.send_readings, iter(range(1, 500))

    async def send_while_more_comes(batch: ReadingBatch) -> None:
        await send(batch)
        if (second := next(seconds, None)) is not None:
            courier.add("session-1", a_reading(second))

    hub.send_readings = send_while_more_comes
    await courier.delivered()

    assert 1 <= len(hub.arrived) < 5
    assert courier.waiting > 0
    await tasks.close()
    outbox.close()


async def test_that_a_hub_that_hears_and_does_not_store_is_noticed_until_it_does(tmp_path: Path):
    hub, outbox, tasks = HubThatMayBeAway(), SqliteOutbox(tmp_path / "o.db"), TaskScope()
    courier = ReadingCourier(hub, outbox, tasks)
    hub.answers = [UnavailableError("The disk is full.")]
    assert not courier.is_held_up
    courier.add("session-1", a_reading(1))
    await until(lambda: courier.is_held_up, "it is noticed")
    hub.status = LinkStatus.AWAY
    assert not courier.is_held_up  # that is another matter, and told as such
    hub.status = LinkStatus.ONLINE
    await courier.delivered()
    assert not courier.is_held_up
    await tasks.close()
    outbox.close()

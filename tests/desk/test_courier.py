import asyncio
from pathlib import Path

from core.client.outbox import SqliteOutbox
from core.domain.sensor import Reading, ReadingBatch
from core.errors import InvalidInputError, UnavailableError
from core.ports.hub_link import LinkStatus
from core.services.desk.courier import ReadingCourier
from core.tasks import TaskScope


class HubThatMayBeAway:
    """Records what arrives; refuses or is away when told so."""

    def __init__(self) -> None:
        self.status = LinkStatus.ONLINE
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

from pathlib import Path

import pytest

from core.client.outbox import SqliteOutbox
from core.domain.sensor import Reading, ReadingBatch


def a_batch(event_id: str) -> ReadingBatch:
    reading = Reading(player_id="player-001", sensor_id="AA:01", at=1000.5, heart_rate_bpm=142)
    return ReadingBatch(event_id=event_id, session_id="session-1", readings=(reading,))


@pytest.mark.requirement(55)
def test_that_unacknowledged_readings_survive_the_program(tmp_path: Path):
    first = SqliteOutbox(tmp_path / "outbox.db")
    for event_id in ("a", "b", "c"):
        first.put(a_batch(event_id))
    first.remove("b")
    first.close()

    again = SqliteOutbox(tmp_path / "outbox.db")
    assert again.waiting() == (a_batch("a"), a_batch("c"))
    again.close()


def test_that_a_batch_put_twice_waits_once(tmp_path: Path):
    outbox = SqliteOutbox(tmp_path / "outbox.db")
    outbox.put(a_batch("a"))
    outbox.put(a_batch("a"))
    assert len(outbox.waiting()) == 1
    outbox.close()

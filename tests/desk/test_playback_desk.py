"""A recording on the desk, played by a real hub."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from core.client.hub_client import HubClient, sign_in_with_secret
from core.clock import SystemClock
from core.domain.ids import EventId, PlayerId, SensorId, SessionId, new_id
from core.domain.sensor import Reading, ReadingBatch
from core.domain.session import SessionStatus
from core.errors import NotFoundError
from core.ports.hub_link import SessionAction
from core.protocol.playback import PlaybackPhase
from core.services.desk.event_desk import Direction, EventLog, Sieve
from core.services.desk.playback import PlaybackDesk
from core.tasks import TaskScope
from tests.helpers.hub_clients import API, bundle_draft, signed_in
from tests.helpers.hub_process import SECRET, running_hub
from tests.helpers.waiting import until

ROWER = PlayerId("player-001")
SPAN_S = 20


async def trained(link: HubClient, session_id: SessionId) -> None:
    """Twenty seconds, ended some seconds ago."""
    begin = time.time() - SPAN_S - 5
    await link.act(session_id, SessionAction.START, begin)
    for second in range(1, SPAN_S):
        reading = Reading(
            player_id=ROWER,
            sensor_id=SensorId("strap"),
            at=begin + second,
            heart_rate_bpm=100 + second,
        )
        batch = ReadingBatch(
            event_id=EventId(new_id()),
            session_id=session_id,
            readings=(reading,),
        )
        await link.send_readings(batch)
    await link.act(session_id, SessionAction.END, begin + SPAN_S)


@dataclass
class Trained:
    """A signed-in desk, and a session that is planned."""

    link: HubClient
    session_id: SessionId


@pytest.fixture
async def gym(tmp_path: Path) -> AsyncIterator[Trained]:
    tasks = TaskScope()
    with running_hub(tmp_path) as hub:
        async with signed_in(hub.url, SECRET) as api:
            created = await api.ok("POST", f"{API}/session-bundles", bundle_draft("2031-05-05"))
        link = HubClient(hub.url, sign_in_with_secret(SECRET), tasks)
        await link.open()
        yield Trained(link, SessionId(created["sessions"][0]["id"]))
        await link.close()
        await tasks.close()


@pytest.mark.requirement(59, 73)
async def test_that_the_desk_logs_once_whatever_happens_and_what_was_refused(gym: Trained) -> None:
    log = EventLog(gym.link.desk, time.time)
    await gym.link.desk.watch(is_on=True)
    await trained(gym.link, gym.session_id)
    await until(lambda: log.count >= SPAN_S + 1, "the log has everything")
    seqs = [entry.seq for entry in log.since(0) if entry.direction is Direction.RECORDED]
    assert sorted(seqs) == list(range(1, SPAN_S + 2))
    with pytest.raises(NotFoundError):
        await gym.link.desk.emit(
            "training:session:message", {"sessionId": "nowhere", "text": "Anybody?"}
        )
    refused = Sieve(direction=Direction.REFUSED)
    await until(lambda: any(map(refused.lets, log.since(0))), "the refusal is logged")
    log.close()


@pytest.mark.requirement(141)
async def test_that_a_recording_is_played_held_and_sought_on_the_desk(gym: Trained) -> None:
    await trained(gym.link, gym.session_id)
    desk = PlaybackDesk(gym.link.desk, SystemClock().monotonic)
    desk.speed = 60.0
    await desk.open(gym.session_id)
    assert desk.is_playing
    assert desk.duration_s == pytest.approx(SPAN_S, abs=0.01)
    await until(lambda: desk.phase is PlaybackPhase.ENDED, "the recording is over")
    state = desk.board.session(gym.session_id)
    assert state is not None
    assert state.status is SessionStatus.COMPLETED
    await desk.play()
    assert desk.position_s < SPAN_S
    await desk.hold()
    await desk.seek(10.5)
    assert not desk.is_playing
    tile = desk.board.tile(gym.session_id, ROWER)
    assert tile.heart_rate_bpm == 110
    assert tile.heart_rate_age_s == pytest.approx(0.5, abs=0.01)
    assert desk.position_s == 10.5
    await desk.play()
    await until(lambda: desk.phase is PlaybackPhase.ENDED, "it is over again")
    await desk.close()

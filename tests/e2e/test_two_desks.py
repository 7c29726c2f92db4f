"""Two trainers' desks at one hub: what one does to a player, the other sees."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from core.client.hub_client import HubClient, sign_in_with_secret
from core.client.outbox import SqliteOutbox
from core.clock import SystemClock
from core.domain.ids import BundleId, PlayerId, SessionId
from core.live.alerts.alert import AlertKind
from core.live.events import MedicalStatus, PlayerStatus
from core.live.fitness import FitnessWord
from core.live.state import PlayerState
from core.ports.hub_link import SessionAction
from core.services.desk.courier import ReadingCourier
from core.services.desk.floor import TrainingFloor
from core.services.desk.pairings import Pairings
from core.tasks import TaskScope
from tests.helpers.hub_clients import API, Api, bundle_draft, signed_in
from tests.helpers.hub_process import SECRET, running_hub
from tests.helpers.radio_fakes import FakeSensorSource
from tests.helpers.waiting import until

ROWER = PlayerId("player-001")
HARD = [{"name": "Hard", "durationS": 3600, "targetZone": 4, "targetFtpShare": 1.0}]


class Desk:
    """A trainer's desk without a window."""

    def __init__(self, url: str, outbox: Path) -> None:
        self.tasks = TaskScope()
        self.link = HubClient(url, sign_in_with_secret(SECRET), self.tasks)
        self.outbox = SqliteOutbox(outbox)
        courier = ReadingCourier(self.link, self.outbox, self.tasks)
        sensors, pairings = FakeSensorSource(), Pairings()
        self.floor = TrainingFloor(self.link, sensors, pairings, courier, SystemClock(), self.tasks)

    def player(self, session_id: SessionId) -> PlayerState | None:
        state = self.floor.board.session(session_id)
        return None if state is None else state.players.get(ROWER)

    def is_pain_seen(self) -> list[bool]:
        views = self.floor.alarms.views()
        return [one.alarm.is_seen for one in views if one.alarm.alert.kind is AlertKind.MEDICAL]

    async def close(self) -> None:
        self.floor.close()
        await self.link.close()
        await self.tasks.close()
        self.outbox.close()


@dataclass
class Gym:
    """A bundle that runs, on two desks."""

    api: Api
    desk: Desk
    other: Desk
    rowing: SessionId


@pytest.fixture
async def gym(tmp_path: Path) -> AsyncIterator[Gym]:
    with running_hub(tmp_path) as hub:
        async with signed_in(hub.url, SECRET) as api:
            draft = bundle_draft("2031-05-05")
            for session in draft["sessions"]:
                session["customizations"] = {"intervals": HARD}
            created = await api.ok("POST", f"{API}/session-bundles", draft)
            desks = [Desk(hub.url, tmp_path / f"outbox-{name}.db") for name in ("a", "b")]
            for desk in desks:
                await desk.link.open()
                await desk.floor.open_bundle(BundleId(created["bundleId"]))
            await desks[0].floor.act_all(SessionAction.START)
            yield Gym(api, *desks, SessionId(created["sessions"][0]["id"]))
            for desk in desks:
                await desk.close()


def word(gym: Gym, status: MedicalStatus, body_part: str = "") -> FitnessWord:
    return FitnessWord(
        session_id=gym.rowing, player_id=ROWER, status=status, body_part=body_part, note="twisted"
    )


async def holding(gym: Gym) -> list[str]:
    """Body parts for which the player is restricted without end."""
    every = await gym.api.ok("GET", f"{API}/restrictions")
    return [one["bodyPart"] for one in every if one["playerId"] == ROWER and not one["validTo"]]


@pytest.mark.requirement(39, 58, 87)
async def test_that_the_injured_is_moved_on_both_desks_and_comes_back_when_it_is_taken_back(
    gym: Gym,
) -> None:
    fitness = gym.desk.floor.fitness
    assert fitness.can_say(gym.rowing, ROWER)
    assert not fitness.can_undo
    injured = word(gym, MedicalStatus.INJURED, "knee")
    await fitness.say(injured)

    def moved() -> bool:
        outcome = fitness.outcome(injured)
        return outcome is not None and bool(outcome.moved_to and outcome.unit_name)

    await until(moved, "the desk hears where he goes")
    refuge = gym.desk.player(gym.rowing).moved_to
    outcome = fitness.outcome(injured)
    assert outcome.unit_name == gym.desk.player(refuge).unit_name
    assert (outcome.is_paused, outcome.is_restricted) == (False, True)
    assert outcome.changes, "his workout there is what he may do"
    assert not fitness.can_say(gym.rowing, ROWER), "he is said anything of where he is now"
    await until(lambda: gym.other.player(refuge) is not None, "the other desk hears it, too")
    assert await holding(gym) == ["knee"]

    assert fitness.can_undo
    await fitness.undo()
    for desk in (gym.desk, gym.other):
        await until(
            lambda desk=desk: desk.player(gym.rowing).removed_at is None, "he is back on each desk"
        )
        assert desk.player(gym.rowing).medical.status is MedicalStatus.FIT
        assert not desk.player(gym.rowing).medical.restricted
        assert desk.player(refuge).removed_at is not None
    assert await holding(gym) == []
    assert not fitness.can_undo


@pytest.mark.requirement(39, 58)
async def test_that_who_has_nowhere_to_go_is_paused_and_goes_on_when_it_is_taken_back(
    gym: Gym,
) -> None:
    for session in gym.desk.floor.bundle.sessions[1:]:
        await gym.desk.floor.act(session.id, SessionAction.END)
    fitness, injured = gym.desk.floor.fitness, word(gym, MedicalStatus.INJURED)
    await fitness.say(injured)
    await until(lambda: fitness.outcome(injured).is_paused, "he is paused")
    await fitness.undo()
    await until(
        lambda: gym.desk.player(gym.rowing).status is PlayerStatus.ACTIVE, "he takes part again"
    )
    assert await holding(gym) == []


@pytest.mark.requirement(39, 54)
async def test_that_an_alarm_that_one_trainer_has_seen_is_seen_on_the_other_desk(gym: Gym) -> None:
    await gym.desk.floor.fitness.say(word(gym, MedicalStatus.PAIN, "knee"))
    for desk in (gym.desk, gym.other):
        await until(lambda desk=desk: desk.is_pain_seen() == [False], "each desk's own alarm")
    (alarm,) = [one for one in gym.desk.floor.alarms.unseen if one.alert.kind is AlertKind.MEDICAL]
    gym.desk.floor.alarms.acknowledge(alarm.alert.id)
    await until(lambda: gym.other.is_pain_seen() == [True], "the other desk marks it")
    seen = next(one.alarm for one in gym.other.floor.alarms.views() if one.alarm.is_seen)
    assert seen.seen_by == "Desktop"
    assert seen.is_open, "it is seen, not over"

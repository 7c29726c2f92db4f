"""The event desk's own reckoning: forms, scenarios, silence."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from core.clock import ManualClock
from core.domain.device import DeviceKind
from core.domain.ids import BundleId, SessionId
from core.domain.session import SessionStatus
from core.errors import NotAllowedError, UnavailableError
from core.services.desk.devices_health import DeviceState, ago_text, line_of
from core.services.desk.event_desk import Direction, EventLog
from core.services.desk.event_desk_autoplay import AutoPlay, Progress
from core.services.desk.event_desk_form import answered, fields_of
from core.services.desk.event_desk_scenarios import SCENARIOS, Stage, scenario_named
from hub_server.realtime.handlers import ROUTES
from hub_server.rest.watch import kind_of
from tests.helpers.hub_side import FakeHubDesk, FakeHubSide
from tests.helpers.sample_club import PLAYERS

NOW = 1_800_000_000.0
STAGE = Stage(
    session_id=SessionId("session-1"), bundle_id=BundleId("bundle-1"), players=PLAYERS[:3]
)


@pytest.mark.requirement(59)
@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda one: one.id)
def test_that_the_hub_understands_every_event_of_a_scenario(scenario):
    """Names and payloads follow the routes, so that a scenario cannot rot."""
    steps = scenario.steps(STAGE)
    assert steps
    for step in steps:
        if step.name in ROUTES:
            msgspec.convert(step.payload, ROUTES[step.name].payload)
    assert any(step.name in ROUTES for step in steps) or scenario.id == "bulk"


@pytest.mark.requirement(59)
async def test_that_a_scenario_starts_the_session_and_goes_on_after_a_refusal():
    clock, desk = ManualClock(NOW), FakeHubDesk()
    told: list[Progress] = []
    auto = AutoPlay(desk, clock)
    auto.progressed.connect(told.append)
    scenario = scenario_named("emergency")
    known = {"training:session:start", "training:session:message", "training:session:pause"}
    playing = asyncio.ensure_future(  # noqa: TID251 - the test is its owner
        auto.play(scenario, STAGE, SessionStatus.SCHEDULED, known=known, speed=2)
    )
    await asyncio.sleep(0)
    assert desk.emitted[0][0] == "training:session:start"
    desk.refusal = NotAllowedError("Not now.")
    while not playing.done():
        clock.move_to(clock.now() + 0.5)
        await asyncio.sleep(0)
    last = await playing
    assert last.is_over
    assert (last.refused, last.left_out) == (3, 3)
    assert last.sentence == (
        "Medical emergency: 7 of 7 events, 3 refused (Not now.), 3 unknown to this hub."
    )
    assert told[-1] == last


async def test_that_a_scenario_ends_when_the_hub_is_away():
    desk = FakeHubDesk()
    desk.refusal = UnavailableError("The hub is away.")
    with pytest.raises(UnavailableError):
        await AutoPlay(desk, ManualClock(NOW)).play(
            scenario_named("strength"), STAGE, SessionStatus.SCHEDULED, known=ROUTES.keys()
        )


def test_that_an_optional_group_is_needed_whole_once_it_is_begun():
    fields = fields_of(
        kind_of("training:strength:set_completion", ROUTES["training:strength:set_completion"])
    )
    keys = {field.key: field for field in fields}
    assert keys["setData.reps"].is_required
    assert not keys["nextSetPreview.weight"].is_required
    texts = {"sessionId": "s", "playerId": "p", "exerciseId": "squat"}
    texts |= {"setData.setNumber": "1", "setData.reps": "5", "setData.weight": "82.5"}
    right = answered(fields, texts)
    assert right.problems == {}
    payload = msgspec.convert(right.payload, ROUTES["training:strength:set_completion"].payload)
    assert payload.set_data.weight == 82.5
    wrong = answered(fields, {**texts, "setData.rpe": "11"})
    assert wrong.problems == {"setData.rpe": "At most 10."}


def test_that_what_this_desk_sent_is_logged_once_however_often_it_is_told():
    desk = FakeHubDesk()
    log = EventLog(desk, lambda: NOW, most=3)
    payload: dict[str, Any] = {"sessionId": "s", "eventId": "e-1", "text": "Hello"}
    desk.heard.emit("training:session:message", {**payload, "seq": 4})
    desk.sent.emit("training:session:message", payload, 4)
    assert [entry.seq for entry in log.since(0)] == [4]
    desk.sent.emit("training:session:readings", {**payload, "eventId": "e-2", "readings": []}, 5)
    desk.heard.emit("training:conditioning:zone_compliance", {"sessionId": "s"})
    desk.heard.emit("training:playback:event", {"recorded": {}})
    directions = [entry.direction for entry in log.since(1)]
    assert directions == [Direction.RECORDED, Direction.TOLD]
    for number in range(5):
        desk.heard.emit("bundle:created", {"bundleId": str(number)})
    assert (len(log), log.count, log.oldest) == (3, 8, 6)
    log.close()
    desk.heard.emit("bundle:created", {"bundleId": "later"})
    assert log.count == 8


@pytest.mark.requirement(59)
@pytest.mark.parametrize(
    ("said", "state", "sentence"),
    [
        ({"seen_ago_s": None}, DeviceState.NEVER_SEEN, "It joined, but has never connected."),
        ({"seen_ago_s": 400}, DeviceState.AWAY, "Not connected; last seen 7 min ago."),
        ({"waiting": 500}, DeviceState.SLOW, "does not keep up: 500 messages wait"),
        ({"round_trip_ms": 900.0}, DeviceState.SLOW, "900 ms there and back"),
        ({"events": 3}, DeviceState.IDLE, "Connected, but in no session."),
        ({"session_ids": ("s",)}, DeviceState.QUIET, "has sent nothing since it connected"),
    ],
)
def test_that_a_silent_phone_has_a_reason(said, state, sentence):
    hub = FakeHubSide(ManualClock(NOW))
    entry = hub.add_device(1, "Pixel", owner="Alex", **said)
    now = datetime.fromtimestamp(NOW, UTC)
    line = line_of(entry, hub.desk.connected, now)
    assert line.state is state
    assert sentence in line.sentence
    assert line.next_step


def test_that_an_old_refusal_is_forgotten():
    hub = FakeHubSide(ManualClock(NOW))
    now = datetime.fromtimestamp(NOW, UTC)
    more = {"refusal": "Too fast.", "session_ids": ("s",), "heard_at": now}
    fresh = hub.add_device(1, "A", refused_at=now - timedelta(seconds=30), **more)
    old = hub.add_device(2, "B", refused_at=now - timedelta(minutes=5), **more)
    assert line_of(fresh, hub.desk.connected, now).sentence == "Refused: Too fast."
    assert line_of(old, hub.desk.connected, now).state is DeviceState.FINE
    gateway = hub.add_device(3, "C", DeviceKind.GATEWAY, heard_at=now)
    assert line_of(gateway, hub.desk.connected, now).sentence == "Connected; last sent 0 s ago."


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(5, "5 s ago"), (600, "10 min ago"), (7200, "2 h ago"), (86_400 * 4, "4 days ago")],
)
def test_that_times_are_told_as_one_says_them(seconds, words):
    now = datetime.fromtimestamp(NOW, UTC)
    assert ago_text(now - timedelta(seconds=seconds), now) == words

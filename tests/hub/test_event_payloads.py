"""Whatever a client sends of any kind of event: refused with a type and a sentence, or it holds."""

from __future__ import annotations

from typing import Any, get_args

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from core.domain.workout import WorkoutKind, timeline
from core.errors import HockeyHubError
from core.live.events import Recorded, SessionEvent, wire_name
from core.live.reducer import reduce
from core.live.state import SessionState
from core.live.transitions import check
from core.live.worked_out import worked_out
from core.protocol import realtime as wire
from core.protocol.realtime import ALIASES
from core.services.running.fitting import check_fits
from core.services.running.plausible import accepted
from hub_server.event_docs.__main__ import PAGE
from hub_server.event_docs.document import document
from hub_server.event_docs.examples import example_of
from hub_server.realtime.events import event_from
from hub_server.realtime.handlers import ROUTES
from hub_server.realtime.news import NEWS
from hub_server.realtime.visibility import own_state, part_of
from hub_server.sentences import sentence_of
from tests.helpers.hub_clients import API, Api, connected
from tests.helpers.payloads import payloads
from tests.helpers.recordings import SESSION, START, Stream, player, roster, state_after
from tests.hub.conftest import Plan
from tests.live.test_event_folds import BLOCKS

_KINDS: dict[str, Any] = {wire_name(kind): kind for kind in get_args(SessionEvent)}
_BY_DEEDS = {wire.CROSS_SESSION_PARTICIPANT_MOVE, wire.MEDICAL_STATUS_CHANGED}
"""Requests that become more than one event; they have tests of their own."""
RECORDED = sorted((set(ROUTES) & set(_KINDS)) - _BY_DEEDS)
IDS = {
    "sessionId": st.just(SESSION),
    "playerId": st.sampled_from(["player-001", "player-002", "player-009"]),
    "exerciseId": st.sampled_from(["sq", "other"]),
    "drillId": st.sampled_from(["5-10-5", "other"]),
    "timestamp": st.one_of(st.none(), st.just((START + 60) * 1000)),
}


def running_state() -> SessionState:
    made = roster([player(1), player(2)])
    session = msgspec.structs.replace(
        made.session, kind=WorkoutKind.HYBRID, blocks=BLOCKS, intervals=timeline(BLOCKS)
    )
    return state_after(msgspec.structs.replace(made, session=session), Stream().start().recorded)


def taken(state: SessionState, name: str, payload: object) -> SessionState:
    """As the hub takes it: decode, judge, work out, fold. Refusals are errors of their kind."""
    try:
        request = msgspec.convert(payload, ROUTES[name].payload)
    except msgspec.ValidationError as error:
        raise sentence_of(str(error)) from error
    now = START + 61
    event: SessionEvent = event_from(_KINDS[name], request, actor="player-001", now=now)  # type: ignore[arg-type]
    event = accepted(event, state.players, now)
    check(state.status, event)
    check_fits(state, event)
    recorded = Recorded(seq=state.seq + 1, event=worked_out(state, event))
    again = msgspec.json.decode(msgspec.json.encode(recorded), type=Recorded)
    after = reduce(state, again)
    assert msgspec.json.encode(after) == msgspec.json.encode(reduce(state, recorded))
    for player_id in state.players:
        part = part_of(recorded, player_id)
        shown = own_state(after, player_id)
        assert set(shown.players) <= {player_id}
        assert part is None or part.seq == recorded.seq
    return after


def _taken_or_refused(
    state: SessionState, name: str, payload: object
) -> tuple[SessionState, HockeyHubError | None]:
    try:
        return taken(state, name, payload), None
    except HockeyHubError as error:
        return state, error


@pytest.mark.requirement(50, 117)
@pytest.mark.parametrize("name", RECORDED)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_that_a_payload_is_refused_with_a_sentence_or_folded(name: str, data: st.DataObject):
    state = running_state()
    for _ in range(3):
        payload = data.draw(payloads(ROUTES[name].payload, **IDS))
        state, refusal = _taken_or_refused(state, name, payload)
        assert refusal is None or refusal.message


@pytest.mark.requirement(35, 38, 39, 40, 44, 48, 49, 50)
def test_that_every_event_of_the_seed_documents_has_its_name():
    known = {*ROUTES, *NEWS, *_KINDS}
    assert set(ALIASES.values()) <= known
    seeds = {
        *(
            f"training:session:{one}"
            for one in ("join", "leave", "start", "end", "pause", "resume")
        ),
        *(f"training:player:{one}" for one in ("join", "leave", "metrics", "status", "kick")),
        *("training:player:exercise:progress", "training:player:interval:progress"),
        *("training:session:force:end", "bundle:created", "bundle:started"),
        *("bundle:participant_moved", "bundle:bulk_update"),
    }
    assert seeds <= known
    assert len(known) > 25


def test_that_every_example_of_the_list_of_events_fits_its_struct():
    for name, route in ROUTES.items():
        assert msgspec.convert(example_of(route.payload), route.payload), name


def test_that_the_list_of_events_is_up_to_date():
    assert PAGE.read_text(encoding="utf-8") == document()


async def test_that_every_example_gets_a_typed_answer_from_a_real_hub(
    desk: Api, plan: Plan
) -> None:
    async with connected(desk.url, desk.token) as trainer:
        for name, route in sorted(ROUTES.items()):
            load = example_of(route.payload)
            load.update({"sessionId": plan.rowing} if "sessionId" in load else {})
            load.pop("eventId", None)
            answer = await trainer.call(name, **load)
            assert answer["ok"] or answer["error"]["code"] != "INTERNAL", (name, answer)
    assert await desk.ok("GET", f"{API}/sessions/{plan.rowing}/state")


def test_that_a_session_knows_when_it_is_full_of_exercises():
    state = running_state()
    name = "training:strength:weight_update"
    base = {"sessionId": SESSION, "playerId": "player-001", "weight": 50.0}
    for number in range(50):
        state = taken(state, name, {**base, "exerciseId": f"one-{number}"})
    with pytest.raises(HockeyHubError, match="50 exercises"):
        taken(state, name, {**base, "exerciseId": "one-too-many"})
    assert taken(state, name, {**base, "exerciseId": "one-7", "weight": 60.0})

"""What the trainer tells all sessions goes to the hub as one order."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from core.domain.bulk import BulkFailure, BulkOperation
from core.domain.ids import BundleId, SessionId
from core.errors import UnavailableError, WrongStateError
from core.live.events import SessionStarted
from core.ports.hub_link import LinkStatus, SessionAction
from tests.desk.test_floor import Room

MORNING = BundleId("morning")


@pytest.fixture
async def room(tmp_path: Path) -> AsyncIterator[Room]:
    made = Room(tmp_path / "outbox.db")
    yield made
    made.floor.close()
    await made.tasks.close()
    made.outbox.close()


@pytest.mark.requirement(25, 36)
async def test_that_all_sessions_are_told_in_one_order(room: Room) -> None:
    await room.floor.open_bundle(MORNING)
    await room.floor.act_all(SessionAction.START)
    assert room.hub.operations == [(MORNING, BulkOperation.START_ALL)]
    with pytest.raises(WrongStateError):
        await room.floor.act_all(SessionAction.PAUSE)
    room.happens(room.morning, SessionStarted, 1)
    await room.floor.act_all(SessionAction.PAUSE)
    assert room.hub.operations[1:] == [(MORNING, BulkOperation.PAUSE_ALL)]


@pytest.mark.requirement(36, 38)
async def test_that_a_partial_failure_names_the_session_and_the_next_step(room: Room) -> None:
    await room.floor.open_bundle(MORNING)
    room.hub.bulk_failures = (
        BulkFailure(session_id=SessionId("s"), name="Bikes", message="Not stored."),
    )
    with pytest.raises(UnavailableError) as refusal:
        await room.floor.act_all(SessionAction.START)
    assert refusal.value.message.endswith("sessions started. Bikes: Not stored.")
    assert refusal.value.suggested_action == "Try again; what is done is not done twice."


@pytest.mark.requirement(36)
async def test_that_an_emergency_stop_does_not_wait_for_readings(room: Room) -> None:
    await room.floor.open_bundle(MORNING)
    room.happens(room.morning, SessionStarted, 1)
    room.hub.link_status = LinkStatus.AWAY
    with pytest.raises(UnavailableError):
        await room.floor.act_all(SessionAction.END)
    await room.floor.emergency_stop()
    assert room.hub.operations == [(MORNING, BulkOperation.EMERGENCY_STOP_ALL)]

"""Who learns of an injury, in which order and how much."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

import msgspec
import pytest

from core.domain.ids import EventId, PlayerId, SessionId
from core.events import Event
from core.live.events import MedicalStatus, MedicalStatusChanged, Recorded, utc
from hub_server.realtime.broadcaster import Broadcaster
from hub_server.realtime.rooms import MEDICAL, TRAINERS, open_room, player_room, session_room

SESSION, PLAYER = SessionId("s"), PlayerId("p")


class Rooms:
    """Remembers what is posted to which rooms, in order."""

    def __init__(self) -> None:
        self.posted: list[tuple[set[str], str]] = []

    def post(self, _name: str, payload: object, rooms: Iterable[str], **_more: object) -> None:
        self.posted.append((set(rooms), msgspec.json.encode(payload).decode()))

    def has_members(self, _room: str) -> bool:
        return True


class Running:
    def __init__(self) -> None:
        self.happened: Event[[Recorded, str | None]] = Event()


@pytest.mark.requirement(39, 52)
async def test_that_trainers_and_the_medical_staff_are_told_before_anybody_else() -> None:
    running, rooms = Running(), Rooms()
    nothing = cast("Any", None)
    Broadcaster(cast("Any", running), cast("Any", rooms), nothing, nothing)
    event = MedicalStatusChanged(
        event_id=EventId("e"),
        session_id=SESSION,
        at=utc(1_770_000_000.0),
        player_id=PLAYER,
        status=MedicalStatus.INJURED,
        body_part="knee",
        note="gave way",
        restricted=True,
    )
    running.happened.emit(Recorded(seq=1, event=event), None)
    (first, told), *others = rooms.posted
    assert first == {TRAINERS, MEDICAL, session_room(SESSION)}
    assert "gave way" in told
    assert {room for names, _ in others for room in names} == {
        open_room(SESSION),
        player_room(PLAYER),
    }
    for _, hint in others:
        assert "knee" not in hint
        assert "gave way" not in hint
        assert "injured" not in hint

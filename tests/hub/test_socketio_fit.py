"""What the hub leans on in python-socketio beyond its documentation is still there."""

from __future__ import annotations

import asyncio
from typing import Any

import msgspec
import pytest
from hypothesis import given, strategies as st
from socketio.packet import EVENT

from core.domain.ids import EventId, PlayerId, SessionId
from core.live.events import PlayerMetrics, Recorded, utc
from core.protocol.realtime import NAMESPACE
from hub_server.realtime.fanout import MOST_WAITING, DirectManager
from hub_server.realtime.namespace import make_server
from hub_server.realtime.wire import MALFORMED, HubPacket, payload_of


class _Queueing:
    """As much of an Engine.IO socket as posting touches."""

    def __init__(self) -> None:
        self.queue: asyncio.Queue[Any] = asyncio.Queue()
        self.closed = self.closing = False


async def test_that_a_post_reaches_each_member_once_and_encoded_once() -> None:
    slow: list[str] = []
    manager = DirectManager(slow.append)
    server = make_server(manager, HubPacket)
    sids = {}
    for name in ("a", "b", "c"):
        server.eio.sockets[name] = _Queueing()
        sids[name] = await manager.pre_connect(name, NAMESPACE)  # type: ignore[attr-defined]
        await manager.connect(sids[name], NAMESPACE)  # type: ignore[attr-defined]
    for name in ("a", "b"):
        await server.enter_room(sids[name], "one", namespace=NAMESPACE)
        await server.enter_room(sids[name], "two", namespace=NAMESPACE)
    manager.post("news", {"x": 1}, ["one", "two", "empty"], skip=sids["b"])
    queues = {name: server.eio.sockets[name].queue for name in sids}
    assert [queues[name].qsize() for name in ("a", "b", "c")] == [1, 0, 0]
    assert queues["a"].get_nowait().encode() == '42/training,["news",{"x":1}]'
    assert manager.has_members("one")
    assert not manager.has_members("empty")
    for _ in range(MOST_WAITING + 1):
        manager.post("news", {}, ["one"], skip=sids["b"])
    assert slow == [sids["a"]]


def test_that_a_broadcast_is_the_event_itself_with_its_number() -> None:
    event = PlayerMetrics(
        event_id=EventId("e"),
        session_id=SessionId("s"),
        at=utc(0),
        player_id=PlayerId("p"),
        heart_rate=120,
    )
    assert msgspec.json.decode(payload_of(Recorded(seq=7, event=event))) == {
        "kind": "training:player:metrics",
        "eventId": "e",
        "sessionId": "s",
        "timestamp": "1970-01-01T00:00:00Z",
        "playerId": "p",
        "heartRate": 120,
        "seq": 7,
    }


@given(st.text() | st.binary() | st.from_regex(r"[0-6](\d-)?(/training,)?\d{0,5}[\[{].*"))
def test_that_any_packet_at_all_is_decoded_to_something_that_can_be_answered(
    encoded: str | bytes,
) -> None:
    packet = HubPacket(encoded_packet=encoded)
    if packet.packet_type == EVENT:
        assert isinstance(packet.data[0], str)


@pytest.mark.parametrize("encoded", ["2[NaN]", '2["\\ud800"]', "2{}", "2[]", "2[1]", "51-[]", "6x"])
def test_that_harmful_packets_become_malformed_events(encoded: str) -> None:
    packet = HubPacket(encoded_packet=encoded)
    assert (packet.packet_type, packet.data[0]) == (EVENT, MALFORMED)

"""What the hub leans on in python-socketio beyond its documentation is still there."""

from __future__ import annotations

from importlib.metadata import version

import engineio
import msgspec
import pytest
import socketio
from engineio.async_socket import AsyncSocket
from hypothesis import given, strategies as st
from socketio.packet import EVENT
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from core.clock import ManualClock
from core.domain.ids import EventId, PlayerId, SessionId
from core.live.events import PlayerMetrics, Recorded, utc
from core.protocol.realtime import NAMESPACE
from core.tasks import TaskScope
from hub_server.realtime.engine import FITS
from hub_server.realtime.engine.line import Line
from hub_server.realtime.engine.server import HubEngine, HubSocketServer
from hub_server.realtime.engine.socket import HubSocket
from hub_server.realtime.engine.turnstile import Doorway
from hub_server.realtime.fanout import DirectManager
from hub_server.realtime.namespace import make_server
from hub_server.realtime.wire import MALFORMED, HubPacket, payload_of
from tests.helpers.waiting import until


class _Way:
    """As much of a line as an outbox touches."""

    def __init__(self) -> None:
        self.written = b""
        self.takes_more = True

    def write(self, octets: bytes) -> None:
        self.written += octets


@pytest.mark.parametrize("library", FITS)
def test_that_the_engine_was_read_against_the_release_that_is_installed(library: str) -> None:
    assert version(library).startswith(f"{FITS[library]}."), (
        f"read hub_server/realtime/engine against {library} {version(library)}, run its tests "
        "and benchmarks, then raise FITS and the limits in pyproject.toml"
    )


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (HubSocket, AsyncSocket),
        (HubEngine, engineio.AsyncServer),
        (HubSocketServer, socketio.AsyncServer),
        (DirectManager, socketio.AsyncManager),
        (Line, WebSocketsSansIOProtocol),
        (Doorway, H11Protocol),
    ],
)
def test_that_whatever_is_overridden_is_still_there(ours: type, theirs: type) -> None:
    overridden = [name for name, one in vars(ours).items() if hasattr(one, "__override__")]
    assert overridden
    assert [name for name in overridden if not hasattr(theirs, name)] == []


@pytest.mark.requirement(52, 72)
async def test_that_a_post_reaches_each_member_once_and_encoded_once() -> None:
    manager, tasks = DirectManager(), TaskScope()
    server = make_server(manager, tasks, ManualClock())
    sids, ways = {}, {name: _Way() for name in ("a", "b", "c")}
    for name, way in ways.items():
        server.eio.sockets[name] = HubSocket(server.eio, name)
        server.eio.sockets[name].queue.attach(way)
        sids[name] = await manager.pre_connect(name, NAMESPACE)
        await manager.connect(sids[name], NAMESPACE)
    for name in ("a", "b"):
        await server.enter_room(sids[name], "one", namespace=NAMESPACE)
        await server.enter_room(sids[name], "two", namespace=NAMESPACE)
    manager.post("news", {"x": 1}, ["one", "two", "empty"], skip=sids["b"])
    await until(lambda: ways["a"].written, "written")
    packet = b'42/training,["news",{"x":1}]'
    assert ways["a"].written == bytes((0x81, len(packet))) + packet
    assert ways["b"].written == ways["c"].written == b""
    assert manager.has_members("one")
    assert not manager.has_members("empty")
    await server.disconnect(sids["a"], namespace=NAMESPACE)
    await server.disconnect(sids["b"], namespace=NAMESPACE)
    assert not manager.has_members("one")


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


@pytest.mark.parametrize(
    "encoded",
    [
        "2[NaN]",
        '2["\\ud800"]',
        "2{}",
        "2[]",
        "2[1]",
        "51-[]",
        "6x",
        '2["connect",{}]',
        '2["disconnect"]',
    ],
)
def test_that_harmful_packets_become_malformed_events(encoded: str) -> None:
    packet = HubPacket(encoded_packet=encoded)
    assert (packet.packet_type, packet.data[0]) == (EVENT, MALFORMED)

"""The short way of reading an event says exactly what the library's would, or nothing."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, strategies as st
from socketio.packet import EVENT

from core.protocol.realtime import NAMESPACE
from hub_server.realtime.wire import HubPacket, plain_event

_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.none() | st.integers(0, 10**14), st.text(min_size=1), st.lists(_JSON, max_size=2))
def test_that_it_reads_what_the_library_reads(
    number: int | None, name: str, arguments: list[object]
) -> None:
    data = msgspec.json.encode([name, *arguments]).decode()
    encoded = f"{EVENT}{NAMESPACE},{'' if number is None else number}{data}"
    packet = HubPacket(encoded_packet=encoded)
    plain = plain_event(encoded)
    assert plain is None or plain == (packet.id, packet.data)
    assert (plain is None) == (name in ("connect", "connect_error", "disconnect", "disconnecting"))


@pytest.mark.parametrize(
    "encoded",
    [
        "",
        "2",
        '2["on another namespace"]',
        '2/other,1["x"]',
        '2/training,1{"no":"list"}',
        "2/training,1[]",
        "2/training,1[3]",
        '2/training,-1["x"]',
        '2/training,1²["x"]',
        '2/training,1["not closed"',
        '2/training,1[NaN,"x"]',
        '5/training,1-["binary"]',
        '2/training,12345678901234567890["x"]',
        "2/training,1" + "[" * 5000,
    ],
)
def test_that_it_leaves_what_is_unusual_to_the_library(encoded: str) -> None:
    assert plain_event(encoded) is None

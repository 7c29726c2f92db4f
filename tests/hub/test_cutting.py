"""Frames are cut where they end, however the network has split them."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given, strategies as st
from websockets.frames import Frame, Opcode

from hub_server.realtime.engine.cutting import PLAIN_TEXT, frame_end, payload_of

_LARGEST = 1_000_000


def _frame(text: bytes, *, opcode: Opcode = Opcode.TEXT, fin: bool = True) -> bytes:
    return Frame(opcode, text, fin=fin).serialize(mask=True)


@given(st.lists(st.binary(max_size=400), max_size=6), st.integers(min_value=0, max_value=10))
def test_that_whole_frames_are_found_one_after_the_other(texts: list[bytes], cut: int) -> None:
    whole = b"".join(_frame(text) for text in texts)
    came = whole + _frame(b"the next one")[:cut]
    start, found = 0, []
    while (end := frame_end(came, start, _LARGEST)) is not None:
        assert came[start] == PLAIN_TEXT
        found.append(payload_of(came, start, end))
        start = end
    assert (found, start) == (texts, len(whole))


@pytest.mark.parametrize("size", [0, 125, 126, 65_535, 65_536])
def test_that_every_form_of_length_is_read(size: int) -> None:
    octets = _frame(b"x" * size)
    assert frame_end(octets, 0, _LARGEST) == len(octets)
    assert frame_end(octets[:-1], 0, _LARGEST) is None
    assert payload_of(octets, 0, len(octets)) == b"x" * size


def test_that_a_frame_that_is_too_large_is_not_waited_for() -> None:
    head = b"\x81\xff" + struct.pack(">Q", 2**62)
    assert frame_end(head, 0, _LARGEST) == len(head)


def test_that_a_frame_without_mask_is_not_waited_for() -> None:
    assert frame_end(b"\x81\x05he", 0, _LARGEST) == 4

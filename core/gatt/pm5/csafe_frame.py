"""CSAFE frames as a PM5 takes and sends them: flags, stuffed bytes, checksum.

A frame begins with F1, or with F0 and two addresses, and ends with F2. Between them F0 to F3 are
sent as F3 and 00 to 03. The last byte before the end is the exclusive or of the contents, before
stuffing and without addresses. Nothing is longer than 120 bytes, everything included. Over
Bluetooth a frame is cut into pieces of at most 20 bytes, and two frames may share one piece.

Sources, which agree: "Concept2 PM CSAFE Communication Definition" rev. 0.27, tables 4 to 6 and the
frame lengths there; "Concept2 PM Bluetooth Smart Communication Interface Definition" rev. 1.30
(pieces); the CSAFE parts of Open Rowing Monitor, ErgometerJS and LiveRowing for Android.
"""

from __future__ import annotations

from collections.abc import Iterator

from core.domain.value import Value
from core.errors import InvalidInputError
from core.gatt.packet import malformed

LONGEST_FRAME = 120
LONGEST_PIECE = 20
_WHAT = "PM5 CSAFE frame"
_EXTENDED_START, _START, _STOP, _STUFFED = 0xF0, 0xF1, 0xF2, 0xF3
_STARTS = (_EXTENDED_START, _START)
_FLAGS = range(_EXTENDED_START, _STUFFED + 1)
_ADDRESSES = 2


class Frame(Value, frozen=True, kw_only=True):
    """One frame. Both addresses or none: who it is for, and who sent it."""

    contents: bytes
    destination: int | None = None
    source: int | None = None


def encode(frame: Frame) -> bytes:
    """Write a frame.

    Raises:
        InvalidInputError: It is longer than a monitor takes.
    """
    inside = frame.contents + bytes([checksum(frame.contents)])
    start = _START
    if frame.destination is not None and frame.source is not None:
        start = _EXTENDED_START
        inside = bytes([frame.destination, frame.source]) + inside
    stuffed = b"".join(
        bytes([_STUFFED, byte - _EXTENDED_START]) if byte in _FLAGS else bytes([byte])
        for byte in inside
    )
    data = bytes([start]) + stuffed + bytes([_STOP])
    if len(data) > LONGEST_FRAME:
        raise InvalidInputError(
            f"A CSAFE frame of {len(data)} bytes is longer than the {LONGEST_FRAME} of a monitor."
        )
    return data


def decode(data: bytes) -> Frame:
    """Read a whole frame.

    Raises:
        MalformedPacketError: A flag is missing or misplaced, it is too long, or its checksum
            is wrong.
    """
    if len(data) > LONGEST_FRAME:
        raise malformed(_WHAT, data, f"it is longer than {LONGEST_FRAME} bytes")
    if not data or data[0] not in _STARTS:
        raise malformed(_WHAT, data, "it does not begin with a start flag")
    if len(data) == 1 or data[-1] != _STOP:
        raise malformed(_WHAT, data, "it does not end with the stop flag")
    inside = bytes(_unstuffed(data))
    destination = source = None
    if data[0] == _EXTENDED_START:
        if len(inside) < _ADDRESSES:
            raise malformed(_WHAT, data, "its addresses are missing")
        destination, source = inside[:_ADDRESSES]
        inside = inside[_ADDRESSES:]
    if not inside:
        raise malformed(_WHAT, data, "its checksum is missing")
    contents = inside[:-1]
    if checksum(contents) != inside[-1]:
        raise malformed(
            _WHAT, data, f"its checksum is {inside[-1]:02x}, not {checksum(contents):02x}"
        )
    return Frame(contents=contents, destination=destination, source=source)


def checksum(contents: bytes) -> int:
    """The exclusive or of all bytes."""
    result = 0
    for byte in contents:
        result ^= byte
    return result


def pieces_of(data: bytes) -> tuple[bytes, ...]:
    """A frame as it is written or notified, piece by piece."""
    return tuple(data[at : at + LONGEST_PIECE] for at in range(0, len(data), LONGEST_PIECE))


class FrameJoiner:
    """Puts frames together from pieces. What has lost its beginning or its end is dropped."""

    def __init__(self) -> None:
        self._open = bytearray()

    def reset(self) -> None:
        """Forget what has come: a new connection."""
        self._open.clear()

    def feed(self, piece: bytes) -> list[bytes]:
        """Take a piece in.

        Returns:
            The frames that it completes, in their order.
        """
        complete: list[bytes] = []
        for byte in piece:
            if byte in _STARTS:
                self._open[:] = (byte,)
            elif self._open:
                self._open.append(byte)
                if byte == _STOP:
                    complete.append(bytes(self._open))
                    self._open.clear()
                elif len(self._open) >= LONGEST_FRAME:
                    self._open.clear()
        return complete


def _unstuffed(data: bytes) -> Iterator[int]:
    inside = iter(range(1, len(data) - 1))
    for at in inside:
        byte = data[at]
        if byte in _FLAGS and byte != _STUFFED:
            raise malformed(_WHAT, data, f"there is a flag at byte {at}")
        if byte == _STUFFED:
            following = data[at + 1]
            if following > _STUFFED - _EXTENDED_START:
                raise malformed(_WHAT, data, f"byte {at + 1} does not follow a stuffing flag")
            next(inside)
            byte = _EXTENDED_START + following
        yield byte

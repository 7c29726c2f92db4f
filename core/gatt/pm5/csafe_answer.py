"""CSAFE answers of a PM5: how the request went, and what was asked for.

The first byte has the state of the machine in its low four bits, what became of the request in
bits 4 and 5, and in bit 7 a toggle that changes from answer to answer and means nothing else. Then
comes the wrapper with the replies: a command that gives nothing back is only named, one that gives
something is followed by the number of bytes and by those.

Sources, which agree: "Concept2 PM CSAFE Communication Definition" rev. 0.27, table 9 and its worked
examples; the CSAFE parts of Open Rowing Monitor and PyRow; answers of real monitors as other open
projects noted them. Answers to public commands are kept as bytes: they are not needed here.
"""

from __future__ import annotations

from enum import Enum

from core.domain.value import Value
from core.gatt.codes import Codes, numbered
from core.gatt.packet import Reader, malformed
from core.gatt.pm5 import csafe_frame
from core.gatt.pm5.csafe_frame import Frame
from core.gatt.pm5.csafe_request import WRAPPERS

_WHAT = "PM5 CSAFE answer"
_TOGGLE = 0x80
_PREVIOUS = 0x30
_PREVIOUS_SHIFT = 4
_STATE = 0x0F
_RESERVED_STATE = 0x04
_SETTINGS = range(0x40)
_SETTINGS_WITH_RESULT = frozenset({0x1A, 0x34, 0x36})


class Verdict(Enum):
    """What became of a request, in the order of the codes from 0."""

    OK = "ok"
    REJECTED = "rejected"
    """Understood, and not done."""
    BAD = "bad"
    """Not understood: the frame was broken."""
    NOT_READY = "not_ready"


class ProtocolState(Enum):
    """The state of CSAFE's own machine; a monitor worked on by itself is offline."""

    ERROR = "error"
    READY = "ready"
    IDLE = "idle"
    HAVE_ID = "have_id"
    IN_USE = "in_use"
    PAUSE = "pause"
    FINISH = "finish"
    MANUAL = "manual"
    OFFLINE = "offline"


_VERDICTS: Codes[Verdict] = numbered(Verdict)
_STATES = Codes(
    {
        0x00: ProtocolState.ERROR,
        0x01: ProtocolState.READY,
        0x02: ProtocolState.IDLE,
        0x03: ProtocolState.HAVE_ID,
        0x05: ProtocolState.IN_USE,
        0x06: ProtocolState.PAUSE,
        0x07: ProtocolState.FINISH,
        0x08: ProtocolState.MANUAL,
        0x09: ProtocolState.OFFLINE,
    }
)


class Reply(Value, frozen=True, kw_only=True):
    """What one of the maker's own commands gave back."""

    code: int
    data: bytes = b""


class Answer(Value, frozen=True, kw_only=True):
    """One answer."""

    verdict: Verdict
    state: ProtocolState | None = ProtocolState.READY
    """None for a code that is reserved."""
    toggle: bool = False
    wrapper: int | None = None
    replies: tuple[Reply, ...] = ()
    public: bytes = b""
    """What follows the first byte, if no wrapper does."""


def decode(data: bytes) -> Answer:
    """Read a frame as an answer.

    Raises:
        MalformedPacketError: The frame is broken, or a reply ends early.
    """
    reader = Reader(csafe_frame.decode(data).contents, _WHAT)
    status = reader.u8()
    verdict = _VERDICTS.word((status & _PREVIOUS) >> _PREVIOUS_SHIFT) or Verdict.BAD
    state, toggle = _STATES.word(status & _STATE), bool(status & _TOGGLE)
    if not reader.remaining or reader.data[reader.offset] not in WRAPPERS:
        return Answer(verdict=verdict, state=state, toggle=toggle, public=reader.rest())
    wrapper = reader.u8()
    inner = reader.raw(reader.u8())
    if reader.remaining:
        raise malformed(_WHAT, data, "something follows the wrapper")
    return Answer(
        verdict=verdict, state=state, toggle=toggle, wrapper=wrapper, replies=_replies_in(inner)
    )


def encode(answer: Answer) -> bytes:
    """Write an answer as a frame.

    Raises:
        InvalidInputError: It is longer than a monitor sends.
    """
    status = _VERDICTS.code(answer.verdict) << _PREVIOUS_SHIFT
    status |= _RESERVED_STATE if answer.state is None else _STATES.code(answer.state)
    contents = bytes([status | (_TOGGLE if answer.toggle else 0)])
    if answer.wrapper is None:
        contents += answer.public
    else:
        inner = b"".join(_bytes_of(reply) for reply in answer.replies)
        contents += bytes([answer.wrapper, len(inner)]) + inner
    return csafe_frame.encode(Frame(contents=contents))


def gives_nothing(code: int) -> bool:
    """Whether a command of the maker's is only named in an answer: nearly all that set."""
    return code in _SETTINGS and code not in _SETTINGS_WITH_RESULT


def _replies_in(inner: bytes) -> tuple[Reply, ...]:
    reader = Reader(inner, _WHAT)
    replies: list[Reply] = []
    while reader.remaining:
        code = reader.u8()
        data = b"" if gives_nothing(code) else reader.raw(reader.u8())
        replies.append(Reply(code=code, data=data))
    return tuple(replies)


def _bytes_of(reply: Reply) -> bytes:
    if gives_nothing(reply.code):
        return bytes([reply.code])
    return bytes([reply.code, len(reply.data)]) + reply.data

"""Frames, requests and answers of a PM5's control channel, against vectors worked out by hand."""

import contextlib

import pytest
from hypothesis import example, given, strategies as st

from core.errors import InvalidInputError, MalformedPacketError
from core.gatt.pm5 import csafe_answer, csafe_frame, csafe_request, csafe_state
from core.gatt.pm5.csafe_answer import Answer, ProtocolState, Reply, Verdict
from core.gatt.pm5.csafe_frame import Frame, FrameJoiner
from core.gatt.pm5.csafe_request import Command, Request
from core.gatt.pm5.csafe_state import WorkoutKind, WorkoutState

BYTES = st.binary(max_size=50)
COMMANDS = st.builds(Command, code=st.integers(0, 0x7F), data=st.binary(max_size=8)) | st.builds(
    Command, code=st.integers(0x80, 0xFF)
)


def reply_of(code: int, data: bytes) -> Reply:
    return Reply(code=code, data=b"" if csafe_answer.gives_nothing(code) else data)


REPLIES = st.builds(reply_of, st.integers(0, 0xFF), st.binary(max_size=6))
ANSWERS = st.builds(
    Answer,
    verdict=st.sampled_from(Verdict),
    state=st.none() | st.sampled_from(ProtocolState),
    toggle=st.booleans(),
    wrapper=st.sampled_from(sorted(csafe_request.WRAPPERS)),
    replies=st.lists(REPLIES, max_size=6).map(tuple),
)


@given(contents=BYTES, addresses=st.none() | st.tuples(st.integers(0, 255), st.integers(0, 255)))
@example(contents=bytes([0xF0, 0xF1, 0xF2, 0xF3]), addresses=(0xFD, 0xF1))
@example(contents=b"\xf2", addresses=None)  # a checksum that is a flag, too
def test_that_a_frame_comes_back_as_it_went(contents: bytes, addresses: tuple[int, int] | None):
    destination, source = addresses or (None, None)
    frame = Frame(contents=contents, destination=destination, source=source)
    data = csafe_frame.encode(frame)
    assert csafe_frame.decode(data) == frame
    assert not any(byte in range(0xF0, 0xF3) for byte in data[1:-1])


@given(st.lists(BYTES, max_size=4), st.binary(max_size=5), st.integers(1, 40))
def test_that_frames_are_joined_however_they_were_cut(
    contents: list[bytes], noise: bytes, size: int
):
    frames = [csafe_frame.encode(Frame(contents=one)) for one in contents]
    sent = noise.replace(b"\xf0", b"").replace(b"\xf1", b"") + b"".join(frames)
    joiner = FrameJoiner()
    heard = [
        frame for at in range(0, len(sent), size) for frame in joiner.feed(sent[at : at + size])
    ]
    assert heard == frames


def test_that_a_frame_without_its_end_does_not_spoil_the_next():
    joiner = FrameJoiner()
    assert joiner.feed(bytes.fromhex("f1 76 07 01")) == []
    assert joiner.feed(bytes.fromhex("f1 81 81 f2 f1")) == [bytes.fromhex("f1 81 81 f2")]
    assert joiner.feed(bytes(120) + b"\xf2") == []  # longer than any frame
    assert joiner.feed(bytes.fromhex("f1 01 01 f2")) == [bytes.fromhex("f1 01 01 f2")]
    joiner.feed(b"\xf1\x01")
    joiner.reset()
    assert joiner.feed(b"\x01\xf2") == []


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ("", "start flag"),
        ("76 f2", "start flag"),
        ("f1", "stop flag"),
        ("f1 76 04", "stop flag"),
        ("f1 f2", "checksum is missing"),
        ("f0 fd f2", "addresses are missing"),
        ("f0 fd 00 f2", "checksum is missing"),
        ("f1 76 04 13 02 01 02 62 f2", "its checksum is 62, not 60"),
        ("f1 01 f1 f0 f2", "a flag at byte 2"),
        ("f1 f3 04 f0 f2", "byte 2 does not follow"),
        ("f1 01 01 f3 f2", "byte 4 does not follow"),
        ("f1" + "00" * 119 + "f2", "longer than 120"),
    ],
)
def test_that_a_broken_frame_says_where(data: str, why: str):
    with pytest.raises(MalformedPacketError, match=why):
        csafe_frame.decode(bytes.fromhex(data))


def test_that_a_frame_longer_than_a_monitor_takes_is_not_written():
    assert len(csafe_frame.encode(Frame(contents=bytes(117)))) == 120
    with pytest.raises(InvalidInputError, match="121"):
        csafe_frame.encode(Frame(contents=bytes(118)))
    assert [len(one) for one in csafe_frame.pieces_of(bytes(45))] == [20, 20, 5]


@given(st.lists(COMMANDS, max_size=6).map(tuple))
def test_that_requests_come_back_as_they_went(commands: tuple[Command, ...]):
    request = Request(commands=commands)
    assert csafe_request.decode(csafe_request.encode(request)) == request
    wrapped = csafe_request.wrapped(csafe_request.SET_DATA, *commands)
    with contextlib.suppress(InvalidInputError):
        decoded = csafe_request.decode(csafe_request.encode(wrapped))
        assert csafe_request.own_commands(decoded) == commands


def test_that_a_request_is_read_byte_by_byte():
    # 76 04: a wrapper with four bytes; 13 02 01 02: the screen "workout", to be terminated.
    # 76 ^ 04 ^ 13 ^ 02 ^ 01 ^ 02 = 60
    request = csafe_request.decode(bytes.fromhex("f1 76 04 13 02 01 02 60 f2"))
    assert request == csafe_request.wrapped(0x76, Command(code=0x13, data=b"\x01\x02"))
    assert csafe_request.encode(csafe_state.QUESTION).hex(" ") == "f1 7e 02 89 8d 78 f2"
    for cut in ("f1 76 04 13 61 f2", "f1 76 76 f2"):
        with pytest.raises(MalformedPacketError):
            csafe_request.decode(bytes.fromhex(cut))
    with pytest.raises(MalformedPacketError):
        csafe_request.own_commands(
            Request(commands=(Command(code=0x76, data=bytes.fromhex("13 02 01")),))
        )


@given(ANSWERS)
def test_that_answers_come_back_as_they_went(answer: Answer):
    assert csafe_answer.decode(csafe_answer.encode(answer)) == answer


@pytest.mark.parametrize(
    ("data", "verdict", "state", "toggle"),
    [
        # one and the same success: the toggle says nothing
        ("f1 01 76 02 01 13 67 f2", Verdict.OK, ProtocolState.READY, False),
        ("f1 81 76 02 01 13 e7 f2", Verdict.OK, ProtocolState.READY, True),
        # from a machine that is worked on: 09 is no refusal
        ("f1 09 76 02 01 13 6f f2", Verdict.OK, ProtocolState.OFFLINE, False),
        ("f1 91 76 02 01 13 f7 f2", Verdict.REJECTED, ProtocolState.READY, True),
        ("f1 21 76 02 01 13 47 f2", Verdict.BAD, ProtocolState.READY, False),
        ("f1 35 76 02 01 13 53 f2", Verdict.NOT_READY, ProtocolState.IN_USE, False),
    ],
)
def test_that_the_status_byte_is_three_things(
    data: str, verdict: Verdict, state: ProtocolState, *, toggle: bool
):
    answer = csafe_answer.decode(bytes.fromhex(data))
    assert (answer.verdict, answer.state, answer.toggle) == (verdict, state, toggle)
    assert answer.wrapper == 0x76
    assert answer.replies == (Reply(code=0x01), Reply(code=0x13))


def test_that_what_is_only_named_is_told_from_what_gives_something_back():
    # 57 gives seven bytes, 39 sets something and is only named
    data = bytes.fromhex("f1 01 7f 0a 57 07 00 00 00 00 00 00 00 39 1d f2")
    answer = csafe_answer.decode(data)
    assert answer.replies == (Reply(code=0x57, data=bytes(7)), Reply(code=0x39))
    assert csafe_answer.encode(answer) == data
    bare = csafe_answer.decode(bytes.fromhex("f1 81 81 f2"))
    assert (bare.wrapper, bare.replies, bare.public) == (None, (), b"")
    for broken in ("f1 00 f2", "f1 01 76 03 01 13 66 f2", "f1 01 76 01 01 13 64 f2"):
        with pytest.raises(MalformedPacketError):
            csafe_answer.decode(bytes.fromhex(broken))


def test_that_the_workout_is_read_from_an_answer():
    # 7e ^ 06 ^ 89 ^ 01 ^ 08 ^ 8d ^ 01 ^ 04 ^ 01 (the status)
    contents = bytes.fromhex("01 7e 06 89 01 08 8d 01 04")
    now = csafe_state.read(csafe_answer.decode(csafe_frame.encode(Frame(contents=contents))))
    assert now.kind is WorkoutKind.VARIABLE_INTERVALS
    assert now.state is WorkoutState.TIME_INTERVAL
    for replies in ((), (Reply(code=0x89, data=b"\x08"), Reply(code=0x8D, data=b"\x0e"))):
        with pytest.raises(MalformedPacketError):
            csafe_state.read(Answer(verdict=Verdict.OK, wrapper=0x7E, replies=replies))


def test_that_only_what_runs_counts_as_running():
    running = {state for state in WorkoutState if state.is_running}
    assert {csafe_state.STATES.code(one) for one in running} == set(range(1, 10))
    unsettled = {state for state in WorkoutState if not state.is_settled}
    assert unsettled == {WorkoutState.TERMINATED, WorkoutState.REARMING}


@given(st.binary(max_size=130))
@example(bytes.fromhex("f1 f3 f2"))
@example(bytes.fromhex("f0 f3 00 f3 f2"))
def test_that_any_bytes_are_a_value_or_malformed(data: bytes):
    for decode in (csafe_frame.decode, csafe_request.decode, csafe_answer.decode):
        with contextlib.suppress(MalformedPacketError):
            decode(data)
    framed = csafe_frame.encode(Frame(contents=data[:55]))
    for decode in (csafe_request.decode, csafe_answer.decode):
        with contextlib.suppress(MalformedPacketError):
            decode(framed)
    for frame in FrameJoiner().feed(data):
        with contextlib.suppress(MalformedPacketError):
            csafe_frame.decode(frame)

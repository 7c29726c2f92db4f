"""CSAFE requests to a PM5: commands, and Concept2's own commands within a wrapper.

A command from 80 on is one byte. One below is followed by the number of its data bytes and by
those. The maker's own commands are the data of a wrapper; each of the wrappers opens to all.

Sources, which agree: "Concept2 PM CSAFE Communication Definition" rev. 0.27, tables 7, 11 and 12;
the CSAFE parts of Open Rowing Monitor and PyRow.
"""

from __future__ import annotations

from core.domain.value import Value
from core.gatt.packet import Reader
from core.gatt.pm5 import csafe_frame
from core.gatt.pm5.csafe_frame import Frame

SET_USER_CONFIGURATION = 0x1A
SET_CONFIGURATION = 0x76
SET_DATA = 0x77
GET_CONFIGURATION = 0x7E
GET_DATA = 0x7F
WRAPPERS = frozenset(
    {SET_USER_CONFIGURATION, SET_CONFIGURATION, SET_DATA, GET_CONFIGURATION, GET_DATA}
)
_FIRST_SHORT = 0x80
_WHAT = "PM5 CSAFE request"


class Command(Value, frozen=True, kw_only=True):
    """One command."""

    code: int
    data: bytes = b""
    """Always empty from 80 on; at most 255 bytes."""


class Request(Value, frozen=True, kw_only=True):
    """What one frame asks for."""

    commands: tuple[Command, ...]


def wrapped(wrapper: int, *commands: Command) -> Request:
    """The maker's own commands within one wrapper."""
    inner = b"".join(_bytes_of(command) for command in commands)
    return Request(commands=(Command(code=wrapper, data=inner),))


def own_commands(request: Request) -> tuple[Command, ...]:
    """The maker's own commands in all wrappers of a request.

    Raises:
        MalformedPacketError: A wrapper's commands end early.
    """
    return tuple(
        inner
        for command in request.commands
        if command.code in WRAPPERS
        for inner in _commands_in(command.data)
    )


def encode(request: Request) -> bytes:
    """Write a request as a frame.

    Raises:
        InvalidInputError: It is longer than a monitor takes.
    """
    contents = b"".join(_bytes_of(command) for command in request.commands)
    return csafe_frame.encode(Frame(contents=contents))


def decode(data: bytes) -> Request:
    """Read a frame as a request.

    Raises:
        MalformedPacketError: The frame is broken, or a command ends early.
    """
    return Request(commands=_commands_in(csafe_frame.decode(data).contents))


def _commands_in(contents: bytes) -> tuple[Command, ...]:
    reader = Reader(contents, _WHAT)
    commands: list[Command] = []
    while reader.remaining:
        code = reader.u8()
        data = b"" if code >= _FIRST_SHORT else reader.raw(reader.u8())
        commands.append(Command(code=code, data=data))
    return tuple(commands)


def _bytes_of(command: Command) -> bytes:
    if command.code >= _FIRST_SHORT:
        return bytes([command.code])
    return bytes([command.code, len(command.data)]) + command.data

"""`hockeyhub decode`: captured notifications and advertisements as JSON, one object a line."""

from __future__ import annotations

import argparse
import json
import re
import sys

import msgspec

from core.errors import InvalidInputError, MalformedPacketError
from core.gatt import catalog

_EXIT_MALFORMED = 2


def main(arguments: list[str]) -> int:
    """Decode packets, each for itself; malformed ones are named on stderr, with exit code 2."""
    parser = argparse.ArgumentParser(
        prog="hockeyhub decode",
        description="Say what captured packets mean: one JSON object for each.",
        epilog="Example: hockeyhub decode 2A37 168FA0019C01",
    )
    parser.add_argument("uuid", help="2A37, 0x2A37, a full UUID, CE060031, advertisement/0x006B, …")
    parser.add_argument(
        "packets", nargs="+", metavar="HEX", help='a packet, such as 168FA001 or "16 8F A0 01"'
    )
    parser.add_argument(
        "--maker", default="", help="of a fitness machine, if its packets break the rules"
    )
    options = parser.parse_args(arguments)
    entry = catalog.find(options.uuid)
    packets = [_bytes_of(text) for text in options.packets]
    is_malformed = False
    for packet in packets:
        try:
            value = entry.decode_from(packet, options.maker)
        except MalformedPacketError as error:
            is_malformed = True
            print(error.message, file=sys.stderr)  # noqa: T201
        else:
            print(_json_of(entry, value))  # noqa: T201
    return _EXIT_MALFORMED if is_malformed else 0


def _bytes_of(text: str) -> bytes:
    digits = re.sub(r"0x|[\s:,-]", "", text, flags=re.IGNORECASE)
    try:
        return bytes.fromhex(digits)
    except ValueError as error:
        raise InvalidInputError(
            f"{text!r} is not a packet in hexadecimal digits, two for each byte.",
            suggested_action="Write it like 168FA001, or in quotes with blanks.",
        ) from error


def _json_of(entry: catalog.Entry, value: object) -> str:
    plain = msgspec.to_builtins(value, builtin_types=(bytes,))
    shown = {entry.field: plain} if entry.field else plain
    if entry.unit:
        shown = {name + entry.unit: number for name, number in plain.items()}
    return json.dumps(shown, default=_hex_of)


def _hex_of(raw: bytes) -> str:
    return raw.hex(" ")

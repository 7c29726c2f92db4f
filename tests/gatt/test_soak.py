"""Random, cut, flipped and doubled packets into every decoder: a value or `MalformedPacketError`.

A short run in the suite; `HOCKEYHUB_SOAK_PACKETS=1000000` makes it the long one.
"""

import os
from collections.abc import Callable
from random import Random

import pytest

from core.errors import MalformedPacketError
from core.gatt import catalog
from tests.helpers.packets import PACKETS

PACKET_COUNT = int(os.environ.get("HOCKEYHUB_SOAK_PACKETS", "20000"))
MAKERS = ("", "Life Fitness", "XG000000", "KingSmith", "WHIPR")
LONGEST = 64


def any_bytes(random: Random, whole: bytes) -> bytes:
    return random.randbytes(random.randrange(LONGEST))


def cut(random: Random, whole: bytes) -> bytes:
    return whole[: random.randrange(len(whole) + 1)]


def flipped(random: Random, whole: bytes) -> bytes:
    packet = bytearray(whole)
    for _ in range(random.randrange(1, 4)):
        packet[random.randrange(len(packet))] ^= 1 << random.randrange(8)
    return bytes(packet)


def other_flags(random: Random, whole: bytes) -> bytes:
    return random.randbytes(2) + whole[2:]


def doubled(random: Random, whole: bytes) -> bytes:
    return whole + cut(random, whole)


WAYS: tuple[Callable[[Random, bytes], bytes], ...] = (any_bytes, cut, flipped, other_flags, doubled)


@pytest.mark.timeout(900)
def test_that_no_packet_of_a_soak_ends_in_anything_but_a_value_or_a_malformed_packet():
    random = Random(20261121)  # noqa: S311 - a simulation
    values = malformed = 0
    kinds = [(entry, bytes.fromhex(PACKETS.get(entry.short, "00"))) for entry in catalog.ENTRIES]
    for number in range(PACKET_COUNT):
        entry, whole = kinds[number % len(kinds)]
        packet = random.choice(WAYS)(random, whole)
        try:
            entry.decode_from(packet, random.choice(MAKERS))
        except MalformedPacketError:
            malformed += 1
        else:
            values += 1
    assert values > PACKET_COUNT // 3
    assert malformed > PACKET_COUNT // 20


@pytest.mark.parametrize("entry", catalog.ENTRIES, ids=lambda entry: entry.short)
def test_that_the_example_of_each_kind_is_whole(entry: catalog.Entry) -> None:
    if entry.short in PACKETS:
        entry.decode(bytes.fromhex(PACKETS[entry.short]))

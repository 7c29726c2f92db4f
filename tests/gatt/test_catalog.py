import contextlib

import pytest
from hypothesis import example, given, strategies as st

from core.errors import MalformedPacketError, NotFoundError
from core.gatt import catalog, uuids


@pytest.mark.parametrize("entry", catalog.ENTRIES, ids=lambda entry: entry.name)
def test_that_any_bytes_give_a_value_or_a_malformed_packet(entry: catalog.Entry) -> None:
    @given(st.binary(max_size=64))
    @example(b"")
    @example(b"\xff" * 40)
    @example(bytes(40))
    def total(packet: bytes) -> None:
        with contextlib.suppress(MalformedPacketError):
            entry.decode(packet)

    total()


@pytest.mark.parametrize("maker", ["Life Fitness", "XG", "KingSmith", "WHIPR"])
@pytest.mark.parametrize("uuid", ["2AD1", "2AD2"])
def test_that_any_bytes_are_read_in_the_manner_of_any_maker(uuid: str, maker: str) -> None:
    entry = catalog.find(uuid)

    @given(st.binary(max_size=32))
    def total(packet: bytes) -> None:
        with contextlib.suppress(MalformedPacketError):
            entry.decode_from(packet, maker)

    total()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("2A37", "heart rate"),
        ("0x2a37", "heart rate"),
        (uuids.HEART_RATE_MEASUREMENT.upper(), "heart rate"),
        ("ce060031-43e5-11e4-916c-0800200c9a66", "PM5 general status"),
        ("CE06003D", "PM5 force curve"),
        ("6404D804", "muscle oxygen"),
        ("00002101", "core temperature"),
        (" advertisement/0x006B ", "Polar heart rate"),
        ("advertisement/6b", "Polar heart rate"),
        ("advertisement/0x0102", "Keiser bike"),
    ],
)
def test_that_a_uuid_is_found_however_it_is_written(text: str, name: str) -> None:
    assert catalog.find(text).name == name


@pytest.mark.parametrize("entry", catalog.ENTRIES, ids=lambda entry: entry.name)
def test_that_every_entry_is_found_by_its_short_and_its_long_form(entry: catalog.Entry) -> None:
    assert catalog.find(entry.short) is entry
    assert catalog.find(entry.uuid) is entry


@pytest.mark.parametrize("text", ["", "180D", "2A3", "heart rate", "advertisement/0x004C"])
def test_that_an_unknown_uuid_is_answered_with_all_that_are_known(text: str) -> None:
    with pytest.raises(NotFoundError) as refused:
        catalog.find(text)
    assert all(entry.short in refused.value.suggested_action for entry in catalog.ENTRIES)

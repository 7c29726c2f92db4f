"""What an advertisement says, in the words of bleak."""

from __future__ import annotations

from functools import lru_cache

from bumble import hci
from bumble.core import AdvertisingData

from core.domain.value import Value


class Advertisement(Value, frozen=True, kw_only=True):
    """One advertisement with its scan response."""

    name: str | None
    service_uuids: tuple[str, ...]
    """128 bits, lower case."""
    service_data: dict[str, bytes]
    company_data: dict[int, bytes]
    """By the company's assigned number."""


@lru_cache(maxsize=256)
def parsed(payload: bytes) -> Advertisement:
    """What an advertisement says; a device repeats it all the time."""
    data = AdvertisingData.from_bytes(payload)
    name = data.get(AdvertisingData.Type.COMPLETE_LOCAL_NAME)
    uuids = [
        full_uuid(raw[start : start + size])
        for kind, size in (
            (AdvertisingData.Type.COMPLETE_LIST_OF_16_BIT_SERVICE_CLASS_UUIDS, 2),
            (AdvertisingData.Type.COMPLETE_LIST_OF_128_BIT_SERVICE_CLASS_UUIDS, 16),
        )
        for raw in data.get_all(kind, raw=True)
        for start in range(0, len(raw), size)
    ]
    service_data = {
        full_uuid(raw[:2]): raw[2:]
        for raw in data.get_all(AdvertisingData.Type.SERVICE_DATA_16_BIT_UUID, raw=True)
    }
    company_data = {
        int.from_bytes(raw[:2], "little"): raw[2:]
        for raw in data.get_all(AdvertisingData.Type.MANUFACTURER_SPECIFIC_DATA, raw=True)
    }
    return Advertisement(
        name=name if isinstance(name, str) else None,
        service_uuids=tuple(uuids),
        service_data=service_data,
        company_data=company_data,
    )


@lru_cache(maxsize=256)
def text_of(address: hci.Address) -> str:
    """An address as bleak writes it."""
    return address.to_string(with_type_qualifier=False)


def full_uuid(raw: bytes) -> str:
    """A UUID as bleak writes it: 128 bits, lower case."""
    text = raw[::-1].hex()
    if len(raw) == 2:  # noqa: PLR2004 (bytes of a short UUID)
        return f"0000{text}-0000-1000-8000-00805f9b34fb"
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))

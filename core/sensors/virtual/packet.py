"""What a virtual device puts on the air."""

from __future__ import annotations

Packet = tuple[str, bytes]
"""Characteristic and value; or `advertisement/0x006b` and what a company advertises."""

_ADVERTISEMENT = "advertisement/0x"


def advertised(company: int, data: bytes) -> Packet:
    """A company's data in an advertisement."""
    return f"{_ADVERTISEMENT}{company:04x}", data


def company_of(uuid: str) -> int | None:
    """The company of an advertisement; None for a characteristic."""
    _, found, digits = uuid.partition(_ADVERTISEMENT)
    return int(digits, 16) if found else None

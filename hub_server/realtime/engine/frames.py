"""Packets whose octets on the wire are made once, for however many recipients."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Final

from engineio.packet import MESSAGE, Packet

Topics = Callable[[], frozenset[Hashable] | None]
"""What a packet tells the newest of; None: it tells something that must not be lost."""

_FINAL_TEXT: Final = 0x81
_SHORT: Final = 126
_LONG: Final = 1 << 16


class Frame(Packet):
    """A message packet with its WebSocket frame.

    A server's frames carry no mask (RFC 6455, 5.1), so the same octets are good for all.

    Args:
        data: The encoded Socket.IO packet.
        topics: What it tells the newest of; asked only under pressure.
    """

    def __init__(self, data: str, topics: Topics | None = None) -> None:
        super().__init__(MESSAGE, data)
        self.octets = framed(self.encode())
        self._topics = topics
        self._known: frozenset[Hashable] | None = None

    @property
    def topics(self) -> frozenset[Hashable] | None:
        """What it tells the newest of; None if it must not be lost."""
        if self._topics is not None:
            self._known, self._topics = self._topics(), None
        return self._known


def framed(text: str) -> bytes:
    """One WebSocket text frame."""
    payload = text.encode()
    size = len(payload)
    if size < _SHORT:
        return bytes((_FINAL_TEXT, size)) + payload
    if size < _LONG:
        return b"\x81\x7e" + size.to_bytes(2, "big") + payload
    return b"\x81\x7f" + size.to_bytes(8, "big") + payload


def octets_of(packet: Packet) -> bytes:
    """A packet as it goes over a WebSocket."""
    return packet.octets if isinstance(packet, Frame) else framed(packet.encode())

"""Socket.IO packets the hub's way: msgspec's JSON, and no packet that can do harm.

See `hub_server.realtime.engine` for which releases of the library this was made.
"""

from __future__ import annotations

from typing import Any, Final

import msgspec
from socketio.packet import CONNECT, DISCONNECT, EVENT, Packet
from typing_extensions import override

from core.live.events import Recorded
from core.protocol.realtime import NAMESPACE

MALFORMED: Final = "malformed"
"""Stands in for the name of an event that could not be read; its argument says why."""

_ACCEPTED: Final = (CONNECT, DISCONNECT, EVENT)
_RESERVED: Final = frozenset(("connect", "connect_error", "disconnect", "disconnecting"))
"""Names that the library gives a meaning of its own; from a client they would be forged."""
_encode: Final = msgspec.json.Encoder().encode


_PREFIX: Final = f"{EVENT}{NAMESPACE},"
_MOST_DIGITS: Final = 15


class JsonCodec:
    """JSON for packets: structs go out as they are, NaN and lone surrogates do not come in."""

    @staticmethod
    def dumps(value: object, **_options: object) -> str:
        """Encode, including msgspec structs and `msgspec.Raw`."""
        return _encode(value).decode()

    @staticmethod
    def loads(text: str) -> Any:  # noqa: ANN401 - JSON has no narrower type
        """Decode strictly.

        Raises:
            ValueError: Not JSON.
        """
        return msgspec.json.decode(text)


class HubPacket(Packet):
    """A packet that is always decoded to something the hub can answer."""

    uses_binary_events = False
    json = JsonCodec

    def __init__(
        self,
        packet_type: int = EVENT,
        data: object = None,
        *,
        namespace: str | None = None,
        id: int | None = None,  # noqa: A002 - the library's name
        encoded_packet: str | bytes | None = None,
    ) -> None:
        super().__init__(packet_type, data, namespace, id, encoded_packet=encoded_packet)
        if encoded_packet is not None and not encoded_packet:
            self._spoil("an empty packet")

    @override
    def decode(self, encoded_packet: Any) -> int:
        try:
            super().decode(encoded_packet)
        except (ValueError, TypeError, IndexError, RecursionError) as error:
            self._spoil(str(error))
            return 0
        if self.packet_type not in _ACCEPTED:
            self._spoil("unexpected kind of packet")
        elif self.packet_type == EVENT and not _is_event(self.data):
            self._spoil("an event is a list that begins with its name")
        elif self.packet_type == EVENT and self.data[0] in _RESERVED:
            self._spoil("this name is no client's to use")
        return 0

    def _spoil(self, why: str) -> None:
        self.packet_type = EVENT
        self.data = [MALFORMED, why]


def plain_event(encoded: str) -> tuple[int | None, list[Any]] | None:
    """Number and data of an event as clients usually send it, read the shortest way.

    Args:
        encoded: A Socket.IO packet.

    Returns:
        None for anything that is not quite as usual: `HubPacket` reads, or spoils, that.
    """
    start = encoded.find("[")
    number = encoded[len(_PREFIX) : start]
    if start < len(_PREFIX) or not encoded.startswith(_PREFIX):
        return None
    if number and not (number.isascii() and number.isdigit() and len(number) <= _MOST_DIGITS):
        return None
    try:
        data = msgspec.json.decode(encoded[start:])
    except (ValueError, RecursionError):
        return None
    if not _is_event(data) or data[0] in _RESERVED:
        return None
    return int(number) if number else None, data


def payload_of(recorded: Recorded) -> msgspec.Raw:
    """An event as it is broadcast: its own fields, its `kind` (the wire name), and `seq`."""
    body = _encode(recorded.event)
    return msgspec.Raw(b'%b,"seq":%d}' % (body[:-1], recorded.seq))


def _is_event(data: object) -> bool:
    return isinstance(data, list) and bool(data) and isinstance(data[0], str)

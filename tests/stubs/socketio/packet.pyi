from typing import Any

CONNECT: int
DISCONNECT: int
EVENT: int
ACK: int
CONNECT_ERROR: int
BINARY_EVENT: int
BINARY_ACK: int

class Packet:
    uses_binary_events: bool
    json: Any
    packet_type: int
    data: Any
    namespace: str | None
    id: int | None
    def __init__(
        self,
        packet_type: int = ...,
        data: Any = None,
        namespace: str | None = None,
        id: int | None = None,  # noqa: A002
        binary: bool | None = None,
        encoded_packet: str | bytes | None = None,
    ) -> None: ...
    def encode(self) -> str | list[Any]: ...
    def decode(self, encoded_packet: Any) -> int: ...

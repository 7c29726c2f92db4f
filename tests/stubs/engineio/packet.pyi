from typing import Any

OPEN: int
CLOSE: int
PING: int
PONG: int
MESSAGE: int
UPGRADE: int
NOOP: int

class Packet:
    packet_type: int
    data: Any
    def __init__(
        self,
        packet_type: int = ...,
        data: str | bytes | dict[str, Any] | None = None,
        encoded_packet: str | bytes | None = None,
    ) -> None: ...
    def encode(self) -> str: ...

"""Where raw packets can be listened in on, before anybody decodes them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from core.domain.ids import SensorId
from core.domain.sensor import SensorKind


class TapListener(Protocol):
    """Takes what passes the tap; must be quick."""

    def opened(self, at: float, sensor_id: SensorId, kind: SensorKind) -> None:
        """A connection begins to be listened to, with a fresh decoder."""
        ...

    def packet(self, at: float, receiver: str, sensor_id: SensorId, uuid: str, data: bytes) -> None:
        """A notification came, or new data in an advertisement."""
        ...


class Tap:
    """One source's tap. Costs next to nothing while nobody listens.

    Args:
        receiver_of: The adapter that a sensor is heard by.

    Attributes:
        listener: Who listens, if anybody.
    """

    def __init__(self, receiver_of: Callable[[SensorId], str]) -> None:
        self.listener: TapListener | None = None
        self._receiver_of = receiver_of

    def opened(self, at: float, sensor_id: SensorId, kind: SensorKind) -> None:
        """A connection begins to be listened to."""
        if self.listener is not None:
            self.listener.opened(at, sensor_id, kind)

    def packet(self, at: float, sensor_id: SensorId, uuid: str, data: bytes) -> None:
        """A packet came.

        Args:
            at: Its arrival, seconds since 1970.
            sensor_id: From whom.
            uuid: The characteristic, or `advertisement/0x006b`.
            data: As it came.
        """
        if self.listener is not None:
            self.listener.packet(at, self._receiver_of(sensor_id), sensor_id, uuid, data)

"""A machine's connection as those see it who tell it something: slow, and sometimes gone."""

from __future__ import annotations

import logging
from collections.abc import Awaitable
from typing import TypeVar

from bleak import BleakClient

from core.errors import MalformedPacketError
from core.ports.machine_control import MachineUnavailableError
from core.sensors.adapter import LINK_ERRORS
from core.sensors.control.time_limit import TimeLimit

_log = logging.getLogger(__name__)

T = TypeVar("T")

_NEXT_STEP = "Wake it up, bring it nearer, and try again."


class MachineLink:
    """One connection; its troubles become errors with the machine's name.

    Args:
        client: The connection.
        name: The machine's.
        limit: Ends what is never answered.
    """

    def __init__(self, client: BleakClient, name: str, limit: TimeLimit) -> None:
        self.client = client
        self.name = name
        self._limit = limit

    def offers(self, uuid: str) -> bool:
        """Whether the machine has this characteristic."""
        return self.client.services.get_characteristic(uuid) is not None

    async def within(self, limit_s: float, work: Awaitable[T]) -> T:
        """Await something that goes over the link.

        Raises:
            MachineUnavailableError: It took too long, or the link did not carry it.
        """
        try:
            return await self._limit.within(limit_s, work)
        except TimeoutError as error:
            raise self.unavailable("did not answer") from error
        except MalformedPacketError as error:
            raise self.unavailable("gave an answer that cannot be read") from error
        except LINK_ERRORS as error:
            _log.info("%s: %s", self.name, str(error) or type(error).__name__)
            is_open = self.client.is_connected
            reason = "does not take requests" if is_open else "lost its connection"
            raise self.unavailable(reason) from error

    async def read(self, uuid: str) -> bytes | None:
        """What a characteristic says; None if the machine does not have it."""
        return bytes(await self.client.read_gatt_char(uuid)) if self.offers(uuid) else None

    def unavailable(self, reason: str) -> MachineUnavailableError:
        """The error for a machine that cannot be reached."""
        return MachineUnavailableError(self.name, reason, suggested_action=_NEXT_STEP)

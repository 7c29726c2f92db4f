"""A power meter's zero offset, for as long as one connection lasts (CPS 1.1, section 3.5)."""

from __future__ import annotations

import asyncio
import logging

from core.domain.control import OffsetUnit
from core.errors import MalformedPacketError
from core.gatt import cycling_power_control, cycling_power_feature, uuids
from core.gatt.cycling_power_control import Answer, Operation, Request, Result
from core.gatt.cycling_power_feature import PowerFeature
from core.gatt.packet import malformed
from core.ports.machine_control import MachineRefusedError, NotControllableError
from core.sensors.control.exchange import Exchange
from core.sensors.control.machine_link import MachineLink

_log = logging.getLogger(__name__)

_READ_LIMIT_S = 5.0
_ZERO_LIMIT_S = 30.0
"""Some meters average for several seconds; longer than this no answer may take."""
_STEPS_PER_NM = 32
_ZERO = Request(operation=Operation.START_OFFSET_COMPENSATION)
_UNLOAD = "Take all weight off the pedals, keep the cranks still, and try again."
_IN_ITS_APP = "Zero it with its maker's own program."


class PowerMeter:
    """The control point of one power meter.

    Args:
        link: The connection.
    """

    def __init__(self, link: MachineLink) -> None:
        self.link = link
        self._exchange: Exchange[Answer] = Exchange(
            link, uuids.CYCLING_POWER_CONTROL_POINT, _read_answer, _ZERO_LIMIT_S
        )
        self._turn = asyncio.Lock()
        self._is_listening = False

    async def zero(self) -> tuple[float, OffsetUnit]:
        """Zero it, and return the offset it found.

        Raises:
            MachineError: It cannot, or does not.
        """
        async with self._turn:
            features = await self._features()
            if not self.link.offers(uuids.CYCLING_POWER_CONTROL_POINT) or (
                features is not None and PowerFeature.OFFSET_COMPENSATION not in features
            ):
                raise NotControllableError(
                    self.link.name, "cannot be zeroed from here", suggested_action=_IN_ITS_APP
                )
            if not self._is_listening:
                await self._exchange.open()
                self._is_listening = True
            packet = cycling_power_control.encode(_ZERO)
            answer = await self._exchange.ask(packet, _is_of_zero)
            return self._offset_of(answer, features or ())

    def break_off(self) -> None:
        """The link has gone."""
        self._exchange.break_off()

    def _offset_of(
        self, answer: Answer, features: tuple[PowerFeature, ...]
    ) -> tuple[float, OffsetUnit]:
        if answer.result is Result.NOT_SUPPORTED:
            raise NotControllableError(
                self.link.name, "does not support a zero offset", suggested_action=_IN_ITS_APP
            )
        if answer.result is not Result.SUCCESS:
            raise MachineRefusedError(
                self.link.name, "refused the zero offset", suggested_action=_UNLOAD
            )
        if answer.offset is None:
            raise MachineRefusedError(
                self.link.name, "could not measure its offset", suggested_action=_UNLOAD
            )
        if PowerFeature.MEASURES_TORQUE in features:
            return answer.offset / _STEPS_PER_NM, OffsetUnit.NEWTON_METRE
        return float(answer.offset), OffsetUnit.NEWTON

    async def _features(self) -> tuple[PowerFeature, ...] | None:
        """What it says it can; None if it does not tell, and then it is simply asked."""
        reading = self.link.read(uuids.CYCLING_POWER_FEATURE)
        data = await self.link.within(_READ_LIMIT_S, reading)
        try:
            return None if data is None else cycling_power_feature.decode(data).features
        except MalformedPacketError as error:
            _log.info("%s: %s", self.link.name, error)
            return None


def _is_of_zero(answer: Answer) -> bool:
    return answer.operation is Operation.START_OFFSET_COMPENSATION


def _read_answer(data: bytes) -> Answer:
    value = cycling_power_control.decode(data)
    if not isinstance(value, Answer):
        raise malformed("cycling power control point", data, "it is no answer")
    return value

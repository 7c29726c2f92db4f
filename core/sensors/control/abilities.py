"""What a fitness machine can be told, as it says itself: asked before anything is sent."""

from __future__ import annotations

import logging

from core.domain.control import ControlTarget, MachineOffer, Scale, Setting
from core.domain.value import Value
from core.errors import MalformedPacketError
from core.gatt import ftms_feature, ftms_range, uuids
from core.gatt.ftms_feature import TargetFeature
from core.gatt.ftms_range import RangeCodec, SupportedRange
from core.gatt.ftms_target import TargetKind
from core.sensors.control.machine_link import MachineLink

_log = logging.getLogger(__name__)

_FEATURE_OF = {
    TargetKind.POWER: TargetFeature.POWER,
    TargetKind.RESISTANCE: TargetFeature.RESISTANCE,
    TargetKind.SIMULATION: TargetFeature.SIMULATION,
}
_TARGET_OF = {
    TargetKind.POWER: ControlTarget.POWER,
    TargetKind.RESISTANCE: ControlTarget.RESISTANCE,
    TargetKind.SIMULATION: ControlTarget.SIMULATION,
}
_RANGES = {
    TargetKind.POWER: (uuids.SUPPORTED_POWER_RANGE, ftms_range.POWER_W),
    TargetKind.RESISTANCE: (uuids.SUPPORTED_RESISTANCE_RANGE, ftms_range.RESISTANCE_LEVEL),
}


class Abilities(Value, frozen=True, kw_only=True):
    """Targets and ranges of one machine."""

    targets: tuple[TargetFeature, ...] | None = None
    """None if it does not tell: then it is asked and may refuse."""
    ranges: dict[TargetKind, SupportedRange]

    def allow(self, target: TargetKind) -> bool:
        """Whether the machine may be told this."""
        return self.targets is None or _FEATURE_OF.get(target) in self.targets

    @property
    def offer(self) -> MachineOffer:
        """The same in the words of the gym."""
        scales = {
            _TARGET_OF[kind]: Scale(
                lowest=limits.lowest, highest=limits.highest, step=max(limits.step, 0.0)
            )
            for kind, limits in self.ranges.items()
        }
        if self.targets is None:
            return MachineOffer(scales=scales)
        allowed = frozenset(told for kind, told in _TARGET_OF.items() if self.allow(kind))
        return MachineOffer(targets=allowed, scales=scales)

    def fit(self, target: TargetKind, asked: float) -> float:
        """The nearest number that the machine can be set to."""
        limits = self.ranges.get(target)
        if limits is None:
            return asked
        if limits.step > 0:
            steps = round((asked - limits.lowest) / limits.step)
            asked = limits.lowest + steps * limits.step
        return min(max(asked, limits.lowest), limits.highest)

    def setting(self, target: TargetKind, asked: float, value: float) -> Setting:
        """What the machine was set to, with its range."""
        limits = self.ranges.get(target)
        if limits is None:
            return Setting(asked=asked, value=value)
        return Setting(asked=asked, value=value, lowest=limits.lowest, highest=limits.highest)


async def read_abilities(link: MachineLink) -> Abilities:
    """Ask a machine; what it does not offer or garbles counts as not told.

    Raises:
        BleakError: It refuses to be read.
    """
    ranges: dict[TargetKind, SupportedRange] = {}
    for target, (uuid, codec) in _RANGES.items():
        limits = await _read_range(link, uuid, codec)
        if limits is not None:
            ranges[target] = limits
    return Abilities(targets=await _read_targets(link), ranges=ranges)


async def _read_targets(link: MachineLink) -> tuple[TargetFeature, ...] | None:
    data = await link.read(uuids.FITNESS_MACHINE_FEATURE)
    try:
        return None if data is None else ftms_feature.decode(data).targets
    except MalformedPacketError as error:
        _log.info("%s", error)
        return None


async def _read_range(link: MachineLink, uuid: str, codec: RangeCodec) -> SupportedRange | None:
    data = await link.read(uuid)
    try:
        limits = None if data is None else codec.decode(data)
    except MalformedPacketError as error:
        _log.info("%s", error)
        return None
    # Machines that fill an unused range with zeros are not limited to zero.
    return None if limits is None or limits.lowest == limits.highest else limits

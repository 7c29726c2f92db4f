"""What can happen in a scenario: one class for each word after `do =`.

Those that only change a device's manners are in `core.sensors.virtual.scenario_manners`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import msgspec
from typing_extensions import override

from core.domain.sensor import SensorKind
from core.sensors.virtual.faults import Faults

Seconds = Annotated[float, msgspec.Meta(ge=0)]
Period = Annotated[float, msgspec.Meta(gt=0)]
Share = Annotated[float, msgspec.Meta(gt=0, le=1)]
Percent = Annotated[int, msgspec.Meta(ge=0, le=100)]
OneOrMore = Annotated[int, msgspec.Meta(ge=1)]
_NEW_BATTERY_PERCENT = 100


class Selection(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which devices are concerned; without any condition all of them."""

    kind: SensorKind | None = None
    name: str | None = None
    """With `*` and `?` as in file names."""
    numbers: tuple[OneOrMore, ...] | None = None
    """Among those that fit otherwise, counted from 1 in the gym's order."""
    share: Share | None = None
    """This part of them, by chance."""
    count: OneOrMore | None = None
    """So many of them, by chance."""


class ScenarioEvent(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="do"
):
    """Something that happens to some devices at a time."""

    at_s: Seconds
    """Since the gym was switched on."""
    every_s: Period | None = None
    until_s: Period | None = None
    """No repeat after that."""
    devices: Selection = Selection()

    @property
    def lasts_s(self) -> float | None:
        """Time until it is made good again; None: never."""
        return None

    async def happen(self, faults: Faults, addresses: Sequence[str]) -> None:
        """Let it happen to these devices."""
        for address in addresses:
            await self.begin(faults, address)

    async def begin(self, faults: Faults, address: str) -> None:
        """Let it happen to one device."""
        raise NotImplementedError

    async def end(self, faults: Faults, address: str) -> None:
        """Make it good again."""


class Drop(ScenarioEvent, frozen=True, tag="drop"):
    """The link breaks once."""

    @override
    async def begin(self, faults: Faults, address: str) -> None:
        await faults.drop(address)


class TakeControl(ScenarioEvent, frozen=True, tag="take_control"):
    """Somebody else takes a machine's control."""

    @override
    async def begin(self, faults: Faults, address: str) -> None:
        faults.take_control(address)


class ChangeAddress(ScenarioEvent, frozen=True, tag="change_address"):
    """The device comes back under another address."""

    @override
    async def begin(self, faults: Faults, address: str) -> None:
        # Only the first byte changes, so no two devices get the same; +4 keeps its type.
        first = (int(address[:2], 16) + 4) % 256
        await faults.change_address(address, f"{first:02X}{address[2:]}")


class Restart(ScenarioEvent, frozen=True, tag="restart"):
    """The battery is taken out and put in again: the link breaks, counters begin at 0."""

    @override
    async def begin(self, faults: Faults, address: str) -> None:
        faults.restart(address)
        await faults.drop(address)


class Battery(ScenarioEvent, frozen=True, kw_only=True, tag="battery"):
    """The charge is what is said here."""

    percent: Percent

    @override
    async def begin(self, faults: Faults, address: str) -> None:
        faults.set_battery(address, self.percent)


class Swap(ScenarioEvent, frozen=True, tag="swap"):
    """Each device and the next measure each other's wearers."""

    @override
    async def happen(self, faults: Faults, addresses: Sequence[str]) -> None:
        for address, other in zip(addresses[::2], addresses[1::2], strict=False):
            faults.swap(address, other)


class LastingEvent(ScenarioEvent, frozen=True, kw_only=True):
    """Something that lasts."""

    for_s: Period | None = None
    """Without it, to the end."""

    @property
    @override
    def lasts_s(self) -> float | None:
        return self.for_s


class Vanish(LastingEvent, frozen=True, tag="vanish"):
    """Out of range."""

    @override
    async def begin(self, faults: Faults, address: str) -> None:
        await faults.vanish(address)

    @override
    async def end(self, faults: Faults, address: str) -> None:
        faults.appear(address)


class DeadBattery(LastingEvent, frozen=True, tag="dead_battery"):
    """The device is gone until it gets a new battery."""

    @override
    async def begin(self, faults: Faults, address: str) -> None:
        await faults.die(address)

    @override
    async def end(self, faults: Faults, address: str) -> None:
        faults.set_battery(address, _NEW_BATTERY_PERCENT)
        faults.appear(address)


class RefuseConnections(LastingEvent, frozen=True, tag="refuse_connections"):
    """Every connection is ended as soon as it is set up."""

    @override
    async def begin(self, faults: Faults, address: str) -> None:
        faults.refuse_connections(address)

    @override
    async def end(self, faults: Faults, address: str) -> None:
        faults.refuse_connections(address, is_on=False)

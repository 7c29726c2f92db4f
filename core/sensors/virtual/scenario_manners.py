"""What can go wrong with a device's manners in a scenario: the rest of the words after `do =`."""

from __future__ import annotations

from typing import Annotated, ClassVar

import msgspec
from typing_extensions import override

from core.sensors.virtual.faults import Faults
from core.sensors.virtual.manners import Phase
from core.sensors.virtual.scenario_events import (
    Battery,
    ChangeAddress,
    DeadBattery,
    Drop,
    LastingEvent,
    Period,
    RefuseConnections,
    Restart,
    Share,
    Swap,
    TakeControl,
    Vanish,
)
from core.sensors.virtual.vitals import Vitals

Decibels = Annotated[float, msgspec.Meta(gt=0, le=60)]


class BadManner(LastingEvent, frozen=True, kw_only=True):
    """One of a device's manners is bad for a while."""

    manner: ClassVar[str] = ""
    """Which attribute of its `Manners`."""
    good: ClassVar[object] = False

    @property
    def bad(self) -> object:
        """What the attribute is meanwhile."""
        return True

    @override
    async def begin(self, faults: Faults, address: str) -> None:
        setattr(faults.manners_of(address), self.manner, self.bad)

    @override
    async def end(self, faults: Faults, address: str) -> None:
        setattr(faults.manners_of(address), self.manner, self.good)


class Silence(BadManner, frozen=True, tag="silence"):
    """The link stays, nothing comes."""

    manner: ClassVar[str] = "is_silent"


class Freeze(BadManner, frozen=True, tag="freeze"):
    """The last packet comes again and again."""

    manner: ClassVar[str] = "is_frozen"


class RefuseControl(BadManner, frozen=True, tag="refuse_control"):
    """Machines and meters fail every request."""

    manner: ClassVar[str] = "refuses_control"


class IgnoreControl(BadManner, frozen=True, tag="ignore_control"):
    """Requests are not answered."""

    manner: ClassVar[str] = "ignores_control"


class DropAt(BadManner, frozen=True, kw_only=True, tag="drop_at"):
    """The link breaks whenever the desk comes to this step with the device."""

    manner: ClassVar[str] = "drops_at"
    good: ClassVar[object] = None
    phase: Phase

    @property
    @override
    def bad(self) -> Phase:
        return self.phase


class SlowDiscovery(BadManner, frozen=True, kw_only=True, tag="slow_discovery"):
    """The services take their time."""

    manner: ClassVar[str] = "discovery_delay_s"
    good: ClassVar[object] = 0.0
    delay_s: Period

    @property
    @override
    def bad(self) -> float:
        return self.delay_s


class WeakSignal(BadManner, frozen=True, kw_only=True, tag="weak_signal"):
    """The signal is weaker, and loses packets where it is too weak."""

    manner: ClassVar[str] = "weaker_db"
    good: ClassVar[object] = 0.0
    weaker_db: Decibels

    @property
    @override
    def bad(self) -> float:
        return self.weaker_db


class Lie(BadManner, frozen=True, kw_only=True, tag="lie"):
    """The device claims what is not so."""

    manner: ClassVar[str] = "lie"
    good: ClassVar[object] = Vitals()
    heart_rate_bpm: Annotated[int, msgspec.Meta(ge=0, le=65535)] | None = None
    power_w: Annotated[int, msgspec.Meta(ge=-32768, le=32767)] | None = None
    cadence_per_min: Annotated[float, msgspec.Meta(ge=0, le=1000)] | None = None

    @property
    @override
    def bad(self) -> Vitals:
        return Vitals(
            heart_rate_bpm=self.heart_rate_bpm,
            power_w=self.power_w,
            cadence_per_min=self.cadence_per_min,
        )


class BadPackets(BadManner, frozen=True, kw_only=True):
    """Some packets are not as they should be."""

    good: ClassVar[object] = 0.0
    share: Share = 1.0

    @property
    @override
    def bad(self) -> float:
        return self.share


class HalfPackets(BadPackets, frozen=True, tag="half_packets"):
    """Packets end in their middle."""

    manner: ClassVar[str] = "half_share"


class Duplicates(BadPackets, frozen=True, tag="duplicates"):
    """Packets come twice."""

    manner: ClassVar[str] = "double_share"


class WrongFlags(BadPackets, frozen=True, tag="wrong_flags"):
    """One bit of the first byte, where flags are, is wrong."""

    manner: ClassVar[str] = "wrong_flags_share"


class PacketLoss(BadPackets, frozen=True, tag="packet_loss"):
    """Packets and advertisements never arrive."""

    manner: ClassVar[str] = "loss_share"


AnyEvent = (
    Drop
    | TakeControl
    | ChangeAddress
    | Restart
    | Battery
    | Swap
    | Vanish
    | DeadBattery
    | RefuseConnections
    | Silence
    | Freeze
    | RefuseControl
    | IgnoreControl
    | DropAt
    | SlowDiscovery
    | WeakSignal
    | Lie
    | HalfPackets
    | Duplicates
    | WrongFlags
    | PacketLoss
)

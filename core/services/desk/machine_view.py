"""One player's machine as the trainer sees it: who has its control, and what it can be told."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from core.domain.control import ControlTarget, MachineOffer, Scale
from core.domain.ids import PlayerId, SensorId, SessionId
from core.domain.value import Value
from core.services.desk.machine_order import Order, OrderKind
from core.services.desk.monitor_orders import why_not_on_monitor

_NEVER_TOLD: Final = "is still being asked what it can do"


class Standing(StrEnum):
    """Whether a machine can be told anything, and whether it obeys this desk."""

    UNPAIRED = "unpaired"
    """No device is known for it."""
    NOT_CONTROLLABLE = "not_controllable"
    """Its device takes no orders, connected or not."""
    AWAY = "away"
    """It is not connected."""
    ASKING = "asking"
    """What it offers is not known yet."""
    READY = "ready"
    """It can be told; nobody has asked for its control yet."""
    SHOWS = "shows"
    """A monitor: intervals can be shown on it, and ended; it holds nothing."""
    CONTROLLED = "controlled"
    REFUSED = "refused"
    """It did not give its control."""
    LOST = "lost"
    """Its control was taken away."""

    @property
    def can_be_told(self) -> bool:
        """Whether orders reach it; one that refused may be asked again."""
        return self in _TOLD


_TOLD = (
    Standing.READY,
    Standing.SHOWS,
    Standing.CONTROLLED,
    Standing.REFUSED,
    Standing.LOST,
)


class MachineView(Value, frozen=True, kw_only=True):
    """A row of the machine panel."""

    session_id: SessionId
    session: str
    """Its name."""
    player_id: PlayerId
    player: str
    """Last name."""
    jersey_number: int
    machine: str
    """The unit's name, as it stands on it; else the device's."""
    sensor_id: SensorId | None
    standing: Standing
    reason: str = ""
    """Why it stands like that, as a predicate of the machine; empty where it is well."""
    next_step: str = ""
    target: Order | None = None
    """What it holds."""
    ftp_w: float | None = None
    """The player's, on this kind of machine."""
    offer: MachineOffer | None = None
    """None while it is not known."""

    def hindrance(self, kind: OrderKind) -> str:
        """Why it cannot be told this now, as a predicate of the machine; empty if it can."""
        if not self.standing.can_be_told:
            return self.reason or _NEVER_TOLD
        if self.standing is Standing.SHOWS:
            return why_not_on_monitor(kind)[0]
        if kind is OrderKind.FTP_SHARE and not self.ftp_w:
            return f"has no target, as the FTP of {self.player} is not known"
        return self._not_offered(kind)

    def way_out(self, kind: OrderKind) -> str:
        """The next step where there is a hindrance."""
        if self.standing is Standing.SHOWS:
            return why_not_on_monitor(kind)[1]
        return "" if self.standing.can_be_told else self.next_step

    def scale(self, kind: OrderKind) -> Scale | None:
        """The range it can be set to; None if it tells none."""
        if self.offer is None or kind.target is None:
            return None
        return self.offer.scales.get(kind.target)

    def _not_offered(self, kind: OrderKind) -> str:
        if self.offer is None:
            return ""
        if kind is OrderKind.FREE:
            ways = (ControlTarget.SIMULATION, ControlTarget.RESISTANCE)
            is_able = any(self.offer.allows(way) for way in ways)
            return "" if is_able else "offers nothing but target power"
        if kind.target is not None and not self.offer.allows(kind.target):
            return f"offers no {_WORDS[kind.target]}"
        return ""


_WORDS = {
    ControlTarget.POWER: "target power",
    ControlTarget.RESISTANCE: "resistance levels",
    ControlTarget.SIMULATION: "simulation of roads",
}

"""The manners of one virtual device: good ones, until a fault changes them."""

from __future__ import annotations

from enum import StrEnum
from random import Random

import msgspec

from core.sensors.virtual.packet import Packet
from core.sensors.virtual.vitals import Vitals

_WEAK_DBM = -90
_DEAF_DBM = -100
"""Between these signals more and more packets are lost, below the second all."""


class Phase(StrEnum):
    """What a central is about to do with a device."""

    CONNECT = "connect"
    DISCOVERY = "discovery"
    SUBSCRIBE = "subscribe"
    READ = "read"


class Manners:
    """How a device behaves now. All attributes may be set at any time.

    Shares are chances from 0 to 1, drawn for each packet.

    Args:
        random: Its own seeded source.

    Attributes:
        is_silent: Keeps its link, sends nothing.
        is_frozen: Sends its last packets again and again.
        half_share: Of the packets, so many end in their middle.
        double_share: Of the packets, so many are sent twice.
        wrong_flags_share: In so many packets one bit of the first byte is wrong.
        loss_share: Of the packets and advertisements, so many never arrive.
        weaker_db: Taken off its signal; what is weak loses packets, too.
        discovery_delay_s: Time until it tells its services.
        drops_at: Breaks its link whenever a central is about to do this.
        refuses_control: Fails every request to its control point.
        ignores_control: Does not answer requests to its control point.
        lie: What it claims to measure, for the quantities that are not None.
    """

    def __init__(self, random: Random) -> None:
        self._random = random
        self._last: list[Packet] = []
        self.is_silent = False
        self.is_frozen = False
        self.half_share = 0.0
        self.double_share = 0.0
        self.wrong_flags_share = 0.0
        self.loss_share = 0.0
        self.weaker_db = 0.0
        self.discovery_delay_s = 0.0
        self.drops_at: Phase | None = None
        self.refuses_control = False
        self.ignores_control = False
        self.lie = Vitals()

    @property
    def is_clear(self) -> bool:
        """Whether all it sends is sure to arrive."""
        return not (self.loss_share or self.weaker_db)

    def told(self, vitals: Vitals) -> Vitals:
        """What the device claims to measure. What is not there cannot be lied about."""
        lie = self.lie
        if lie == _TRUTH:
            return vitals
        claims = {
            name: getattr(lie, name)
            for name in lie.__struct_fields__
            if getattr(lie, name) is not None and getattr(vitals, name) is not None
        }
        return msgspec.structs.replace(vitals, **claims)

    def sent(self, packets: list[Packet]) -> list[Packet]:
        """What the device really sends instead of these packets."""
        if self.is_silent:
            return []
        if self.is_frozen:
            packets = self._last
        else:
            self._last = packets
        if not (self.half_share or self.double_share or self.wrong_flags_share):
            return packets
        return [made for uuid, value in packets for made in self._spoilt(uuid, value)]

    def loses(self, rssi_dbm: float) -> bool:
        """Whether the next packet does not arrive."""
        share = self.loss_share
        if rssi_dbm < _WEAK_DBM:
            share = max(share, (_WEAK_DBM - rssi_dbm) / (_WEAK_DBM - _DEAF_DBM))
        return share > 0 and self._random.random() < share

    def _spoilt(self, uuid: str, value: bytes) -> list[Packet]:
        random = self._random
        if value and random.random() < self.wrong_flags_share:
            value = bytes([value[0] ^ 1 << random.randrange(8)]) + value[1:]
        if random.random() < self.half_share:
            value = value[: len(value) // 2]
        return [(uuid, value)] * (2 if random.random() < self.double_share else 1)


_TRUTH = Vitals()

"""Which of several sources speaks for a player: one at a time, by a fixed priority.

Two straps, a strap and the heart rate that a machine passes on, two receivers that hear one
strap: all are recorded, one is believed. A better source speaks at once; a worse or an equal one
only after the speaker has been silent for 2 s. A source at 1 Hz so takes over within 3 s, and two
equal ones never take turns. One sensor that two receivers hear is one source: the receiver that
spoke goes on, unless the other one hears it better by more than a dead band.

This is decided here, where the log is folded, and not at the desk before recording: the log then
keeps everything, and hub, desk and report choose alike, whoever sent the readings.
"""

from __future__ import annotations

from core.domain.ids import SensorId
from core.domain.sensor import Reading, SourceKind
from core.domain.value import Value

TAKEOVER_S = 2.0
"""Silence of the speaker after which the next source is believed."""

BETTER_SIGNAL_DB = 10
"""Another receiver of the same sensor takes over at once if it hears it so much better."""

_RANK = {source: rank for rank, source in enumerate(SourceKind)}


class Speaker(Value, frozen=True, kw_only=True):
    """The source that was last believed for one quantity of one player."""

    sensor_id: SensorId
    receiver: str = ""
    source: SourceKind
    rssi_dbm: int | None = None
    """How well that receiver hears it; None if it did not say."""
    at: float
    """Instant of its last believed value, seconds since 1970."""


class Held:
    """The speaker of one quantity while a batch is taken.

    Args:
        before: Who spoke last.
    """

    __slots__ = ("_before", "_rank", "at", "receiver", "rssi_dbm", "sensor_id", "source")

    def __init__(self, before: Speaker | None) -> None:
        self._before = before
        self.sensor_id = None if before is None else before.sensor_id
        self.receiver = "" if before is None else before.receiver
        self.source = SourceKind.PHONE if before is None else before.source
        self.rssi_dbm = None if before is None else before.rssi_dbm
        self.at = float("-inf") if before is None else before.at
        self._rank = _RANK[self.source]

    def is_speaker(self, reading: Reading) -> bool:
        """Whether the reading comes from the source that speaks."""
        return self.sensor_id == reading.sensor_id and self.receiver == reading.receiver

    def is_sensor(self, reading: Reading) -> bool:
        """Whether it comes from the sensor that speaks, by whichever receiver."""
        return self.sensor_id == reading.sensor_id

    def lets(self, reading: Reading) -> bool:
        """Whether the reading's source may speak now."""
        return (
            reading.at - self.at >= TAKEOVER_S
            or self.is_speaker(reading)
            or _RANK[reading.source] < self._rank
            or self._is_heard_better(reading)
        )

    def take(self, reading: Reading) -> None:
        """The reading was believed: its source speaks."""
        self.sensor_id = reading.sensor_id
        self.receiver = reading.receiver
        self.source = reading.source
        self.rssi_dbm = reading.rssi_dbm
        self._rank = _RANK[reading.source]
        self.at = reading.at

    def release(self) -> None:
        """It is known that sensors changed hands here: whoever speaks next may."""
        self.at = float("-inf")

    def speaker(self) -> Speaker | None:
        """Who speaks now."""
        before = self._before
        if self.sensor_id is None or self.at == float("-inf"):
            return before
        if before is not None and before.at == self.at:
            return before
        return Speaker(
            sensor_id=self.sensor_id,
            receiver=self.receiver,
            source=self.source,
            rssi_dbm=self.rssi_dbm,
            at=self.at,
        )

    def _is_heard_better(self, reading: Reading) -> bool:
        """Whether it is the same sensor by a receiver that is much nearer to it."""
        if self.sensor_id != reading.sensor_id:
            return False
        here_dbm, there_dbm = self.rssi_dbm, reading.rssi_dbm
        if here_dbm is None or there_dbm is None:
            return False
        return there_dbm - here_dbm >= BETTER_SIGNAL_DB

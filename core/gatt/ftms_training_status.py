"""Training Status, 0x2AD3: the phase of a machine's programme (service 1.0, section 4.10)."""

from __future__ import annotations

from enum import Enum

from core.domain.value import Value
from core.gatt.codes import numbered
from core.gatt.packet import U8_NONE, Writer, ends_early

_TEXT = 1 << 0
_BARE_STATUS = 1


class TrainingPhase(Enum):
    """In the order of the codes."""

    OTHER = "other"
    IDLE = "idle"
    WARMING_UP = "warming_up"
    LOW_INTENSITY_INTERVAL = "low_intensity_interval"
    HIGH_INTENSITY_INTERVAL = "high_intensity_interval"
    RECOVERY_INTERVAL = "recovery_interval"
    ISOMETRIC = "isometric"
    HEART_RATE_CONTROL = "heart_rate_control"
    FITNESS_TEST = "fitness_test"
    SPEED_BELOW_CONTROL_REGION = "speed_below_control_region"
    SPEED_ABOVE_CONTROL_REGION = "speed_above_control_region"
    COOL_DOWN = "cool_down"
    WATT_CONTROL = "watt_control"
    MANUAL = "manual"
    PRE_WORKOUT = "pre_workout"
    POST_WORKOUT = "post_workout"


_PHASES = numbered(TrainingPhase)


class TrainingStatus(Value, frozen=True, kw_only=True):
    """One notification."""

    phase: TrainingPhase | None
    """None for a reserved code."""
    text: str | None = None


_WITHOUT_TEXT = tuple(TrainingStatus(phase=_PHASES.word(code)) for code in range(256))
"""By their code: values do not change, so each is needed only once."""


def decode(data: bytes) -> TrainingStatus:
    """Read a notification. A single byte is the phase without flags, as some bikes send it.

    Raises:
        MalformedPacketError: The packet is empty.
    """
    size = len(data)
    if size <= _BARE_STATUS:
        if not size:
            raise ends_early("training status", data, 0, 1)
        return _WITHOUT_TEXT[data[0]]
    status = _WITHOUT_TEXT[data[1]]
    if not data[0] & _TEXT:
        return status
    text = data[2:].rstrip(b"\0").decode("utf-8", errors="replace")
    return TrainingStatus(phase=status.phase, text=text or None)


def encode(value: TrainingStatus) -> bytes:
    """Write a notification."""
    writer = Writer()
    writer.u8(_TEXT if value.text else 0)
    writer.u8(U8_NONE if value.phase is None else _PHASES.code(value.phase))
    writer.raw((value.text or "").encode())
    return writer.finish()

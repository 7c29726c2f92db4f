"""Fitness Machine Status, 0x2ADA: what happened to the machine (service 1.0, section 4.17)."""

from __future__ import annotations

from enum import Enum

from core.gatt.codes import Codes, numbered
from core.gatt.ftms_target import Target, TargetCodes, TargetKind, form_of
from core.gatt.packet import Writer, ends_early, malformed

_WHAT = "fitness machine status"


class MachineEvent(Enum):
    """What happened."""

    RESET = "reset"
    STOPPED_BY_USER = "stopped_by_user"
    STOPPED_BY_SAFETY_KEY = "stopped_by_safety_key"
    STARTED_BY_USER = "started_by_user"
    TARGET_CHANGED = "target_changed"
    SPIN_DOWN = "spin_down"
    CONTROL_LOST = "control_lost"
    """Somebody else, or the machine itself, has it; ask for it again."""


class StopKind(Enum):
    """Stopped for good, or for a while; in the order of the codes from 1."""

    STOP = "stop"
    PAUSE = "pause"


class SpinDown(Enum):
    """Where a spin-down calibration stands, in the order of the codes from 1."""

    REQUESTED = "requested"
    SUCCESS = "success"
    FAILED = "failed"
    STOP_PEDALLING = "stop_pedalling"


STOPS: Codes[StopKind] = numbered(StopKind, start=1)
_SPIN_DOWNS: Codes[SpinDown] = numbered(SpinDown, start=1)
_EVENTS = Codes(
    {
        0x01: MachineEvent.RESET,
        0x02: MachineEvent.STOPPED_BY_USER,
        0x03: MachineEvent.STOPPED_BY_SAFETY_KEY,
        0x04: MachineEvent.STARTED_BY_USER,
        0x14: MachineEvent.SPIN_DOWN,
        0xFF: MachineEvent.CONTROL_LOST,
    }
)
_TARGETS = TargetCodes(
    {
        0x05: TargetKind.SPEED,
        0x06: TargetKind.INCLINATION,
        0x07: TargetKind.RESISTANCE,
        0x08: TargetKind.POWER,
        0x09: TargetKind.HEART_RATE,
        0x0A: TargetKind.ENERGY,
        0x0B: TargetKind.STEPS,
        0x0C: TargetKind.STRIDES,
        0x0D: TargetKind.DISTANCE,
        0x0E: TargetKind.TRAINING_TIME,
        0x0F: TargetKind.TIME_IN_TWO_ZONES,
        0x10: TargetKind.TIME_IN_THREE_ZONES,
        0x11: TargetKind.TIME_IN_FIVE_ZONES,
        0x12: TargetKind.SIMULATION,
        0x13: TargetKind.WHEEL_CIRCUMFERENCE,
        0x15: TargetKind.CADENCE,
    }
)


_CHANGED = MachineEvent.TARGET_CHANGED


class MachineStatus(Target, frozen=True, kw_only=True):
    """One notification, with the numbers of the target that changed."""

    event: MachineEvent
    target: TargetKind | None = None
    stop: StopKind | None = None
    spin_down: SpinDown | None = None


def decode(data: bytes) -> MachineStatus:
    """Read a notification. Some machines send the bare code: then there are no numbers.

    Raises:
        MalformedPacketError: The packet ends within its numbers, or its code is reserved.
    """
    if not data:
        raise ends_early(_WHAT, data, 0, 1)
    form = _TARGETS.form(data[0])
    if form is not None:
        numbers = form.read(data, 1, _WHAT) if len(data) > 1 else {}
        return MachineStatus(event=_CHANGED, target=form.kind, **numbers)
    event = _EVENTS.word(data[0])
    if event is None:
        raise malformed(_WHAT, data, "its code, byte 0, is reserved")
    if event is MachineEvent.STOPPED_BY_USER and len(data) > 1:
        return MachineStatus(event=event, stop=STOPS.word(data[1]))
    if event is MachineEvent.SPIN_DOWN and len(data) > 1:
        return MachineStatus(event=event, spin_down=_SPIN_DOWNS.word(data[1]))
    return MachineStatus(event=event)


def encode(value: MachineStatus, *, has_wide_resistance: bool = False) -> bytes:
    """Write a notification; without its numbers if they are not all given."""
    writer = Writer()
    if value.target is not None:
        writer.u8(_TARGETS.code(value.target))
        form = form_of(value.target)
        if form.is_given(value):
            form.write(writer, value, is_wide=has_wide_resistance)
        return writer.finish()
    writer.u8(_EVENTS.code(value.event))
    if value.stop is not None:
        writer.u8(STOPS.code(value.stop))
    if value.spin_down is not None:
        writer.u8(_SPIN_DOWNS.code(value.spin_down))
    return writer.finish()

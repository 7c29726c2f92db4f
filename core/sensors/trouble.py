"""Why a link failed, in one word for the machine, and in a sentence and a step for the trainer."""

from __future__ import annotations

from enum import Enum

from bleak.exc import (
    BleakBluetoothNotAvailableError,
    BleakDeviceNotFoundError,
    BleakError,
    BleakGATTProtocolError,
)

from core.domain.sensor import LinkTrouble, SensorKind
from core.sensors.capacity import Capacity
from core.sensors.system_links import MissingServiceError

_NO_LINK_LEFT = (
    "connection limit exceeded",
    "connection slot",
    "available connection",
    "maximum number of connections",
    "limited resources",
    "memory capacity exceeded",
)
"""What controllers (Core specification, Vol 1, Part F), proxies and Apple's stack say."""
_HELD_ELSEWHERE = ("alreadyconnected", "already connected", "br-connection-busy")
_NO_RADIO = ("notready", "serviceunknown", "no powered bluetooth", "not turned on", "poweredoff")

TRANSIENT_PAUSES_S = (0.1, 0.25, 0.5, 1.0)
"""After the first, second … failure in a row; the last for all that follow."""
NO_FREE_LINK_PAUSE_S = 4.0
"""Until a link may have become free."""


class NotReadableError(BleakError):
    """The device has none of the characteristics that can be read here."""


OUTDATED = (NotReadableError, MissingServiceError)
"""Failures that may come of an old list of services, which the system remembers."""


class SilentError(BleakError):
    """A connection ended without a single packet."""


class Phase(Enum):
    """How far a connection had come."""

    CONNECTING = "no connection"
    SUBSCRIBING = "connection lost before it gave data"
    LISTENING = "connection lost"


_BY_KIND: tuple[tuple[type[BaseException], LinkTrouble], ...] = (
    (NotReadableError, LinkTrouble.NOT_READABLE),
    (SilentError, LinkTrouble.NO_DATA),
    (BleakBluetoothNotAvailableError, LinkTrouble.NO_RADIO),
    (BleakDeviceNotFoundError, LinkTrouble.NOT_HEARD),
    (BleakGATTProtocolError, LinkTrouble.REFUSED),
)
_BY_WORDS = (
    (_NO_LINK_LEFT, LinkTrouble.NO_FREE_LINK),
    (_HELD_ELSEWHERE, LinkTrouble.IN_USE),
    (_NO_RADIO, LinkTrouble.NO_RADIO),
)


def trouble_of(error: BaseException, phase: Phase) -> LinkTrouble:
    """What kind of failure it was."""
    for kind, trouble in _BY_KIND:
        if isinstance(error, kind):
            return trouble
    text = str(error).lower().replace("_", " ")
    for words, trouble in _BY_WORDS:
        if any(word in text for word in words):
            return trouble
    return LinkTrouble.NO_ANSWER if phase is Phase.CONNECTING else LinkTrouble.BROKE_OFF


def why(
    trouble: LinkTrouble,
    phase: Phase = Phase.CONNECTING,
    failures: int = 1,
    capacity: Capacity | None = None,
) -> str:
    """Why there is no connection, in a few words.

    Args:
        trouble: What failed.
        phase: How far the connection had come.
        failures: How many attempts failed in a row.
        capacity: The adapter's.
    """
    used = capacity.used if capacity else 0
    if trouble is LinkTrouble.NO_FREE_LINK:
        return f"no free connection, all {used} are in use"
    if trouble in _REASONS:
        return _REASONS[trouble]
    crowd = ""
    if capacity is not None and capacity.is_crowded and phase is Phase.CONNECTING:
        crowd = f" ({used} are in use, it may be one too many)"
    return f"{phase.value}{crowd}, attempt {failures + 1} follows"


def pause_after_s(trouble: LinkTrouble, failures: int) -> float:
    """How long to leave a sensor alone.

    Args:
        trouble: Why the last attempt failed.
        failures: How many failed in a row, from 1.
    """
    if trouble is LinkTrouble.NO_FREE_LINK:
        return NO_FREE_LINK_PAUSE_S
    return TRANSIENT_PAUSES_S[min(failures, len(TRANSIENT_PAUSES_S)) - 1]


def next_step(trouble: LinkTrouble, kind: SensorKind) -> str:
    """What the trainer can do about it."""
    if trouble in (LinkTrouble.NO_DATA, LinkTrouble.NOT_HEARD):
        return f"{_WAKE.get(kind, _WAKE_OTHER)}{_BUT[trouble]}"
    return _STEPS[trouble]


_REASONS = {
    LinkTrouble.NO_DATA: "it was connected, but sent nothing",
    LinkTrouble.NO_RADIO: "Bluetooth is off or was unplugged",
    LinkTrouble.IN_USE: "in use by another program",
    LinkTrouble.NOT_READABLE: "it does not offer what can be read here",
}
_WAKE = {
    SensorKind.HEART_RATE: "Put the strap on and wet its electrodes",
    SensorKind.CYCLING_POWER: "Turn the cranks",
}
_WAKE_OTHER = "Move the machine"
_BUT = {
    LinkTrouble.NO_DATA: "; if it stays silent, change its battery.",
    LinkTrouble.NOT_HEARD: ", and close what else may be connected to it (watch, phone, app).",
}
_STEPS = {
    LinkTrouble.NO_ANSWER: "Bring it nearer; if that does not help, take its battery out and in.",
    LinkTrouble.BROKE_OFF: "Bring it nearer to the computer, or charge its battery.",
    LinkTrouble.REFUSED: "Switch it off and on, and let no other program pair with it.",
    LinkTrouble.NOT_READABLE: "Let it go; it is no heart-rate, power or erg sensor.",
    LinkTrouble.IN_USE: "Close the other program, or disconnect the sensor in the system settings.",
    LinkTrouble.NO_FREE_LINK: "Let another sensor go, use straps that broadcast, plug in a second"
    " adapter, or run a gateway on a second computer.",
    LinkTrouble.NO_RADIO: "Switch Bluetooth on, or plug the adapter in again.",
}

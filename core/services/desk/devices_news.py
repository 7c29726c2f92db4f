"""Who came in, and who tried to: what the hub tells trainers, in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from core.domain.value import Value
from core.protocol.devices import DEVICE_JOINED, DEVICE_REFUSED, DeviceJoined, DeviceRefused


class DoorNews(Value, frozen=True, kw_only=True):
    """Something happened at the door."""

    text: str
    is_warning: bool


def door_news(name: str, payload: Mapping[str, Any]) -> DoorNews | None:
    """A hub's event as news; None if it is about something else.

    Args:
        name: Of the event.
        payload: As it came.
    """
    if name == DEVICE_JOINED:
        joined = msgspec.convert(payload, DeviceJoined)
        whose = f" of {joined.player_name}" if joined.player_name else ""
        return DoorNews(text=f"“{joined.name}”{whose} has joined.", is_warning=False)
    if name == DEVICE_REFUSED:
        refused = msgspec.convert(payload, DeviceRefused)
        return DoorNews(text=f"{refused.reason} From {refused.address}.", is_warning=True)
    return None

"""The hub itself, as a trainer's desk looks after it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from core.ports.clock import Clock
from core.services.desk.audit import AuditReader
from core.services.desk.devices import DeviceRegistry, HubLookout
from core.services.desk.event_desk import HubFeed
from core.services.desk.people import PeopleRegistry
from core.services.desk.playback import PlaybackLink


class HubDeskLink(HubFeed, HubLookout, PlaybackLink, Protocol):
    """Everything that is asked of the hub about itself."""


@dataclass(frozen=True)
class HubSide:
    """What the hub's screens work with."""

    registry: DeviceRegistry
    people: PeopleRegistry
    audit: AuditReader
    desk: HubDeskLink
    clock: Clock
    """The wall's: phones do not run faster in a demonstration."""

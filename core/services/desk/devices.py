"""The hub's devices as a trainer's desk works with them: let in, recognise, send away."""

from __future__ import annotations

from typing import Protocol

from core.domain.device import Device, DeviceKind, JoinCode
from core.domain.ids import DeviceId, JoinCodeId, PlayerId
from core.events import Event
from core.ports.hub_link import LinkStatus
from core.protocol.devices import DeviceEntry, IssuedJoinCode
from core.protocol.hub_watch import HubPeers


class DeviceRegistry(Protocol):
    """What the hub lets a trainer do with devices. All errors are `HockeyHubError`s."""

    async def all(self) -> tuple[DeviceEntry, ...]:
        """All devices, revoked ones too, those that joined last first."""
        ...

    async def rename(self, device_id: DeviceId, name: str) -> Device:
        """Call a device something else."""
        ...

    async def revoke(self, device_id: DeviceId) -> None:
        """Send a device away for good."""
        ...

    async def open_code(
        self, kind: DeviceKind, player_id: PlayerId | None = None
    ) -> IssuedJoinCode:
        """A code with which one device may join."""
        ...

    async def open_codes(self) -> tuple[JoinCode, ...]:
        """Codes that can still be used."""
        ...

    async def withdraw(self, code_id: JoinCodeId) -> None:
        """End a code before its time."""
        ...


class HubLookout(Protocol):
    """The hub about its connections."""

    status_changed: Event[[LinkStatus, str]]

    async def peers(self) -> HubPeers:
        """All live connections and how each fares."""
        ...

    async def identify(self, device_id: DeviceId) -> None:
        """Let a device say on its screen that it is meant."""
        ...

"""The hub's devices as a trainer's desk sees them."""

from __future__ import annotations

from core.client.rest import RestClient
from core.domain.device import Device, DeviceKind, JoinCode
from core.domain.ids import DeviceId, JoinCodeId, PlayerId
from core.protocol.devices import (
    DEVICES,
    JOIN_CODES,
    DeviceEntry,
    DeviceRenaming,
    IssuedJoinCode,
    JoinCodeRequest,
)


class DeviceList:
    """Lets devices in, shows them, sends them away.

    Args:
        rest: Signed in as somebody who may.
    """

    def __init__(self, rest: RestClient) -> None:
        self._rest = rest

    async def all(self) -> tuple[DeviceEntry, ...]:
        """All devices, revoked ones too, those that joined last first."""
        return await self._rest.get(DEVICES, tuple[DeviceEntry, ...])

    async def rename(self, device_id: DeviceId, name: str) -> Device:
        """Call a device something else."""
        return await self._rest.patch(f"{DEVICES}/{device_id}", DeviceRenaming(name=name), Device)

    async def revoke(self, device_id: DeviceId) -> None:
        """Send a device away for good."""
        await self._rest.delete(f"{DEVICES}/{device_id}")

    async def open_code(
        self, kind: DeviceKind, player_id: PlayerId | None = None
    ) -> IssuedJoinCode:
        """A code with which one device may join."""
        body = JoinCodeRequest(kind=kind, player_id=player_id)
        return await self._rest.post(JOIN_CODES, body, IssuedJoinCode)

    async def open_codes(self) -> tuple[JoinCode, ...]:
        """Codes that can still be used."""
        return await self._rest.get(JOIN_CODES, tuple[JoinCode, ...])

    async def withdraw(self, code_id: JoinCodeId) -> None:
        """End a code before its time."""
        await self._rest.delete(f"{JOIN_CODES}/{code_id}")

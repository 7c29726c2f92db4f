"""Devices: join codes, joining, and the list from which each can be sent away."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Controller, Request, delete, get, patch, post
from litestar.params import FromPath, JSONBody

from core.domain.device import Device, JoinCode
from core.domain.ids import DeviceId, JoinCodeId
from core.domain.player import Player
from core.domain.user import Principal
from core.errors import HockeyHubError
from core.protocol.devices import (
    DEVICES,
    DeviceEntry,
    DeviceJoin,
    DeviceRenaming,
    IssuedJoinCode,
    JoinCodeRequest,
    JoinedDevice,
)
from core.services.access.joining import Joined, WrongCodeError
from hub_server.access import Access
from hub_server.rest.caller import address_of, is_secure, wanted
from hub_server.rest.guard import OPEN, Caller, needs
from hub_server.rest.hub import TheHub
from hub_server.security.gatekeeper import require_reachable
from hub_server.security.permissions import Action

_MANAGE = needs(Action.MANAGE_DEVICES)


class DeviceController(Controller):
    """What came in with a code instead of a password."""

    path = DEVICES
    tags = ["devices"]  # noqa: RUF012 - the framework reads it from the class

    @get(opt=_MANAGE)
    async def all(self, hub: TheHub) -> tuple[DeviceEntry, ...]:
        """All devices, revoked ones too, those that joined last first."""
        connected = {peer.principal.device_id for peer in hub.peers}
        return tuple(
            _entry(device, player, is_connected=device.id in connected)
            for device, player in await hub.access.devices.all()
        )

    @patch("/{device_id:str}", opt=_MANAGE)
    async def rename(
        self,
        hub: TheHub,
        principal: Caller,
        device_id: FromPath[DeviceId],
        data: JSONBody[DeviceRenaming],
    ) -> Device:
        """Call a device something else."""
        return await hub.access.devices.rename(device_id, data.name, principal)

    @delete("/{device_id:str}", opt=_MANAGE)
    async def revoke(self, hub: TheHub, principal: Caller, device_id: FromPath[DeviceId]) -> None:
        """Send a device away: its connections end, its tokens are refused from now on."""
        await hub.access.devices.revoke(device_id, principal)

    @post("/join-codes", opt=_MANAGE, status_code=201)
    async def open_code(
        self, hub: TheHub, principal: Caller, data: JSONBody[JoinCodeRequest]
    ) -> IssuedJoinCode:
        """A code for one device; its digits are said only in this answer."""
        code, digits = await hub.access.joining.open_code(data.kind, data.player_id, principal)
        address = hub.access.join_address()
        return IssuedJoinCode(
            id=code.id,
            code=digits,
            kind=code.kind,
            player_id=code.player_id,
            expires_at=code.expires_at,
            join_address=address,
            qr_text=f"{address}/#join={digits}",
        )

    @get("/join-codes", opt=_MANAGE)
    async def open_codes(self, hub: TheHub) -> tuple[JoinCode, ...]:
        """Codes that can still be used, without their digits, the oldest first."""
        return await hub.access.joining.open_codes()

    @delete("/join-codes/{code_id:str}", opt=_MANAGE)
    async def withdraw(self, hub: TheHub, principal: Caller, code_id: FromPath[JoinCodeId]) -> None:
        """End a code before its time."""
        await hub.access.joining.withdraw(code_id, principal)

    @post("/join", opt=OPEN, status_code=201)
    async def join(
        self, hub: TheHub, request: Request[Any, Any, Any], data: JSONBody[DeviceJoin]
    ) -> JoinedDevice:
        """Come in with a code; the tokens speak for what the code was made for, and no more."""
        address = address_of(request)

        def check(principal: Principal) -> None:
            require_reachable(principal.role, address, is_secure=is_secure(request))

        try:
            hub.access.join_throttle.take(address)
            joined = await hub.access.joining.redeem(
                data.code, data.device_name, address=address, check=check
            )
        except HockeyHubError as error:
            if not isinstance(error, WrongCodeError):  # which is in the audit log already
                hub.access.refusals.note(error, wanted=wanted(request), address=address, who=None)
            raise
        hub.access.join_throttle.give_back(address)
        return joined_device(hub.access, joined)


def joined_device(access: Access, joined: Joined) -> JoinedDevice:
    """The answer to who has just come in."""
    token = access.tokens.issue(joined.principal, joined.credentials)
    return JoinedDevice(
        device_id=joined.device.id,
        player_id=joined.device.player_id,
        **msgspec.structs.asdict(token),
    )


def _entry(device: Device, player: Player | None, *, is_connected: bool) -> DeviceEntry:
    return DeviceEntry(
        is_connected=is_connected,
        player_name=None if player is None else player.name,
        **msgspec.structs.asdict(device),
    )

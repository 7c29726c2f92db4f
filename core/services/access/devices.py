"""The devices that came in: see, rename, send away."""

from __future__ import annotations

from datetime import datetime

import msgspec

from core.domain.device import Device
from core.domain.ids import DeviceId, PlayerId, SignInId
from core.domain.player import Player
from core.domain.user import Principal
from core.errors import NotFoundError
from core.live.events import utc
from core.ports.clock import Clock
from core.ports.storage import Database, UnitOfWork
from core.services.access.joining import clean_name
from core.services.access.sign_ins import SignIns
from core.services.club.audit_trail import note_change


class DeviceDesk:
    """Keeps the list of devices.

    Args:
        database: Where they are kept.
        clock: Dates what happens.
        sign_ins: Ends the sign-ins of who is sent away.
    """

    def __init__(self, database: Database, clock: Clock, sign_ins: SignIns) -> None:
        self._database = database
        self._clock = clock
        self._sign_ins = sign_ins
        self._seen: dict[DeviceId, datetime] = {}
        """Not stored yet: many phones come at once, and each would cost a commit."""

    async def all(self) -> tuple[tuple[Device, Player | None], ...]:
        """All devices, those that joined last first, with whose they are."""
        async with self._database.read() as unit:
            devices = await unit.access.devices()
            players = {player.id: player for player in await unit.club.players()}
        return tuple(
            (self._fresh(one), players.get(one.player_id) if one.player_id else None)
            for one in devices
        )

    async def rename(self, device_id: DeviceId, name: str, actor: Principal) -> Device:
        """Call a device something else.

        Raises:
            NotFoundError: There is no such device.
            InvalidInputError: The name is empty.
        """
        async with self._database.write() as unit:
            before = await _device(unit, device_id)
            after = msgspec.structs.replace(before, name=clean_name(name))
            await unit.access.save_device(after)
            await note_change(unit, actor, "device.renamed", device_id, before=before, after=after)
            await unit.commit()
        return self._fresh(after)

    async def revoke(self, device_id: DeviceId, actor: Principal) -> None:
        """Send a device away for good; doing it twice changes nothing.

        Raises:
            NotFoundError: There is no such device.
        """
        async with self._database.write() as unit:
            before = await _device(unit, device_id)
            if before.revoked_at is not None:
                return
            after = msgspec.structs.replace(before, revoked_at=utc(self._clock.now()))
            await unit.access.save_device(after)
            await note_change(unit, actor, "device.revoked", device_id, before=before, after=after)
            open_ones = await unit.access.sign_ins(device_id=device_id)
            over = await self._sign_ins.end_in(unit, open_ones, "sign-in.ended", actor.subject)
            await unit.commit()
        self._sign_ins.tell(over)

    async def sign_ins_of(self, player_id: PlayerId) -> frozenset[SignInId]:
        """The sign-ins that go with a player who is deleted, as his devices do."""
        async with self._database.read() as unit:
            open_ones = await unit.access.sign_ins(subject=player_id)
        return frozenset(one.id for one in open_ones)

    def note_seen(self, device_id: DeviceId) -> None:
        """A device connected, called or went."""
        self._seen[device_id] = utc(self._clock.now())

    async def keep_seen(self) -> None:
        """Store when devices were last seen."""
        seen, self._seen = self._seen, {}
        if seen:
            async with self._database.write() as unit:
                await unit.access.note_seen(seen)
                await unit.commit()

    def _fresh(self, device: Device) -> Device:
        seen_at = self._seen.get(device.id, device.last_seen_at)
        return msgspec.structs.replace(device, last_seen_at=seen_at)


async def _device(unit: UnitOfWork, device_id: DeviceId) -> Device:
    device = await unit.access.device(device_id)
    if device is None:
        raise NotFoundError("There is no such device.")
    return device

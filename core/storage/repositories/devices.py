"""Devices and the codes they join with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import msgspec
from sqlalchemy import RowMapping, delete, select, update

from core.domain.device import Device, DeviceKind, JoinCode
from core.domain.ids import DeviceId, JoinCodeId
from core.storage import tables
from core.storage.repositories.statements import Statements


class DeviceStore:
    """The devices' half of `AccessRepository`."""

    def __init__(self, statements: Statements) -> None:
        self._db = statements

    async def devices(self) -> tuple[Device, ...]:
        """All devices, revoked ones too, those that joined last first."""
        table = tables.devices
        query = select(table).order_by(table.c.joined_at.desc(), table.c.id.desc())
        return tuple(_device(row) for row in await self._db.rows(query))

    async def device(self, device_id: DeviceId) -> Device | None:
        """One device."""
        query = select(tables.devices).where(tables.devices.c.id == device_id)
        row = await self._db.row(self._db.kept(query))
        return None if row is None else _device(row)

    async def save_device(self, device: Device) -> None:
        """Insert or replace."""
        await self._db.put(tables.devices, msgspec.structs.asdict(device))

    async def note_seen(self, seen: Mapping[DeviceId, datetime]) -> None:
        """Keep when devices were last seen."""
        table = tables.devices
        for device_id, at in seen.items():
            await self._db.run(update(table).where(table.c.id == device_id).values(last_seen_at=at))

    async def open_codes(self, now: datetime) -> tuple[tuple[JoinCode, bytes], ...]:
        """Codes that can still be used, with their digests, the oldest first."""
        table = tables.join_codes
        query = select(table).where(table.c.expires_at > now).order_by(table.c.created_at)
        return tuple((_code(row), row["digest"]) for row in await self._db.rows(query))

    async def add_code(self, code: JoinCode, digest: bytes) -> None:
        """Keep a new code."""
        row = msgspec.structs.asdict(code) | {"digest": digest}
        await self._db.add(tables.join_codes, [row])

    async def take_code(self, code_id: JoinCodeId) -> bool:
        """Remove a code; whether it was still there (of several takers one wins)."""
        table = tables.join_codes
        return await self._db.run(delete(table).where(table.c.id == code_id)) == 1

    async def count_wrong_try(self, most: int) -> int:
        """Count a wrong try against all codes; how many are void by it (`most` tries)."""
        table = tables.join_codes
        await self._db.run(update(table).values(wrong_tries=table.c.wrong_tries + 1))
        return await self._db.run(delete(table).where(table.c.wrong_tries >= most))


def _device(row: RowMapping) -> Device:
    return Device(**{**row, "kind": DeviceKind(row["kind"])})


def _code(row: RowMapping) -> JoinCode:
    return JoinCode(
        id=JoinCodeId(row["id"]),
        kind=DeviceKind(row["kind"]),
        player_id=row["player_id"],
        created_by=row["created_by"],
        created_at=row["created_at"],
        expires_at=row["expires_at"],
    )

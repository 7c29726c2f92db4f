"""Who may come in: devices, sign-ins, keys."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec
from sqlalchemy import delete, select, update

from core.domain.ids import DeviceId, SignInId
from core.domain.sign_in import RefreshToken, SignIn, SigningKey
from core.storage import tables
from core.storage.repositories.devices import DeviceStore


class SqlAccessRepository(DeviceStore):
    """Fulfils `AccessRepository`."""

    async def sign_in(self, sign_in_id: SignInId) -> SignIn | None:
        """One sign-in, ended or not."""
        query = select(tables.sign_ins).where(tables.sign_ins.c.id == sign_in_id)
        row = await self._db.row(self._db.kept(query))
        return None if row is None else SignIn(**row)

    async def sign_ins(
        self, *, device_id: DeviceId | None = None, subject: str | None = None
    ) -> tuple[SignIn, ...]:
        """Those of a device or a subject that have not ended."""
        table = tables.sign_ins
        query = select(table).where(table.c.ended_at.is_(None)).order_by(table.c.id)
        if device_id is not None:
            query = query.where(table.c.device_id == device_id)
        if subject is not None:
            query = query.where(table.c.subject == subject)
        return tuple(SignIn(**row) for row in await self._db.rows(self._db.kept(query)))

    async def save_sign_in(self, sign_in: SignIn) -> None:
        """Insert or replace."""
        await self._db.put(tables.sign_ins, msgspec.structs.asdict(sign_in))

    async def ended_sign_ins(self, since: datetime) -> tuple[SignIn, ...]:
        """Those that were ended after an instant."""
        query = select(tables.sign_ins).where(tables.sign_ins.c.ended_at > since)
        return tuple(SignIn(**row) for row in await self._db.rows(query))

    async def refresh_token(self, digest: bytes) -> RefreshToken | None:
        """What is kept of a token."""
        query = select(tables.refresh_tokens).where(tables.refresh_tokens.c.digest == digest)
        row = await self._db.row(self._db.kept(query))
        return None if row is None else RefreshToken(**row)

    async def save_refresh_token(self, token: RefreshToken) -> None:
        """Insert or replace."""
        await self._db.put(tables.refresh_tokens, msgspec.structs.asdict(token))

    async def forget_unused_tokens(self, sign_in_id: SignInId) -> int:
        """Remove the tokens of a sign-in that nobody has used; how many there were."""
        table = tables.refresh_tokens
        unused = (table.c.sign_in_id == sign_in_id) & table.c.used_at.is_(None)
        return await self._db.run(delete(table).where(unused))

    async def forget_requests(self, sign_in_id: SignInId) -> None:
        """No token of a sign-in that was used before may be asked with again."""
        table = tables.refresh_tokens
        await self._db.run(
            update(table).where(table.c.sign_in_id == sign_in_id).values(request_id=None)
        )

    async def prune(self, *, now: datetime, used_before: datetime) -> None:
        """Remove what is over: codes, sign-ins, and tokens used before an instant."""
        codes, sign_ins, tokens = tables.join_codes, tables.sign_ins, tables.refresh_tokens
        await self._db.run(delete(codes).where(codes.c.expires_at <= now))
        await self._db.run(delete(sign_ins).where(sign_ins.c.expires_at <= now))
        await self._db.run(delete(tokens).where(tokens.c.used_at < used_before))

    async def signing_keys(self) -> tuple[SigningKey, ...]:
        """All keys, the newest first."""
        table = tables.signing_keys
        query = select(table).order_by(table.c.created_at.desc(), table.c.id.desc())
        return tuple(SigningKey(**row) for row in await self._db.rows(query))

    async def add_signing_key(self, key: SigningKey) -> None:
        """Keep a new key."""
        await self._db.add(tables.signing_keys, [msgspec.structs.asdict(key)])

    async def delete_signing_keys(self, ids: Sequence[str]) -> None:
        """Forget keys."""
        table = tables.signing_keys
        await self._db.run(delete(table).where(table.c.id.in_(ids)))

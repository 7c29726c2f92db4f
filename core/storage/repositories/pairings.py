"""Which sensor speaks for whom."""

from __future__ import annotations

import msgspec
from sqlalchemy import delete, select

from core.domain.ids import SensorId
from core.domain.sensor import Pairing
from core.storage import tables
from core.storage.repositories.statements import Statements


class SqlPairingRepository:
    """Fulfils `PairingRepository`."""

    def __init__(self, statements: Statements) -> None:
        self._db = statements

    async def all(self) -> tuple[Pairing, ...]:
        """All pairings, in the order of their sensors."""
        rows = await self._db.rows(select(tables.pairings).order_by(tables.pairings.c.sensor_id))
        return tuple(Pairing(**row) for row in rows)

    async def save(self, pairing: Pairing) -> None:
        """Insert, or replace the sensor's earlier one."""
        await self._db.put(tables.pairings, msgspec.structs.asdict(pairing))

    async def remove(self, sensor_id: SensorId) -> None:
        """The sensor speaks for nobody; does nothing if it did not."""
        await self._db.run(delete(tables.pairings).where(tables.pairings.c.sensor_id == sensor_id))

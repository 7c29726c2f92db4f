"""The sample club on each kind of database, and the three desks that let people in."""

from __future__ import annotations

import itertools
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from core.clock import ManualClock
from core.services.access.devices import DeviceDesk
from core.services.access.joining import JoinDesk
from core.services.access.sign_ins import SignIns
from core.services.club.sample import load_sample_club
from core.storage import tables
from core.storage.database import SqlDatabase
from core.storage.transactions import transaction
from tests.helpers.databases import KINDS, fresh_database


@dataclass
class Door:
    """Everything of `core.services.access` around one database and one clock."""

    database: SqlDatabase
    clock: ManualClock
    sign_ins: SignIns
    joining: JoinDesk
    devices: DeviceDesk

    async def audited(self, action: str) -> list[dict[str, Any]]:
        """The lines of the audit log with this action."""
        table = tables.audit_log
        query = select(table).where(table.c.action == action).order_by(table.c.id)
        async with transaction(self.database._reader) as connection:
            rows = (await connection.execute(query)).mappings().all()
        return [{**row, "detail": json.loads(row["detail"])} for row in rows]


@pytest.fixture(params=KINDS)
async def door(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Door]:
    clock = ManualClock(1_770_000_000.0)
    async with fresh_database(request.param, tmp_path, clock) as database:
        await load_sample_club(database)
        secrets = (f"secret-{number}" for number in itertools.count())
        digits = (f"{number:06d}" for number in (111111, 111111, 222222, 333333, 444444))
        sign_ins = SignIns(database, clock, lambda: next(secrets))
        yield Door(
            database,
            clock,
            sign_ins,
            JoinDesk(database, clock, sign_ins, lambda: next(digits)),
            DeviceDesk(database, clock, sign_ins),
        )

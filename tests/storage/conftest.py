from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from core.clock import ManualClock
from core.services.club.sample import load_sample_club
from core.storage.database import SqlDatabase
from tests.helpers.databases import KINDS, fresh_database


@pytest.fixture(params=KINDS)
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[SqlDatabase]:
    async with fresh_database(request.param, tmp_path, ManualClock(1_770_000_000.0)) as opened:
        yield opened


@pytest.fixture
async def club(database: SqlDatabase) -> SqlDatabase:
    await load_sample_club(database)
    return database

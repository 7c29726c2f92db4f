"""What the club has: read by everybody, changed with a line in the audit log."""

from __future__ import annotations

from core.clock import SystemClock
from core.domain.workout import Workout
from core.ports.clock import Clock
from core.ports.storage import Database
from core.services.club.place_catalog import PlaceCatalog
from core.services.club.team_catalog import TeamCatalog


class CatalogService(TeamCatalog, PlaceCatalog):
    """Shows and keeps the club's players, places, machines, workouts and restrictions.

    All `save_…` insert or replace by id, and give what is stored then. What is replaced must
    have been read in its newest version.

    Args:
        database: Where they are kept.
        clock: Tells today, for ages.
    """

    def __init__(self, database: Database, clock: Clock | None = None) -> None:
        TeamCatalog.__init__(self, database, clock or SystemClock())

    async def workouts(self) -> tuple[Workout, ...]:
        """All workouts by name."""
        async with self._database.read() as unit:
            return await unit.club.workouts()

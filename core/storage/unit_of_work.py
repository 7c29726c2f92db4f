"""One transaction with its repositories."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncConnection

from core.ports.access import AccessRepository
from core.ports.audit import AuditRepository
from core.ports.clock import Clock
from core.ports.storage import (
    ClubRepository,
    PairingRepository,
    RecordingRepository,
    ScheduleRepository,
)
from core.ports.template_shelf import ProgrammeShelf, TemplateShelf
from core.storage.repositories.access import SqlAccessRepository
from core.storage.repositories.audit import SqlAuditRepository
from core.storage.repositories.club import SqlClubRepository
from core.storage.repositories.pairings import SqlPairingRepository
from core.storage.repositories.programmes import SqlProgrammeShelf
from core.storage.repositories.recordings import SqlRecordingRepository
from core.storage.repositories.schedule import SqlScheduleRepository
from core.storage.repositories.statements import Statements
from core.storage.repositories.templates import SqlTemplateShelf


class SqlUnitOfWork:
    """Fulfils `UnitOfWork` on a connection whose transaction has begun."""

    club: ClubRepository
    schedule: ScheduleRepository
    templates: TemplateShelf
    programmes: ProgrammeShelf
    recordings: RecordingRepository
    audit: AuditRepository
    access: AccessRepository
    pairings: PairingRepository

    def __init__(self, connection: AsyncConnection, clock: Clock, *, is_writing: bool) -> None:
        self._connection = connection
        statements = Statements(connection, is_writing=is_writing)
        self.club = SqlClubRepository(statements)
        self.schedule = SqlScheduleRepository(statements)
        self.templates = SqlTemplateShelf(statements)
        self.programmes = SqlProgrammeShelf(statements)
        self.recordings = SqlRecordingRepository(statements)
        self.audit = SqlAuditRepository(statements, clock)
        self.access = SqlAccessRepository(statements)
        self.pairings = SqlPairingRepository(statements)

    async def commit(self) -> None:
        """Make it durable; when this returns, a power cut cannot take it back."""
        await self._connection.commit()

"""The calendar as a file on this computer."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path

from core.domain.ids import FacilityId
from core.errors import UnavailableError
from core.ports.calendar_link import CalendarLink


async def export_calendar(
    calendar: CalendarLink,
    begins: datetime,
    ends: datetime,
    path: Path,
    facility_id: FacilityId | None = None,
) -> None:
    """Write what is on between two instants; an existing file is replaced as a whole.

    Raises:
        UnavailableError: The file cannot be written.
        HockeyHubError: The hub refuses, or is away.
    """
    content = await calendar.file(begins, ends, facility_id)
    try:
        await asyncio.to_thread(_write, path, content)
    except OSError as error:
        raise UnavailableError(
            f"{path} could not be written: {error.strerror or error}.",
            suggested_action="Choose another folder, or make room on the disk.",
        ) from error


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_bytes(content)
    part.replace(path)

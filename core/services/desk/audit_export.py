"""The audit log, or a part of it, as a table for a spreadsheet."""

from __future__ import annotations

import asyncio
import contextlib
import csv
import io
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import msgspec

from core.domain.audit import AuditEntry, AuditFilter
from core.errors import UnavailableError
from core.reports.cells import text_cell
from core.services.desk.audit import AuditLine, AuditReader

_HEADER = ("line", "at_utc", "who", "actor", "what", "action", "to_what", "subject", "detail_json")
_PAGE = 500

Progress = Callable[[int], None]
"""Called with the lines written so far."""


async def export_audit(
    reader: AuditReader, wanted: AuditFilter, path: Path, progress: Progress
) -> int:
    """Write all wanted lines, the newest first; an existing file is replaced once all is there.

    Returns:
        How many lines were written.

    Raises:
        UnavailableError: The file cannot be written.
        HockeyHubError: The hub refuses, or is away.
    """
    names = (await reader.index()).names
    part = path.with_name(path.name + ".part")
    done, cursor = 0, None
    try:
        await asyncio.to_thread(_begin, part)
        while True:
            page = await reader.page(wanted, limit=_PAGE, cursor=cursor)
            lines = [AuditLine(entry, names) for entry in page.items]
            await asyncio.to_thread(_append, part, lines)
            done, cursor = done + len(lines), page.next_cursor
            progress(done)
            if cursor is None:
                break
        await asyncio.to_thread(part.replace, path)
    except OSError as error:
        raise UnavailableError(
            f"{path} could not be written: {error.strerror or error}.",
            suggested_action="Choose another folder, or make room on the disk.",
        ) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink()
    return done


def _begin(part: Path) -> None:
    part.parent.mkdir(parents=True, exist_ok=True)
    # A spreadsheet takes the file for UTF-8 only by this mark.
    part.write_text(_rows([_HEADER]), encoding="utf-8-sig", newline="")


def _append(part: Path, lines: Iterable[AuditLine]) -> None:
    with part.open("a", encoding="utf-8", newline="") as file:
        file.write(_rows(_cells(line, line.entry) for line in lines))


def _cells(line: AuditLine, entry: AuditEntry) -> Sequence[str]:
    return (
        str(entry.id),
        entry.at.isoformat(timespec="milliseconds"),
        text_cell(line.who),
        text_cell(entry.actor),
        text_cell(line.what),
        entry.action,
        text_cell(line.whom),
        text_cell(entry.subject),
        text_cell(msgspec.json.encode(entry.detail).decode()),
    )


def _rows(rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()

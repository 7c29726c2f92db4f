"""The SQLite file itself: looked at before it is opened, copied, or set aside."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import msgspec

from core.errors import DamagedDatabaseError, UnavailableError

_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
_CHECKED_WHOLE_BYTES = 32 * 2**20
"""Files up to this size are checked page by page at each start (about 1 ms per MiB)."""


class FileCondition(msgspec.Struct, frozen=True):
    """What a file says about itself."""

    revision: str | None
    has_tables: bool


def inspect(path: Path) -> FileCondition:
    """Read a file's schema step without changing the file.

    Raises:
        DamagedDatabaseError: It is no database, or a broken one; it was set aside.
        UnavailableError: It cannot be read.
    """
    if not path.exists() or path.stat().st_size == 0:
        return FileCondition(revision=None, has_tables=False)
    try:
        return _read(path)
    except sqlite3.DatabaseError as error:
        if (error.sqlite_errorcode & 0xFF) not in _DAMAGE:
            message = f"The database file {path} cannot be read: {error}."
            raise UnavailableError(
                message, suggested_action="Check the file's permissions and the disk."
            ) from error
    kept = _set_aside(path)
    message = f"The database file {path.name} is damaged. It was set aside as {kept.name}."
    raise DamagedDatabaseError(
        message,
        suggested_action="Put a backup in its place, or start again with an empty database.",
    )


def copy_before_migration(path: Path, revision: str) -> Path:
    """Copy the database, with what is still in its log, beside itself; returns the copy."""
    copy = _free_name(path, f"before-upgrade-from-{revision}")
    with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    return copy


def _read(path: Path) -> FileCondition:
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
        revision = None
        if "alembic_version" in tables:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            revision = str(row[0]) if row else None
        if path.stat().st_size <= _CHECKED_WHOLE_BYTES:
            (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            if verdict != "ok":
                damage = sqlite3.DatabaseError(verdict)
                damage.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
                raise damage
        return FileCondition(revision=revision, has_tables=bool(tables))


def _set_aside(path: Path) -> Path:
    kept = _free_name(path, "damaged")
    for suffix in ("", "-wal", "-shm"):
        part = path.with_name(path.name + suffix)
        if part.exists():
            part.rename(kept.with_name(kept.name + suffix))
    return kept


def _free_name(path: Path, mark: str) -> Path:
    number = 1
    while (candidate := path.with_name(f"{path.name}.{mark}-{number}")).exists():
        number += 1
    return candidate

"""The SQLite file itself: looked at before it is opened, copied, or set aside."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import msgspec

from core.errors import ConflictError, DamagedDatabaseError, UnavailableError
from core.storage.migrations import REVISIONS

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
    kept = set_aside(path, "damaged")
    message = f"The database file {path.name} is damaged. It was set aside as {kept.name}."
    raise DamagedDatabaseError(
        message,
        suggested_action="Put a backup in its place, or start again with an empty database.",
    )


def is_good(path: Path) -> bool:
    """Whether a file is a whole database of this program, of this version or an older one."""
    try:
        return _read(path, is_checked_whole=True).revision in REVISIONS
    except sqlite3.DatabaseError:
        return False


def copy(source: Path, target: Path) -> None:
    """Copy a database, with what is still in its log, into one file; all of it or nothing.

    Raises:
        UnavailableError: It cannot be read or written, or the copy is not good.
    """
    part = target.with_name(target.name + ".part")
    try:
        part.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(part)) as new:
            old.backup(new)
            new.execute("PRAGMA journal_mode = DELETE")
        is_whole = _read(part, is_checked_whole=True).has_tables
    except (OSError, sqlite3.DatabaseError) as error:
        part.unlink(missing_ok=True)
        raise _not_copied(str(error)) from error
    if not is_whole:
        part.unlink()
        raise _not_copied("nothing is in it")
    part.replace(target)


def require_unused(path: Path) -> None:
    """Pass if nobody else has the database open; a damaged one passes, too.

    Raises:
        ConflictError: Somebody has.
    """
    try:
        with closing(sqlite3.connect(path, timeout=0)) as connection:
            # Leaving the WAL mode takes the file for oneself, and writes back what is in the log.
            connection.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.DatabaseError as error:
        if (error.sqlite_errorcode & 0xFF) in _DAMAGE:
            return
        raise ConflictError(
            "A hub is using the database.", suggested_action="Stop the hub, then try again."
        ) from error


def _not_copied(why: str) -> UnavailableError:
    return UnavailableError(
        f"The database could not be copied: {why}.",
        suggested_action="Check the disk and its free space.",
    )


def _read(path: Path, *, is_checked_whole: bool = False) -> FileCondition:
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
        revision = None
        if "alembic_version" in tables:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
            revision = str(row[0]) if row else None
        if is_checked_whole or path.stat().st_size <= _CHECKED_WHOLE_BYTES:
            (verdict,) = connection.execute("PRAGMA quick_check(1)").fetchone()
            if verdict != "ok":
                damage = sqlite3.DatabaseError(verdict)
                damage.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
                raise damage
        return FileCondition(revision=revision, has_tables=bool(tables))


def set_aside(path: Path, mark: str) -> Path:
    """Rename a database with all its parts; returns its new place."""
    kept = _free_name(path, mark)
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

"""Copies of the SQLite file: made while it is in use, kept by age, and put back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from core.errors import ConflictError, InvalidInputError, NotFoundError
from core.live.events import utc
from core.ports.backups import Backup, Reason
from core.ports.clock import Clock
from core.storage import sqlite_file

FOLDER: Final = "backups"
KEPT_DAYS, KEPT_WEEKS, KEPT_UPGRADES = 7, 4, 4
"""The newest copy of so many days and of so many weeks, and so many from before upgrades."""

_TIME = "%Y%m%dT%H%M%SZ"


class DatabaseFile:
    """Fulfils `Backups`: a SQLite database and the copies beside it, in the folder `backups`.

    Args:
        path: The database.
        clock: Dates the copies.
    """

    def __init__(self, path: Path, clock: Clock) -> None:
        self.path = path
        self._clock = clock

    @property
    def folder(self) -> Path:
        """Where the copies are."""
        return self.path.parent / FOLDER

    def backups(self) -> tuple[Backup, ...]:
        """All copies, newest first."""
        found = (self._read_name(path) for path in self.folder.glob(f"{self.path.stem}-*.db"))
        return tuple(sorted((one for one in found if one), key=lambda one: one.at, reverse=True))

    def newest_good(self) -> Backup | None:
        """The newest copy that is whole and that this program can read."""
        return next((one for one in self.backups() if sqlite_file.is_good(one.path)), None)

    def back_up(self, reason: Reason, to: Path | None = None) -> Path:
        """Make a copy, check it, and let go of copies that are too old.

        Others may read and write meanwhile; the copy is the state at its start.

        Args:
            reason: Decides how long it is kept.
            to: A file that is not there yet, instead of one in the folder of copies.

        Raises:
            NotFoundError: There is no database.
            ConflictError: The file is there already.
            UnavailableError: It cannot be read or written.
        """
        if not self.path.exists():
            raise NotFoundError(f"There is no database at {self.path}.")
        now = utc(self._clock.now())
        target = to or self.folder / f"{self.path.stem}-{now.strftime(_TIME)}-{reason}.db"
        if target.exists():
            raise ConflictError(
                f"{target} is there already.", suggested_action="Choose another name."
            )
        sqlite_file.copy(self.path, target)
        for old in outdated(self.backups()):
            old.path.unlink(missing_ok=True)
        return target

    def back_up_if_older(self, than_s: float) -> Path | None:
        """Make the daily copy if the last one is so old; None if it is not."""
        newest = max((one.at for one in self.backups() if one.reason is Reason.DAILY), default=None)
        if newest is not None and self._clock.now() - newest.timestamp() < than_s:
            return None
        return self.back_up(Reason.DAILY)

    def restore(self, backup: Path) -> Path | None:
        """Put a copy in the database's place; what was there is set aside.

        Returns:
            Where the former database is now; None if there was none.

        Raises:
            InvalidInputError: The copy is damaged, or not from this program.
            ConflictError: A hub is using the database.
        """
        if not sqlite_file.is_good(backup):
            raise InvalidInputError(
                f"{backup} is no whole database of this program.",
                suggested_action="Choose another one: hockeyhub restore --list",
            )
        incoming = self.path.with_name(self.path.name + ".incoming")
        incoming.unlink(missing_ok=True)
        sqlite_file.copy(backup, incoming)
        kept = None
        if self.path.exists():
            sqlite_file.require_unused(self.path)
            kept = sqlite_file.set_aside(self.path, "replaced")
        incoming.replace(self.path)
        return kept

    def _read_name(self, path: Path) -> Backup | None:
        try:
            _, time, reason = path.stem.rsplit("-", 2)
            at = datetime.strptime(time, _TIME).replace(tzinfo=UTC)
            return Backup(path=path, at=at, reason=Reason(reason))
        except ValueError:
            return None


def outdated(backups: Iterable[Backup]) -> list[Backup]:
    """Which copies need not be kept any more."""
    newest_first = sorted(backups, key=lambda one: one.at, reverse=True)
    daily = [one for one in newest_first if one.reason is Reason.DAILY]
    days = {one.at.date(): one for one in reversed(daily)}
    weeks = {one.at.isocalendar()[:2]: one for one in reversed(daily)}
    kept = {days[day].path for day in sorted(days, reverse=True)[:KEPT_DAYS]}
    kept |= {weeks[week].path for week in sorted(weeks, reverse=True)[:KEPT_WEEKS]}
    upgrades = [one for one in newest_first if one.reason is Reason.UPGRADE]
    old = [one for one in daily if one.path not in kept]
    return old + upgrades[KEPT_UPGRADES:]

"""Copies of the club's database: made, listed and put back."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from core.domain.value import Value


class Reason(StrEnum):
    """Why a copy was made."""

    DAILY = "daily"
    UPGRADE = "upgrade"
    """A newer version of the program was about to change the database."""
    WISH = "wish"
    """Somebody asked for it; never deleted by the program."""


class Backup(Value, frozen=True, kw_only=True):
    """A copy that exists."""

    path: Path
    at: datetime
    reason: Reason


class Backups(Protocol):
    """A database in a file, with its copies."""

    path: Path
    """Of the database."""

    def backups(self) -> tuple[Backup, ...]:
        """All copies, newest first."""
        ...

    def back_up(self, reason: Reason, to: Path | None = None) -> Path:
        """Make a copy, also while the database is in use; gives its place."""
        ...

    def restore(self, backup: Path) -> Path | None:
        """Put a copy in the database's place; gives the place of what was there, if anything."""
        ...

"""The audit log as a table for Qt: pages are fetched as one scrolls towards the end."""

from __future__ import annotations

from datetime import datetime
from enum import IntEnum

from typing_extensions import override

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Signal

from core.services.desk.audit import AuditLine
from core.services.desk.audit_words import ALARMING, ENDING
from widgets.inputs import Tone
from widgets.tables import ColumnTable, TableColumn


class Column(IntEnum):
    """Columns from left to right."""

    WHEN = 0
    WHO = 1
    WHAT = 2
    WHOM = 3
    GIST = 4


class AuditRows(ColumnTable[AuditLine]):
    """The newest first; a view that comes near the end asks for more."""

    more_wanted = Signal()

    def __init__(self) -> None:
        columns = {
            Column.WHEN: TableColumn[AuditLine]("When", when_text, lambda _: Tone.SOFT),
            Column.WHO: TableColumn[AuditLine]("Who", lambda line: line.who),
            Column.WHAT: TableColumn[AuditLine]("What", lambda line: line.what, what_tone),
            Column.WHOM: TableColumn[AuditLine]("To what", lambda line: line.whom),
            Column.GIST: TableColumn[AuditLine](
                "In short", lambda line: line.gist, lambda _: Tone.SOFT
            ),
        }
        super().__init__([columns[one] for one in Column], lambda line: line.id)
        self.has_more = False

    @override
    def canFetchMore(self, parent: QModelIndex | QPersistentModelIndex) -> bool:
        return self.has_more and not parent.isValid()

    @override
    def fetchMore(self, parent: QModelIndex | QPersistentModelIndex) -> None:
        self.more_wanted.emit()


def when_text(line: AuditLine) -> str:
    """Day and time on the wall here."""
    return instant_text(line.at)


def instant_text(at: datetime) -> str:
    """Day and time on the wall here, to the second."""
    return f"{at.astimezone():%Y-%m-%d %H:%M:%S}"


def what_tone(line: AuditLine) -> Tone | None:
    """Attempts and endings stand out."""
    if line.action in ALARMING:
        return Tone.DANGER
    return Tone.WARNING if line.action in ENDING else None

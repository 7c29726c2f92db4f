"""The people as a table for Qt."""

from __future__ import annotations

from collections.abc import Callable
from enum import IntEnum

from typing_extensions import override

from PySide6.QtCore import Qt, Signal

from core.domain.user import Account
from core.live.events import utc
from ui.people.words import role_name, seen_text, state_words
from widgets.inputs import Tone
from widgets.tables import ColumnTable, TableColumn


class Column(IntEnum):
    """Columns from left to right."""

    NAME = 0
    LOGIN = 1
    ROLE = 2
    STATE = 3
    SEEN = 4


class PeopleRows(ColumnTable[Account]):
    """Everybody in the order that the model gives; a click on a heading asks for another.

    Args:
        now: The wall's clock, seconds since 1970.
        own_id: Of whoever sits here.
    """

    sort_wanted = Signal(int, bool)
    """A column, and whether from its end."""

    def __init__(self, now: Callable[[], float], own_id: Callable[[], str]) -> None:
        columns = {
            Column.NAME: TableColumn[Account](
                "Name",
                lambda one: f"{one.name} (you)" if one.id == own_id() else one.name,
                _faint_if_gone,
            ),
            Column.LOGIN: TableColumn[Account]("Sign-in name", lambda one: one.login, _soft),
            Column.ROLE: TableColumn[Account](
                "Role", lambda one: role_name(one.role), _faint_if_gone
            ),
            Column.STATE: TableColumn[Account](
                "State", lambda one: state_words(one)[0], lambda one: state_words(one)[1]
            ),
            Column.SEEN: TableColumn[Account](
                "Last seen", lambda one: seen_text(one, utc(now())), _soft
            ),
        }
        super().__init__([columns[one] for one in Column], lambda one: one.id)

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.sort_wanted.emit(column, order is Qt.SortOrder.DescendingOrder)


def _soft(account: Account) -> Tone:
    return _faint_if_gone(account) or Tone.SOFT


def _faint_if_gone(account: Account) -> Tone | None:
    return Tone.FAINT if account.disabled_at is not None else None

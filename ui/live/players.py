"""Players: everybody in the bundle as a table that can be sorted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from typing_extensions import override

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget

from core.domain.ids import PlayerId, SessionId
from core.live.views import TileCondition, TileView
from ui.live.totals import rating_text
from ui.live.view_model import LiveViewModel
from widgets.inputs import Tone
from widgets.inputs.labels import tone_colour
from widgets.tiles.zone_chip import ZoneChipDelegate

_DASH = "\N{EN DASH}"
_SORT_ROLE = Qt.ItemDataRole.UserRole
_ROW_PX = 32
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class _Row:
    group: str
    tile: TileView


@dataclass(frozen=True)
class _Column:
    title: str
    text: Callable[[_Row], str]
    key: Callable[[_Row], float | str]
    is_number: bool = True


def _number(value: float | None, unit: str = "") -> str:
    return _DASH if value is None else f"{value:.0f} {unit}".strip()


def _or_last(value: float | None) -> float:
    return -1.0 if value is None else float(value)


_COLUMNS = (
    _Column("No.", lambda row: str(row.tile.jersey_number), lambda row: row.tile.jersey_number),
    _Column("Player", lambda row: row.tile.name, lambda row: row.tile.name, is_number=False),
    _Column("Group", lambda row: row.group, lambda row: row.group, is_number=False),
    _Column(
        "Machine",
        lambda row: row.tile.unit_name or _DASH,
        lambda row: row.tile.unit_name,
        is_number=False,
    ),
    _Column(
        "State",
        lambda row: row.tile.condition.capitalize(),
        lambda row: row.tile.condition,
        is_number=False,
    ),
    _Column(
        "Heart rate",
        lambda row: _number(row.tile.heart_rate_bpm, "bpm"),
        lambda row: _or_last(row.tile.heart_rate_bpm),
    ),
    _Column(
        "Of max.",
        lambda row: _number(row.tile.heart_rate_percent, "%"),
        lambda row: _or_last(row.tile.heart_rate_percent),
    ),
    _Column(
        "Zone",
        lambda row: _DASH if row.tile.zone is None else f"Z{row.tile.zone}",
        lambda row: _or_last(row.tile.zone),
    ),
    _Column(
        "Power", lambda row: _number(row.tile.power_w, "W"), lambda row: _or_last(row.tile.power_w)
    ),
    _Column(
        "Cadence",
        lambda row: _number(row.tile.cadence_per_min, "/min"),
        lambda row: _or_last(row.tile.cadence_per_min),
    ),
    _Column(
        "Calories",
        lambda row: _number(row.tile.energy_kcal, "kcal"),
        lambda row: row.tile.energy_kcal,
    ),
    _Column("TRIMP", lambda row: _number(row.tile.trimp), lambda row: row.tile.trimp),
    _Column(
        "RPE",
        lambda row: rating_text(row.tile.session_rpe),
        lambda row: _or_last(row.tile.session_rpe),
    ),
    _Column(
        "RPE load",
        lambda row: _number(row.tile.session_load),
        lambda row: _or_last(row.tile.session_load),
    ),
)
_RATING_COLUMNS = (12, 13)
"""Shown as soon as somebody has rated."""
_STATE_COLUMN = 4
_HEART_RATE_COLUMNS = (5, 6)
_ZONE_COLUMN = 7
_STATE_TONES = {
    TileCondition.LIVE: Tone.OK,
    TileCondition.STALE: Tone.WARNING,
    TileCondition.LOST: Tone.DANGER,
    TileCondition.WAITING: Tone.WARNING,
    TileCondition.PAUSED: Tone.WARNING,
}


class PlayerTable(QAbstractTableModel):
    """Rows of the table; the view asks for what it can see only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[_Row, ...] = ()

    def show_rows(self, rows: tuple[_Row, ...]) -> None:
        """Change the numbers; the crowd mostly stays."""
        if [row.tile.player_id for row in rows] != [row.tile.player_id for row in self._rows]:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
        elif rows != self._rows:
            self._rows = rows
            last = self.index(len(rows) - 1, len(_COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def owner_of(self, row: int) -> tuple[SessionId, PlayerId]:
        """Session and player of a row."""
        tile = self._rows[row].tile
        return tile.session_id, tile.player_id

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(_COLUMNS)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _COLUMNS[section].title
        return _alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column = self._rows[index.row()], _COLUMNS[index.column()]
        answers: dict[int, Callable[[], object]] = {
            Qt.ItemDataRole.DisplayRole: lambda: column.text(row),
            _SORT_ROLE: lambda: column.key(row),
            Qt.ItemDataRole.TextAlignmentRole: lambda: _alignment(index.column()),
            Qt.ItemDataRole.ForegroundRole: lambda: _ink(row, index.column()),
            Qt.ItemDataRole.FontRole: lambda: _font(row, index.column()),
        }
        answer = answers.get(role)
        return answer() if answer is not None else None


def _ink(row: _Row, column: int) -> QColor | None:
    """A state that asks for somebody's eyes has a colour; all else the theme's own ink."""
    tone = _STATE_TONES.get(row.tile.condition)
    return QColor(tone_colour(tone)) if tone is not None and column == _STATE_COLUMN else None


def _font(row: _Row, column: int) -> QFont | None:
    """An old heart rate is struck out, as on the tiles."""
    if row.tile.condition is not TileCondition.STALE or column not in _HEART_RATE_COLUMNS:
        return None
    struck = QFont()
    struck.setStrikeOut(True)
    return struck


class PlayersTab(QWidget):
    """The table, and who was chosen in it."""

    player_chosen = Signal()

    def __init__(self, model: LiveViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.table = PlayerTable(self)
        self._sorted = QSortFilterProxyModel(self)
        self._sorted.setSourceModel(self.table)
        self._sorted.setSortRole(_SORT_ROLE)
        self._sorted.setDynamicSortFilter(False)  # rows jumping under the eye help nobody
        self.view = QTableView()
        self.view.setModel(self._sorted)
        self.view.setSortingEnabled(True)
        self.view.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        self.view.setShowGrid(False)
        self.view.setProperty("cells", "plain")
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setAccessibleName("All players of the bundle")
        self.view.verticalHeader().hide()
        self.view.verticalHeader().setDefaultSectionSize(_ROW_PX)
        self._build_header()
        self.view.activated.connect(self._on_activated)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.view)

    def refresh(self) -> None:
        """Show the numbers of now."""
        rows = tuple(
            _Row(state.session.name, tile)
            for state in self._model.states
            for tile in self._model.tiles(state.session_id)
        )
        self.table.show_rows(rows)
        is_rated = any(row.tile.session_rpe is not None for row in rows)
        for column in _RATING_COLUMNS:
            self.view.setColumnHidden(column, not is_rated)

    def _build_header(self) -> None:
        header = self.view.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for column, spec in enumerate(_COLUMNS):
            if not spec.is_number or column in _RATING_COLUMNS:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(0, 56)
        self.view.setItemDelegateForColumn(_ZONE_COLUMN, ZoneChipDelegate(self.view))
        header.setMinimumSectionSize(56)

    def _on_activated(self, index: QModelIndex) -> None:
        session_id, player_id = self.table.owner_of(self._sorted.mapToSource(index).row())
        selected = self._model.selected
        if selected is None or selected.player.id != player_id:
            self._model.select(session_id, player_id)
        self.player_chosen.emit()


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if _COLUMNS[column].is_number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter

"""Players: the list, and what is known of the chosen one."""

from __future__ import annotations

from functools import partial

import msgspec
from typing_extensions import override

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from core.errors import HockeyHubError
from ui.common.drafts import NEW
from ui.common.feedback import announce, notice_of
from ui.common.files import choose_file, choose_target
from ui.common.hub_model import Phase
from ui.common.list_side import ListSide
from ui.common.services import DeskServices
from ui.players.deeds import PlayerDeeds
from ui.players.files import Pictures, RosterExport
from ui.players.head import PlayersFilters, PlayersHead
from ui.players.medical_model import MedicalModel
from ui.players.medical_panel import MedicalPanel
from ui.players.player_card import PlayerCard
from ui.players.rows import Column, PlayerRow, PlayerRows
from ui.players.teams_card import TeamsCard
from ui.players.view_model import PlayersModel
from widgets.inputs import Banner
from widgets.tables import RowTable
from widgets.theme import current_theme

_SMALLEST = QSize(560, 300)
_DETAIL_PX = 640
_WIDTHS: dict[int, int] = {
    Column.NUMBER: 56,
    Column.POSITION: 108,
    Column.AGE: 56,
    Column.HEART: 78,
    Column.STATE: 92,
}
_PICTURES = "Pictures (*.jpg *.jpeg *.png *.webp)"
_FORMATS = "CSV (*.csv);;Excel (*.xlsx)"
_TEXTS = {
    Phase.LOADING: ("player", "Asking the hub", "The players appear in a moment."),
    Phase.READY: (
        "player",
        "No players yet",
        "Add them one by one, or import a roster from a CSV or Excel file.",
        "Import roster",
    ),
}


class PlayersPage(QWidget):
    """Search, list and card; new ones, rosters in and out, teams."""

    confirmed = Signal(object)
    """A `Notice` of something that went well."""
    import_wanted = Signal()

    def __init__(self, services: DeskServices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("players-page")
        self.setAccessibleName("Players")
        self.model = PlayersModel(services, self)
        self.deeds = PlayerDeeds(self.model)
        self.medical_model = MedicalModel(self.model, self)
        self.medical = MedicalPanel(self.medical_model)
        self.card = PlayerCard(self.model, self.medical)
        self.teams = TeamsCard(self.model)
        self.rows = PlayerRows(lambda: self.model.today)
        self.table = RowTable(self.rows, "Players", _WIDTHS, wide=Column.NAME)
        self._detail = QStackedWidget()
        self.side: ListSide[PlayerRow] = ListSide(
            self.model, self.rows, self.table, self._detail, _DETAIL_PX
        )
        self.banner = Banner()
        self.head = PlayersHead(self.model)
        self.filters = PlayersFilters(self.model)
        self.is_adding = False
        """The card shows a new one, not whoever is under the cursor."""
        self._next: str | None = None
        """Whom to choose as soon as he is in the list."""
        tell = partial(announce, self.banner)
        self.pictures = Pictures(self.model, self.deeds, self.card, tell)
        self.roster = RosterExport(self.model, tell, self.confirmed.emit)
        self.setMinimumSize(_SMALLEST)
        self._build()
        self._connect()
        self.refresh()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.model.reload()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.model.forget()

    def refresh(self) -> None:
        """Show what the hub said last."""
        model = self.model
        self.head.refresh()
        self.filters.refresh()
        wanted = NEW if self.is_adding else self._next
        self._next = None
        self.side.show_rows(model.shown, wanted=wanted)
        self._show_state()
        self.teams.refresh()
        self._show_current()

    def add_player(self) -> None:
        """Fill in a new one."""
        if self.model.may_change and self.model.teams:
            self.is_adding = True
            self._detail.setCurrentWidget(self.card)
            self.side.open_detail()
            self.model.begin_new()
            self.refresh()
            self.card.profile.focus("firstName")

    def leave(self) -> None:
        """The Esc key: forget what is typed, but ask first."""
        if self._detail.currentWidget() is self.teams or self.card.may_leave():
            self.discard()

    def discard(self) -> None:
        """Forget what is typed."""
        if self._detail.currentWidget() is self.teams:
            self._detail.setCurrentWidget(self.card)
        elif self.card.is_restricting:
            self.medical_model.close()
        elif self.card.key is not None:
            self.is_adding = False
            self.model.discard(self.card.key)

    def _show_current(self) -> None:
        row = self.side.current
        player = None if row is None else row.player
        if self.is_adding:
            self.card.show_player(NEW)
            return
        self.card.show_player(None if player is None else player.id)
        if self.medical_model.player != player:
            self.medical_model.show(player)
        self.pictures.refresh()

    def _on_current(self) -> None:
        if self.side.current is not None:
            self.is_adding = False
            self._detail.setCurrentWidget(self.card)
            self._show_current()

    def _show_state(self) -> None:
        model = self.model
        if model.phase is not Phase.READY or not model.players:
            self.side.show_state(_TEXTS)
            return
        is_gone = model.wanted.is_archived and not model.wanted.words
        title = "Nobody has left" if is_gone else "Nobody is found"
        words = "Who leaves is kept here." if is_gone else "Look for other words."
        self.side.state.show_text("search", title, words)

    def _look_for(self, **changes: object) -> None:
        self.model.look_for(msgspec.structs.replace(self.model.wanted, **changes))

    def _on_refused(self, error: HockeyHubError) -> None:
        if not self.card.refuse(self.model.field_problem(error)):
            announce(self.banner, notice_of(error))

    def _on_saved(self, player_id: str) -> None:
        if self.is_adding and not self.model.drafts.has_new():
            self.is_adding, self._next = False, player_id

    def _on_state_action(self) -> None:
        if self.model.phase is Phase.FAILED:
            self.model.reload()
        else:
            self.import_wanted.emit()

    def _show_teams(self) -> None:
        self._detail.setCurrentWidget(self.teams)
        self.side.open_detail()

    def _ask_target(self) -> None:
        choose_target(self, "Export the roster", _FORMATS, "roster.csv", self.roster.write)

    def _ask_photo(self) -> None:
        if self.card.key:
            take = partial(self.pictures.take, self.card.key)
            choose_file(self, "Picture of the player", _PICTURES, take)

    def _build(self) -> None:
        unit = current_theme().space.unit
        self._detail.addWidget(self.card)
        self._detail.addWidget(self.teams)
        self.side.filters.addWidget(self.filters)
        self.table.horizontalHeader().setSectionsClickable(True)
        self.table.sortByColumn(Column.NUMBER, Qt.SortOrder.AscendingOrder)
        self.table.setSortingEnabled(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * unit, 2 * unit, 2 * unit, unit + 4)
        column.setSpacing(unit)
        column.addWidget(self.head)
        column.addWidget(self.banner)
        column.addWidget(self.side, 1)

    def _connect(self) -> None:
        model, card, side = self.model, self.card, self.side
        model.changed.connect(self.refresh)
        model.noticed.connect(partial(announce, self.banner))
        model.confirmed.connect(self.confirmed)
        model.refused.connect(self._on_refused)
        model.saved.connect(self._on_saved)
        side.current_changed.connect(self._on_current)
        side.searched.connect(lambda text: self._look_for(words=tuple(text.casefold().split())))
        side.state.action_triggered.connect(self._on_state_action)
        self.rows.sort_wanted.connect(
            lambda column, is_down: self._look_for(column=Column(column), is_descending=is_down)
        )
        self.filters.chosen.connect(
            lambda team_id, is_gone: self._look_for(team_id=team_id, is_archived=is_gone)
        )
        card.save_wanted.connect(card.try_to_save)
        card.discard_wanted.connect(self.discard)
        card.delete_wanted.connect(lambda: self.deeds.delete_shown(card.key))
        card.archive_wanted.connect(lambda: self.deeds.archive_shown(card.key))
        card.photo.clicked.connect(self._ask_photo)
        card.no_photo.clicked.connect(self.pictures.drop)
        self.teams.saved.connect(self.deeds.save_team)
        self.teams.deleted.connect(self.deeds.delete_team)
        self.teams.closed.connect(self.discard)
        head = self.head
        head.add.clicked.connect(self.add_player)
        head.import_roster.clicked.connect(self.import_wanted)
        head.export.clicked.connect(self._ask_target)
        head.teams.clicked.connect(self._show_teams)
        self._add_keys()

    def _add_keys(self) -> None:
        for keys, slot in (
            ("Ctrl+N", self.add_player),
            ("Ctrl+S", self.card.try_to_save),
            ("Escape", self.leave),
            ("Ctrl+E", self._ask_target),
            ("Ctrl+I", self.import_wanted.emit),
            ("Ctrl+Shift+R", self.card.start_restriction),
        ):
            self.side.add_key(keys, slot)
        delete = QShortcut(QKeySequence("Delete"), self.table, self.card.delete_wanted.emit)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)

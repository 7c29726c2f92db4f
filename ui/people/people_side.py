"""The people's side: who may sign in, and as what."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from typing_extensions import override

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.domain.user import Account
from core.live.events import utc
from ui.people.account_card import AccountCard
from ui.people.invite_card import InviteCard
from ui.people.password_card import PasswordCard
from ui.people.people_model import PeopleModel, Phase
from ui.people.people_rows import Column, PeopleRows
from ui.people.person_card import PersonCard
from ui.people.words import sentence
from widgets.inputs import Banner, BannerKind, EmptyState, plain_container
from widgets.inputs.scroll import vertical_scroll
from widgets.tables import RowTable
from widgets.theme import current_theme

_SIDE_PX = 360
_TYPING_MS = 120
_WIDTHS: dict[int, int] = {
    Column.LOGIN: 220,
    Column.ROLE: 128,
    Column.STATE: 138,
    Column.SEEN: 104,
}


class PeopleSide(QWidget):
    """The list on the left; on the right who is new, and oneself."""

    confirmed = Signal(object)
    noticed = Signal(object)

    def __init__(self, model: PeopleModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search  (Ctrl+F)")
        self.search.setAccessibleName("Search the people")
        self.search.setClearButtonEnabled(True)
        self.rows = PeopleRows(model.now, lambda: model.own_id)
        self.table = RowTable(
            self.rows, "People: F2 edits, Delete deactivates", _WIDTHS, wide=Column.NAME
        )
        self.undone = Banner()
        self.state = EmptyState("team", "Asking the hub", "")
        self.card = PersonCard()
        self.invite = InviteCard()
        self.password = PasswordCard()
        self.account = AccountCard()
        self._new_id = ""
        """Of whoever was just added and is to be chosen as soon as he is in the list."""
        self._stack = QStackedWidget()
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._reveal = QTimer(self)
        self._reveal.setSingleShot(True)
        self._reveal.setInterval(0)
        self._build()
        self._connect()
        self.refresh()

    @property
    def current(self) -> Account | None:
        """The person under the cursor."""
        return self.rows.row_at(self.table.current_row)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.model.open()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.model.close()

    def refresh(self) -> None:
        """Show what the hub said last."""
        model, kept = self.model, self.current
        shown = model.shown
        self.rows.show_rows(shown)
        ids: list[str] = [one.id for one in shown]
        if self._new_id in ids:
            self.table.selectRow(ids.index(self._new_id))
            self._new_id = ""
        elif ids and (self.current is None or (kept is not None and self.current.id != kept.id)):
            self.table.selectRow(ids.index(kept.id) if kept is not None and kept.id in ids else 0)
        self._show_state()
        self._show_current()
        self._show_undo()
        self.invite.setVisible(model.phase is Phase.READY)
        self.invite.show_busy(is_busy=model.is_busy)
        self.password.show_password(model.issued)
        self.account.show_me(model.me, has_password=model.has_own_password, is_busy=model.is_busy)

    def _show_state(self) -> None:
        model = self.model
        is_ready = model.phase is Phase.READY
        self._stack.setCurrentIndex(1 if self.rows.rows else 0)
        self.search.setVisible(is_ready and bool(model.accounts))
        if model.phase is Phase.LOADING:
            self.state.show_text("team", "Asking the hub", "The people appear in a moment.")
        elif model.phase is Phase.CLOSED:
            self.state.show_text(
                "lock",
                "Administrators look after people",
                "Ask one of them for a new colleague, another role or a new password. Your own "
                "password you change on the right.",
            )
        elif model.phase is Phase.FAILED and model.problem is not None:
            words = f"{model.problem.message} {model.problem.suggested_action}".strip()
            self.state.show_text("warning", "The people are not known", words, "Try again")
        elif model.accounts:
            self.state.show_text("search", "Nobody is called so", "Look for other words.")
        else:
            self.state.show_text(
                "team",
                "Nobody signs in with a password yet",
                "Add colleagues on the right: trainers, assistants, medical staff. Each gets a "
                "sign-in and sees what the role allows.",
            )

    def _show_current(self) -> None:
        model, account = self.model, self.current
        is_self = account is not None and account.id == model.own_id
        words = "" if account is None else sentence(account, utc(model.now()), is_self=is_self)
        is_last = account is not None and model.is_last_administrator(account)
        self.card.show_account(
            account, words, is_self=is_self, is_last=is_last, is_busy=model.is_busy
        )

    def _show_undo(self) -> None:
        undo = self.model.changes.undo
        if undo is None:
            self.undone.clear()
        elif self.undone.text != undo.text:
            self.undone.announce(undo.text, BannerKind.OK, action="Undo")

    def _on_sorted(self, column: int, is_descending: bool) -> None:
        order = self.model.order
        self.model.set_order(
            msgspec.structs.replace(order, column=Column(column), is_descending=is_descending)
        )

    def _on_invited(self) -> None:
        self.invite.clear()
        if self.model.issued is not None:
            self._new_id = self.model.issued.user.id

    def _on_typed(self) -> None:
        words = tuple(self.search.text().casefold().split())
        self.model.set_order(msgspec.structs.replace(self.model.order, words=words))

    def _build(self) -> None:
        unit = current_theme().space.unit
        header = self.table.horizontalHeader()
        header.setSectionsClickable(True)
        self.table.sortByColumn(Column.NAME, Qt.SortOrder.AscendingOrder)
        self.table.setSortingEnabled(True)
        self._stack.addWidget(self.state)
        self._stack.addWidget(self.table)
        inner = plain_container()
        side = QVBoxLayout(inner)
        side.setContentsMargins(0, 0, unit // 2, 0)
        side.setSpacing(unit)
        for card in (self.password, self.invite, self.account):
            side.addWidget(card)
        side.addStretch(1)
        self._area = vertical_scroll(inner, _SIDE_PX)
        left = QVBoxLayout()
        left.setSpacing(unit)
        left.addWidget(self.search)
        left.addWidget(self._stack, 1)
        left.addWidget(self.undone)
        left.addWidget(self.card)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(unit + 4)
        row.addLayout(left, 1)
        row.addWidget(self._area)

    def _connect(self) -> None:
        model, card = self.model, self.card
        model.changed.connect(self.refresh)
        model.noticed.connect(self.noticed)
        model.confirmed.connect(self.confirmed)
        model.invited.connect(self._on_invited)
        model.own_password_changed.connect(self.account.close_form)
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self._typing.timeout.connect(self._on_typed)
        self.rows.sort_wanted.connect(self._on_sorted)
        self.state.action_triggered.connect(model.reload)
        self.undone.action_triggered.connect(model.changes.take_back)
        self.undone.dismissed.connect(model.changes.forget)
        self.invite.invitation_made.connect(model.invite)
        self.password.dismissed.connect(model.dismiss_password)
        self.password.confirmed.connect(self.confirmed)
        # The fields have their place once the layout is done.
        self.account.open.clicked.connect(self._reveal.start)
        self._reveal.timeout.connect(lambda: self._area.ensureWidgetVisible(self.account.save))
        self.account.password_given.connect(model.change_own_password)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._show_current())
        self.rows.modelReset.connect(self._show_current)
        changes = model.changes
        card.role_chosen.connect(changes.set_role)
        card.renamed.connect(changes.rename)
        card.password_wanted.connect(model.issue_password)
        card.deactivated.connect(lambda account: changes.set_active(account, is_active=False))
        card.activated.connect(lambda account: changes.set_active(account, is_active=True))
        self._key("F2", card.start_editing, self.table)
        self._key("Delete", card.ask_to_deactivate, self.table)
        self._key("Ctrl+F", self.search.setFocus, self)
        self._key("Ctrl+Z", model.changes.take_back, self)

    def _key(self, keys: str, slot: Callable[[], object], owner: QWidget) -> None:
        shortcut = QShortcut(QKeySequence(keys), owner)
        is_of_table = owner is self.table
        context = Qt.ShortcutContext
        shortcut.setContext(context.WidgetShortcut if is_of_table else context.WindowShortcut)
        shortcut.activated.connect(slot)

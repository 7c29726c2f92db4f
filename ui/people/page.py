"""People & access: who may sign in on one side, who did what on the other."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from core.errors import UnavailableError
from ui.common.feedback import announce
from ui.common.services import DeskServices
from ui.people.audit_model import AuditModel
from ui.people.audit_side import AuditSide
from ui.people.people_model import PeopleModel, Phase
from ui.people.people_side import PeopleSide
from widgets.inputs import Banner, ElidedLabel, Label, SegmentedControl, TextRole, Tone
from widgets.theme import current_theme

_SMALLEST = QSize(560, 300)
_SIDES = (("people", "People"), ("audit", "Audit log"))


class PeoplePage(QWidget):
    """Who may come in with a password, and what everybody did."""

    confirmed = Signal(object)
    """A `Notice` of something that went well."""

    def __init__(self, services: DeskServices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        if services.hub is None:
            raise UnavailableError("This desk has no hub to look after.")
        self.setObjectName("people-page")
        self.setAccessibleName("People and access")
        self.people_model = PeopleModel(services.hub, services.tasks, self)
        self.audit_model = AuditModel(services.hub, services.tasks, self)
        self.people = PeopleSide(self.people_model)
        self.audit = AuditSide(self.audit_model)
        self.tabs = SegmentedControl(_SIDES, name="Side of the page")
        self.banner = Banner()
        self.summary = ElidedLabel("", tone=Tone.SOFT)
        self._stack = QStackedWidget()
        self.setMinimumSize(_SMALLEST)
        self._build()
        self._connect()
        self._show_summary()

    def show_side(self, side: str) -> None:
        """Turn to "people" or "audit"."""
        self.tabs.choose(side)
        self._stack.setCurrentIndex([name for name, _ in _SIDES].index(side))

    def _build(self) -> None:
        unit = current_theme().space.unit
        self._stack.addWidget(self.people)
        self._stack.addWidget(self.audit)
        head = QHBoxLayout()
        head.setSpacing(unit + 4)
        head.addWidget(Label("People & access", TextRole.TITLE))
        head.addWidget(self.summary, 1)
        head.addWidget(self.tabs)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * unit, 2 * unit, 2 * unit, unit + 4)
        column.setSpacing(unit)
        column.addLayout(head)
        column.addWidget(self.banner)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.tabs.chosen.connect(self.show_side)
        self.people_model.changed.connect(self._show_summary)
        for side in (self.people, self.audit):
            side.confirmed.connect(self.confirmed)
            side.noticed.connect(partial(announce, self.banner))

    def _show_summary(self) -> None:
        accounts = self.people_model.accounts
        if self.people_model.phase is not Phase.READY or not accounts:
            self.summary.set_whole("")
            return
        active = sum(one.disabled_at is None for one in accounts)
        here = sum(one.is_connected for one in accounts)
        who = "1 person" if active == 1 else f"{active} people"
        self.summary.set_whole(f"{who} can sign in, {here} connected")

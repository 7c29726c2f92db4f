"""Somebody in front of the wizard with fakes behind it."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QWidget

from tests.helpers.desk_fakes import FakeDesk
from ui.planner.page import BulkWizard
from ui.planner.places import Step
from widgets.board import ChipList, mime_of

LEFT = Qt.MouseButton.LeftButton


class Trainer:
    """Somebody in front of the wizard, whose clicks are counted."""

    def __init__(self, qtbot: QtBot, desk: FakeDesk) -> None:
        self.desk = desk
        self.clicks = 0
        self.page = BulkWizard(desk.services())
        self.created: list[str] = []
        self.closed = 0
        self.page.created.connect(self.created.append)
        self.page.closed.connect(self._on_closed)
        self._qtbot = qtbot
        qtbot.addWidget(self.page)
        self.page.resize(1278, 740)
        with qtbot.waitActive(self.page):
            self.page.show()
            self.page.activateWindow()

    @property
    def editor(self):
        assert self.page.model.editor is not None
        return self.page.model.editor

    @property
    def lists(self) -> tuple[ChipList, ...]:
        return self.page.body.groups.board.lists

    def click(self, widget: QWidget) -> None:
        assert widget.isVisible(), widget.accessibleName()
        spot = QPoint(10, widget.height() // 2) if isinstance(widget, QCheckBox) else None
        self.clicks += 1
        self._qtbot.mouseClick(widget, LEFT, pos=spot or widget.rect().center())

    def press(self, widget: QWidget, key: Qt.Key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
        self._qtbot.keyClick(widget, key, modifiers)

    def next(self) -> None:
        self.click(self.page.footer.next_button)

    def board(self) -> None:
        self.page.model.go_to(Step.GROUPS)

    def in_column(self, number: int) -> list[str]:
        return [chip.id for chip in self.lists[number].chips]

    def drop(self, ids: list[str], column: int) -> None:
        """Let chips go over a column, as Qt does at the end of a drag."""
        viewport = self.lists[column].viewport()
        mime = mime_of(ids)
        spot = viewport.rect().center()
        arguments = (Qt.DropAction.MoveAction, mime, LEFT, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(viewport, QDragEnterEvent(spot, *arguments))
        QApplication.sendEvent(viewport, QDropEvent(QPointF(spot), *arguments))

    def _on_closed(self) -> None:
        self.closed += 1

    def click_chip(
        self, column: int, player_id: str, modifiers=Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Click a player's chip in a column; 0 holds who is in no group."""
        chips = self.lists[column]
        row = [chip.id for chip in chips.chips].index(player_id)
        spot = chips.visualRect(chips.model().index(row, 0)).center()
        self.clicks += 1
        self._qtbot.mouseClick(chips.viewport(), LEFT, modifiers, pos=spot)

    def chip(self, player_id: str):
        """A player's chip, wherever it is."""
        return next(chip for one in self.lists for chip in one.chips if chip.id == player_id)

"""Frames that group things."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from widgets.inputs.labels import Label, TextRole
from widgets.theme import current_theme, restyle


class Card(QFrame):
    """A raised frame with an optional heading and room for actions beside it.

    Put content into `content`; put buttons that concern the whole card into `tools`.
    """

    def __init__(self, heading: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        unit = current_theme().space.unit
        self.setProperty("surface", "card")
        self.content = QVBoxLayout(self)
        self.content.setContentsMargins(2 * unit, unit + 4, 2 * unit, unit + 4)
        self.content.setSpacing(unit)
        self.tools = QHBoxLayout()
        self.tools.setSpacing(unit)
        self.heading = Label(heading, TextRole.HEADING)
        if heading:
            head = QHBoxLayout()
            head.setSpacing(unit)
            head.addWidget(self.heading)
            head.addStretch(1)
            head.addLayout(self.tools)
            self.content.addLayout(head)
            self.setAccessibleName(heading)
        else:
            self.heading.setParent(self)
            self.heading.hide()

    def set_selected(self, *, selected: bool) -> None:
        """Mark the card as the chosen one of several."""
        if self.property("selected") != selected:
            self.setProperty("selected", selected)
            restyle(self)


def plain_container(parent: QWidget | None = None) -> QWidget:
    """A widget without a surface of its own, for scroll areas."""
    container = QWidget(parent)
    container.setProperty("surface", "plain")
    container.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, on=False)
    return container

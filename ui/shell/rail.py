"""The navigation rail at the left edge."""

from __future__ import annotations

from collections.abc import Iterable

from typing_extensions import override

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QButtonGroup, QFrame, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ui.common.actions import ACTIONS, ActionId
from widgets.inputs import plain_container
from widgets.inputs.scroll import vertical_scroll
from widgets.theme import current_theme, icon

_ICON_PX = 22


class Rail(QFrame):
    """One entry per page; further buttons stand at its foot."""

    def __init__(
        self,
        pages: Iterable[QAction],
        foot: Iterable[QAction],
        parent: QWidget | None = None,
        *,
        foot_pages: Iterable[QAction] = (),
    ) -> None:
        super().__init__(parent)
        unit = current_theme().space.unit
        self.setProperty("surface", "rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(current_theme().space.rail)
        self.setAccessibleName("Navigation")
        self._buttons: dict[ActionId, QToolButton] = {}
        self._group = QButtonGroup(self)
        inner = plain_container()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(unit // 2)
        for action in pages:
            column.addWidget(self._page_button(action))
        column.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(unit, unit + 4, unit, unit)
        layout.setSpacing(unit // 2)
        self._area = vertical_scroll(inner)  # a low window shows the rest by scrolling
        layout.addWidget(self._area, 1)
        for action in foot_pages:
            layout.addWidget(self._page_button(action))
        for action in foot:
            layout.addWidget(self._button(action))
        self._tint()

    def show_current(self, action_id: ActionId | None) -> None:
        """Mark where one is; None for a place that is not on the rail."""
        self._group.setExclusive(False)
        for key, button in self._buttons.items():
            button.setChecked(key == action_id and button.isCheckable())
        self._group.setExclusive(True)
        self._tint()
        here = None if action_id is None else self._buttons.get(action_id)
        if here is not None and self._area.isAncestorOf(here):
            self._area.ensureWidgetVisible(here, 0, 0)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._tint()

    def _page_button(self, action: QAction) -> QToolButton:
        button = self._button(action)
        button.setCheckable(True)
        self._group.addButton(button)
        return button

    def _button(self, action: QAction) -> QToolButton:
        action_id = ActionId(action.objectName())
        button = QToolButton()
        button.setText(ACTIONS[action_id].text)
        button.setToolTip(ACTIONS[action_id].tooltip)
        button.setAccessibleName(ACTIONS[action_id].text)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setIconSize(QSize(_ICON_PX, _ICON_PX))
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda _checked=False: action.trigger())
        self._buttons[action_id] = button
        return button

    def _tint(self) -> None:
        colours = current_theme().colours
        for action_id, button in self._buttons.items():
            colour = colours.accent_text if button.isChecked() else colours.text_soft
            button.setIcon(icon(ACTIONS[action_id].icon, colour))

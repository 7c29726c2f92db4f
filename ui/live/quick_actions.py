"""The row of things to do to the whole bundle."""

from __future__ import annotations

from typing_extensions import override

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QWidget

from core.ports.hub_link import SessionAction
from ui.common.actions import ActionId, action_button, add_action
from ui.live.commands import ALL
from ui.live.export_job import default_folder
from ui.live.strips import FolderStrip, MessageStrip
from ui.live.view_model import LiveViewModel
from widgets.inputs import Button, ButtonKind, FlowLayout
from widgets.inputs.hold_button import HoldButton
from widgets.theme import current_theme

_FOR_ALL = {
    ActionId.START_ALL: SessionAction.START,
    ActionId.PAUSE_ALL: SessionAction.PAUSE,
    ActionId.RESUME_ALL: SessionAction.RESUME,
    ActionId.END_ALL: SessionAction.END,
}
_STOP_KEYS = "Ctrl+Shift+E"
_STOP_HINT = f"Emergency stop: ends every session at once. Hold for a second ({_STOP_KEYS})"
_SMALL = (ActionId.NEXT_INTERVAL, ActionId.INTERVAL_BACK)
_SMALL_WHERE_TIGHT = (ActionId.BROADCAST, ActionId.EXPORT)
_PRIMARY = (ActionId.START_ALL, ActionId.RESUME_ALL)


class QuickActions(QWidget):
    """Start, pause, resume, end, push the next interval, go on to it, broadcast, export.

    What broadcast and export ask stands in `message` and `folder`, which the page places.
    """

    def __init__(self, model: LiveViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._is_compact = self._is_tight = False
        self._actions = self._make_actions()
        self.buttons = {
            action_id: action_button(
                action, ButtonKind.PRIMARY if action_id in _PRIMARY else ButtonKind.SECONDARY
            )
            for action_id, action in self._actions.items()
        }
        self.confirm = Button("End for all", kind=ButtonKind.DANGER, icon_name="stop")
        self.keep = Button("Keep going", kind=ButtonKind.SECONDARY)
        self.emergency = HoldButton(
            "STOP", shortcut=_STOP_KEYS, icon_name="error", tooltip=_STOP_HINT
        )
        self.message = MessageStrip()
        self.folder = FolderStrip(model.export)
        self._build()
        self._connect()
        self.refresh()

    def action(self, action_id: ActionId) -> QAction:
        """One of the actions, by name."""
        return self._actions[action_id]

    def set_compact(self, *, is_compact: bool, is_tight: bool = False) -> None:
        """Icons without words: of all where the window is narrow, of some where it is tight."""
        self._is_compact, self._is_tight = is_compact, is_tight
        self._fit()

    def refresh(self) -> None:
        """Offer what can be done now."""
        commands = self._model.commands
        is_open = self._model.bundle is not None
        is_ending = commands.ending == ALL
        for action_id, told in _FOR_ALL.items():
            action, can = self._actions[action_id], is_open and commands.allowed(told)
            is_asked = is_ending and action_id is ActionId.END_ALL
            is_kept = action_id is ActionId.PAUSE_ALL and commands.is_waiting
            action.setVisible((can or is_kept) and not is_asked)
            action.setEnabled(can)
        push = self._actions[ActionId.PUSH_INTERVAL]
        push.setVisible(is_open and not commands.is_over)
        push.setEnabled(self._model.push.can_push(self._model.session_ids))
        can_step = is_open and commands.is_running
        self._actions[ActionId.NEXT_INTERVAL].setVisible(can_step)
        self._actions[ActionId.NEXT_INTERVAL].setEnabled(commands.can_go_on)
        self._actions[ActionId.INTERVAL_BACK].setVisible(can_step and commands.can_go_back)
        self._actions[ActionId.BROADCAST].setEnabled(is_open and not commands.is_over)
        self._actions[ActionId.BROADCAST].setVisible(not commands.is_over)
        self._actions[ActionId.EXPORT].setEnabled(is_open and not self._model.export.is_running)
        self._stress(ActionId.EXPORT, is_next=commands.is_over)
        self._stress(ActionId.END_ALL, is_next=commands.is_plan_over)
        self.confirm.setVisible(is_ending)
        self.keep.setVisible(is_ending)
        self.emergency.setVisible(is_open and commands.is_running)
        self._fit()

    def _fit(self) -> None:
        # When all is over there is room, and exporting is what is left to do.
        is_tight = self._is_tight and not self._model.commands.is_over
        for action_id, button in self.buttons.items():
            is_short = action_id in _SMALL or (is_tight and action_id in _SMALL_WHERE_TIGHT)
            button.set_icon_only(is_icon_only=self._is_compact or is_short)
        self.emergency.set_icon_only(is_icon_only=self._is_compact)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._model.commands.ending is not None:
            self._model.commands.keep()
        else:
            super().keyPressEvent(event)

    def _stress(self, action_id: ActionId, *, is_next: bool) -> None:
        self.buttons[action_id].set_kind(ButtonKind.PRIMARY if is_next else ButtonKind.SECONDARY)

    def _make_actions(self) -> dict[ActionId, QAction]:
        commands = self._model.commands
        slots = {
            ActionId.START_ALL: lambda: commands.act_all(SessionAction.START),
            ActionId.RESUME_ALL: lambda: commands.act_all(SessionAction.RESUME),
            ActionId.PAUSE_ALL: lambda: commands.act_all(SessionAction.PAUSE),
            ActionId.END_ALL: lambda: commands.act_all(SessionAction.END),
            ActionId.PUSH_INTERVAL: lambda: self._model.push.start(self._model.session_ids),
            ActionId.NEXT_INTERVAL: commands.go_on,
            ActionId.INTERVAL_BACK: commands.go_back,
            ActionId.BROADCAST: self._on_broadcast,
            ActionId.EXPORT: self._on_export,
        }
        return {action_id: add_action(self, action_id, slot) for action_id, slot in slots.items()}

    def _build(self) -> None:
        unit = current_theme().space.unit
        row = FlowLayout(unit, self, aligns_right=True)
        for action_id, button in self.buttons.items():
            row.addWidget(button)
            if action_id is ActionId.END_ALL:
                row.addWidget(self.confirm)
                row.addWidget(self.keep)
        row.addWidget(self.emergency)

    def _connect(self) -> None:
        commands = self._model.commands
        commands.acted.connect(self.refresh)
        commands.ending_changed.connect(self._on_ending_changed)
        self._model.export.changed.connect(self.refresh)
        self._model.push.changed.connect(self.refresh)
        self.confirm.clicked.connect(commands.confirm_end)
        self.keep.clicked.connect(commands.keep)
        self.emergency.held.connect(commands.emergency_stop)
        self.message.send.clicked.connect(self._on_send)
        self.message.field.returnPressed.connect(self._on_send)
        self.folder.write.clicked.connect(self._on_write)
        self.folder.field.returnPressed.connect(self._on_write)

    def _on_ending_changed(self) -> None:
        self.refresh()
        if self._model.commands.ending == ALL:
            self.keep.setFocus()

    def _on_broadcast(self) -> None:
        self.folder.hide()
        self.message.ask()

    def _on_export(self) -> None:
        if self._model.bundle is not None:
            self.message.hide()
            self.folder.ask(default_folder(self._model.bundle))

    def _on_send(self) -> None:
        self._model.commands.broadcast(self.message.take_text())

    def _on_write(self) -> None:
        if self._model.bundle is not None:
            self._model.export.start(self._model.bundle, self.folder.folder)

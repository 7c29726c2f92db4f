"""A bundle's changes in one place: the form, what it does, and the way on."""

from __future__ import annotations

from typing_extensions import override

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from core.domain.ids import BundleId
from ui.sessions.edit_form import EditForm
from ui.sessions.edit_model import BulkEditModel, EditPhase
from ui.sessions.edit_preview import EditPreview, summary_text
from widgets.inputs import Button, ButtonKind, EmptyState, Label, TextRole, Tone
from widgets.theme import current_theme

_WIDE_FROM = 940
"""Width from which there is room for the preview beside the form."""


class BulkEditPanel(QWidget):
    """Takes the place of the list while a bundle is changed; sessions that run go on.

    Args:
        model: What it shows.
        parent: Owner.
    """

    closed = Signal()

    def __init__(self, model: BulkEditModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Change a bundle")
        self.model = model
        self.form = EditForm()
        self.preview = EditPreview()
        self.state = EmptyState("calendar", "Loading", "")
        quiet = ButtonKind.QUIET
        self.back_button = Button("Sessions", kind=quiet, icon_name="chevron-left")
        self.undo_button = Button(kind=quiet, icon_name="undo", tooltip="Undo (Ctrl+Z)")
        self.redo_button = Button(kind=quiet, icon_name="redo", tooltip="Redo (Ctrl+Shift+Z)")
        self.cancel_button = Button("Cancel")
        self.apply_button = Button("Apply", kind=ButtonKind.PRIMARY, icon_name="check")
        self._title = Label("", TextRole.TITLE)
        self._count = Label("", tone=Tone.SOFT)
        self._is_asking = False
        self._build()
        self._connect()
        self._show()

    def open(self, bundle_id: str) -> None:
        """Begin to change a bundle."""
        self.model.open(BundleId(bundle_id))
        self.form.name.setFocus(Qt.FocusReason.TabFocusReason)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_wide = self.width() >= _WIDE_FROM
        ways = QBoxLayout.Direction
        self._middle.setDirection(ways.LeftToRight if is_wide else ways.TopToBottom)
        self.preview.set_beside(is_beside=is_wide)

    def _build(self) -> None:
        unit = current_theme().space.unit
        head = QHBoxLayout()
        head.setSpacing(unit)
        head.addWidget(self.back_button)
        head.addWidget(self._title, 1)
        head.addWidget(self.undo_button)
        head.addWidget(self.redo_button)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.state)
        self._stack.addWidget(self._editing())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(unit + 4)
        whole.addLayout(head)
        whole.addWidget(self._stack, 1)

    def _editing(self) -> QWidget:
        unit = current_theme().space.unit
        side = QFrame()
        side.setProperty("surface", "card")
        inner = QVBoxLayout(side)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.preview)
        self._middle = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._middle.setSpacing(2 * unit)
        self._middle.addWidget(self.form, 1)
        self._middle.addWidget(side)
        foot = QHBoxLayout()
        foot.setSpacing(unit)
        foot.addStretch(1)
        for widget in (self._count, self.cancel_button, self.apply_button):
            foot.addWidget(widget)
        editing = QWidget()
        column = QVBoxLayout(editing)
        column.setContentsMargins(0, 0, 0, unit + 4)
        column.setSpacing(unit + 4)
        column.addLayout(self._middle, 1)
        column.addLayout(foot)
        return editing

    def _connect(self) -> None:
        model = self.model
        model.changed.connect(self._show)
        self.form.common_changed.connect(model.set_common)
        self.form.session_changed.connect(model.set_session)
        self.preview.catch_up_wanted.connect(model.catch_up)
        self.preview.try_again_wanted.connect(model.look_again)
        self.back_button.clicked.connect(self._leave)
        self.cancel_button.clicked.connect(self._close)
        self.apply_button.clicked.connect(model.apply)
        self.undo_button.clicked.connect(model.undo)
        self.redo_button.clicked.connect(model.redo)
        self.state.action_triggered.connect(self.model.try_again)
        for keys, button in (
            ("Ctrl+Z", self.undo_button),
            ("Ctrl+Shift+Z", self.redo_button),
            ("Ctrl+Y", self.redo_button),
            ("Ctrl+Return", self.apply_button),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(button.click)

    def _show(self) -> None:
        model = self.model
        is_applying = model.phase is EditPhase.APPLYING
        can_edit = model.phase in (EditPhase.EDITING, EditPhase.APPLYING)
        self._stack.setCurrentIndex(1 if can_edit else 0)
        name = model.bundle.name if model.bundle is not None else ""
        self._title.setText(f"Change “{name}”" if name else "Change a bundle")
        self.undo_button.setEnabled(model.can_undo)
        self.redo_button.setEnabled(model.can_redo)
        if not can_edit:
            self._show_state()
            return
        self.form.setEnabled(not is_applying)
        self.form.show_edit(model)
        self.preview.show_edit(model)
        self._count.setText(summary_text(model))
        self.apply_button.setEnabled(model.can_apply)
        self.apply_button.set_caption("Applying …" if is_applying else "Apply")
        self._is_asking = False
        self.cancel_button.set_caption("Cancel")
        self.cancel_button.setEnabled(not is_applying)

    def _show_state(self) -> None:
        problem = self.model.problem
        if problem is None:
            self.state.show_text("calendar", "Loading", "Sessions, machines and trainers …")
        else:
            sentence = f"{problem.message} {problem.suggested_action}".strip()
            self.state.show_text("error", "It cannot be changed now", sentence, "Try again")

    def _leave(self) -> None:
        """Go back, but not with changes before the trainer was asked once."""
        model = self.model
        if model.phase is not EditPhase.EDITING or not model.has_changes or self._is_asking:
            self._close()
            return
        self._is_asking = True
        self._count.setText("There are changes that are not applied.")
        self.cancel_button.set_caption("Leave without them")
        self.cancel_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close(self) -> None:
        if self.model.phase is not EditPhase.APPLYING:
            self.model.close()
            self.closed.emit()

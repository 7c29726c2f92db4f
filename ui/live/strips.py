"""Small forms that open in place below the quick actions."""

from __future__ import annotations

from pathlib import Path

from typing_extensions import override

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QProgressBar, QWidget

from ui.live.export_job import ExportJob
from widgets.inputs import Button, ButtonKind, ElidedLabel, Label, Tone
from widgets.theme import current_theme

_LONGEST_MESSAGE = 280


class Strip(QWidget):
    """One line; Escape closes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(current_theme().space.unit)
        self.hide()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
        else:
            super().keyPressEvent(event)


class MessageStrip(Strip):
    """Asks for the sentence to broadcast."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit()
        self.field.setPlaceholderText("Message to all players")
        self.field.setAccessibleName("Message to all players")
        self.field.setMaxLength(_LONGEST_MESSAGE)
        self.send = Button("Send", kind=ButtonKind.PRIMARY, icon_name="megaphone")
        self.cancel = Button("Cancel", kind=ButtonKind.QUIET)
        self.row.addWidget(self.field, 1)
        self.row.addWidget(self.send)
        self.row.addWidget(self.cancel)
        self.send.setEnabled(False)
        self.field.textChanged.connect(lambda text: self.send.setEnabled(bool(text.strip())))
        self.cancel.clicked.connect(self.hide)

    def ask(self) -> None:
        """Open, ready to type."""
        self.show()
        self.field.setFocus()

    def take_text(self) -> str:
        """The sentence; closes the strip when there is one."""
        text = self.field.text().strip()
        if text:
            self.field.clear()
            self.hide()
        return text


class FolderStrip(Strip):
    """Asks where the files go, then shows how far they are."""

    def __init__(self, job: ExportJob, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job = job
        self._caption = Label("Folder", tone=Tone.SOFT)
        self.field = QLineEdit()
        self.field.setAccessibleName("Folder for the report files")
        self.choose = Button("Choose\N{HORIZONTAL ELLIPSIS}", tooltip="Choose another folder")
        self.write = Button("Write files", kind=ButtonKind.PRIMARY, icon_name="export")
        self._text = ElidedLabel()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Export progress")
        self.cancel = Button("Cancel", kind=ButtonKind.QUIET)
        for widget in (self._caption, self.field, self.choose, self.write):
            self.row.addWidget(widget, 1 if widget is self.field else 0)
        self.row.addWidget(self._text, 1)
        self.row.addWidget(self._bar, 1)
        self.row.addWidget(self.cancel)
        self.choose.clicked.connect(self._on_choose)
        self.cancel.clicked.connect(self._on_cancel)
        job.changed.connect(self._on_job_changed)
        self._on_job_changed()

    def ask(self, folder: Path) -> None:
        """Open with a proposal."""
        if not self.field.text():
            self.field.setText(str(folder))
        self.show()
        self.field.setFocus()

    @property
    def folder(self) -> Path:
        """The folder chosen."""
        return Path(self.field.text().strip()).expanduser()

    def _on_choose(self) -> None:
        dialog = QFileDialog(self, "Folder for the report files", self.field.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setModal(False)
        dialog.fileSelected.connect(self.field.setText)
        dialog.show()

    def _on_cancel(self) -> None:
        if self._job.is_running:
            self._job.cancel()
        else:
            self.hide()

    def _on_job_changed(self) -> None:
        is_running = self._job.is_running
        was_running = not self._bar.isHidden() and self._bar.property("started") is True
        for widget in (self._caption, self.field, self.choose, self.write):
            widget.setVisible(not is_running)
        self._text.setVisible(is_running)
        self._bar.setVisible(is_running)
        self._bar.setProperty("started", is_running)
        self._text.set_whole(self._job.text)
        self._bar.setValue(self._job.percent)
        if was_running and not is_running:
            self.hide()

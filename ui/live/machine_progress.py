"""How many machines have answered, in one line with a way out."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QWidget

from ui.live.machine_job import MachineJob
from ui.live.strips import Strip
from widgets.inputs import Button, ButtonKind, ElidedLabel


class MachineProgress(Strip):
    """In sight while machines are being told something.

    Args:
        job: What it shows.
        parent: Its owner.
    """

    def __init__(self, job: MachineJob, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._job = job
        self._text = ElidedLabel()
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Machines that have answered")
        self.cancel = Button(
            "Cancel",
            kind=ButtonKind.QUIET,
            tooltip="Wait for the other machines no more; those that answered keep it",
        )
        self.row.addWidget(self._text, 1)
        self.row.addWidget(self._bar, 1)
        self.row.addWidget(self.cancel)
        self.cancel.clicked.connect(job.cancel)
        job.changed.connect(self._show)
        job.answered.connect(lambda _answer: self._show())

    @property
    def text(self) -> str:
        """How far it is, in words."""
        return self._job.text

    def _show(self) -> None:
        self._text.set_whole(self._job.text)
        self._bar.setValue(self._job.percent)
        self.setVisible(self._job.is_running)

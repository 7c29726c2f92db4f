"""Writing a bundle's files: with progress, cancellable."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from core.domain.ids import BundleId
from core.domain.session import Bundle
from ui.common.feedback import Notice, reporting
from ui.common.services import DeskServices
from widgets.inputs import BannerKind

_TASK = "export"


class ExportJob(QObject):
    """At most one export at a time."""

    changed = Signal()
    noticed = Signal(object)
    confirmed = Signal(object)

    def __init__(self, services: DeskServices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._is_running = False
        self._done, self._total, self._file = 0, 0, ""
        self._written: tuple[BundleId, Path] | None = None

    def folder_of(self, bundle_id: BundleId) -> Path | None:
        """Where a bundle's files were written last; None if they were not, since the start."""
        is_this = self._written is not None and self._written[0] == bundle_id
        return self._written[1] if self._written is not None and is_this else None

    @property
    def is_running(self) -> bool:
        """Whether files are being written."""
        return self._is_running

    @property
    def percent(self) -> int:
        """How far it is."""
        return round(self._done / self._total * 100) if self._total else 0

    @property
    def text(self) -> str:
        """How far it is, in words."""
        if not self.is_running:
            return ""
        if not self._total:
            return "Fetching the report from the hub"
        return f"Writing file {min(self._done + 1, self._total)} of {self._total}: {self._file}"

    def start(self, bundle: Bundle, folder: Path) -> None:
        """Begin to write."""
        if not self._is_running:
            self._is_running = True
            self._done, self._total, self._file = 0, 0, ""
            self._services.tasks.replace(self._write(bundle, folder), name=_TASK)
            self.changed.emit()

    def cancel(self) -> None:
        """Stop after the file at hand; what is written stays."""
        if self._is_running:
            self._services.tasks.replace(_nothing(), name=_TASK)

    async def _write(self, bundle: Bundle, folder: Path) -> None:
        async def work() -> None:
            written = await self._services.export.write(bundle.id, folder, self._on_progress)
            text = f"{len(written)} files written to {folder}."
            self._written = (bundle.id, folder)
            self.confirmed.emit(Notice(text, BannerKind.OK))

        try:
            await reporting(work(), self.noticed.emit)
        finally:
            self._is_running = False
            self.changed.emit()

    def _on_progress(self, done: int, total: int, name: str) -> None:
        self._done, self._total, self._file = done, total, name
        self.changed.emit()


async def _nothing() -> None:
    """Takes the place of the task that is to be cancelled."""


def default_folder(bundle: Bundle) -> Path:
    """A folder in the home directory, named after day and bundle."""
    name = re.sub(r"[^\w-]+", "-", bundle.name.lower()).strip("-") or "bundle"
    return Path.home() / "HockeyHub" / f"{bundle.starts_at:%Y-%m-%d}-{name}"

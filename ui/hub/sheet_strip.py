"""Codes for all players of the bundle on one sheet, kept as a PDF."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from core.reports.join_sheet import JoinSheet, JoinTicket, write_join_sheet
from core.services.desk.devices_codes import Ticket
from ui.common.feedback import Notice
from ui.hub.devices_model import DevicesModel
from widgets.inputs import BannerKind, Button, ButtonKind, Card, Label, TextRole, Tone
from widgets.theme import current_theme


def sheet_of(title: str, tickets: tuple[Ticket, ...]) -> JoinSheet:
    """The paper for tickets that were opened together."""
    ends_at = min(ticket.expires_at for ticket in tickets).astimezone()
    return JoinSheet(
        title=title,
        address=tickets[0].address,
        good_until=f"{ends_at:%H:%M}",
        tickets=tuple(
            JoinTicket(title=one.title, code=one.spaced, qr_text=one.qr_text) for one in tickets
        ),
    )


def write_sheet(folder: Path, sheet: JoinSheet, now: float) -> Path:
    """Write it into a folder, and open to its owner only: it holds codes.

    Raises:
        OSError: The folder cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"join-codes-{datetime.fromtimestamp(now).astimezone():%Y-%m-%d-%H%M}.pdf"
    path.write_bytes(write_join_sheet(sheet))
    return path


class SheetStrip(Card):
    """One button; progress while codes are opened, then the paper.

    Args:
        model: Of the page.
        folder: Where papers go.
        show: Opens a paper; the system's own program by default.
        parent: Owner.
    """

    confirmed = Signal(object)
    noticed = Signal(object)

    def __init__(
        self,
        model: DevicesModel,
        folder: Callable[[], Path],
        show: Callable[[Path], object] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Codes for all players", parent)
        self._model = model
        self._folder = folder
        self._show_paper = show or (
            lambda path: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
        )
        self.text = Label("", TextRole.CAPTION, tone=Tone.SOFT, wraps=True)
        self.make = Button("Make sheet", icon_name="team")
        self.save = Button("Save PDF", kind=ButtonKind.PRIMARY, icon_name="export")
        self.withdraw = Button("Withdraw all", kind=ButtonKind.QUIET, icon_name="close")
        self.cancel = Button("Cancel", kind=ButtonKind.QUIET)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Codes opened")
        self._build()
        model.sheet_changed.connect(self.refresh)
        model.codes_changed.connect(self.refresh)
        self.make.clicked.connect(model.open_sheet)
        self.cancel.clicked.connect(model.cancel_sheet)
        self.withdraw.clicked.connect(model.withdraw_all)
        self.save.clicked.connect(self._on_save)
        self.refresh()

    @property
    def tickets(self) -> tuple[Ticket, ...]:
        """Those of the sheet that can still be used."""
        still = {ticket.id for ticket in self._model.codes.tickets}
        return tuple(ticket for ticket in self._model.sheet if ticket.id in still)

    def refresh(self) -> None:
        """Show how far it is."""
        model, tickets = self._model, self.tickets
        players = model.bundle_players
        is_opening, has_sheet = model.is_opening, bool(tickets)
        if is_opening:
            text = f"Opening code {model.sheet_done + 1} of {model.sheet_total} …"
        elif has_sheet:
            text = f"{len(tickets)} codes are open, ten minutes each."
        elif players:
            text = f"One code each for the {len(players)} players of “{model.bundle_name}”."
        else:
            text = "Open a bundle on the live page; then its players get their codes here at once."
        self.text.setText(text)
        self.bar.setVisible(is_opening)
        self.bar.setMaximum(max(model.sheet_total, 1))
        self.bar.setValue(model.sheet_done)
        self.make.setVisible(not is_opening and not has_sheet)
        self.make.setEnabled(bool(players))
        self.cancel.setVisible(is_opening)
        self.save.setVisible(has_sheet and not is_opening)
        self.withdraw.setVisible(has_sheet and not is_opening)

    def _on_save(self) -> None:
        sheet = sheet_of(f"Join: {self._model.bundle_name}", self.tickets)
        try:
            path = write_sheet(self._folder(), sheet, self._model.now())
        except OSError as error:
            text = f"The sheet could not be written: {error.strerror or error}."
            self.noticed.emit(Notice(text, BannerKind.WARNING))
            return
        self.confirmed.emit(Notice(f"Saved as {path}.", BannerKind.OK))
        self._show_paper(path)

    def _build(self) -> None:
        unit = current_theme().space.unit
        self.content.addWidget(self.text)
        self.content.addWidget(self.bar)
        foot = QHBoxLayout()
        foot.setSpacing(unit)
        for button in (self.make, self.save, self.withdraw, self.cancel):
            foot.addWidget(button)
        foot.addStretch(1)
        self.content.addLayout(foot)

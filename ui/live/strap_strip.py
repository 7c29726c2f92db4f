"""Asks the trainer whether straps are on the wrong players; nothing is changed without him."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.services.desk.strap_watch import StrapProposal
from ui.common.feedback import reporting
from ui.common.services import DeskServices
from widgets.inputs import Banner, BannerKind

_TASK = "put straps right"


class StrapStrip(Banner):
    """Shows the oldest open proposal when the floor has one; closing it says "they are right".

    Args:
        services: The floor watches the straps.
    """

    noticed = Signal(object)

    def __init__(self, services: DeskServices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._asked: StrapProposal | None = None
        self.close_button.setToolTip("The straps are right")
        self.close_button.setAccessibleName("The straps are right")
        self.action_triggered.connect(self._on_accepted)
        self.dismissed.connect(self._on_dismissed_by_trainer)
        floor = services.floor
        for undo in (
            floor.strap_suspected.connect(lambda _proposal: self._ask()),
            floor.straps.settled.connect(self._ask),
        ):
            self.destroyed.connect(undo)
        self._ask()

    def _ask(self) -> None:
        """Ask what is to be asked now."""
        proposals = self._services.floor.straps.proposals
        asked = proposals[0] if proposals else None
        if asked is self._asked:
            return
        self._asked = asked
        if asked is None:
            self.clear()
            return
        is_swap = len(asked.players) > 1
        self.announce(
            asked.words,
            BannerKind.WARNING,
            heading="Straps swapped?" if is_swap else "Somebody else's strap?",
            action="Put it right",
        )

    def _on_accepted(self) -> None:
        if self._asked is not None:
            self.button.setEnabled(False)
            self._services.tasks.spawn(self._accept(self._asked), name=_TASK)

    async def _accept(self, proposal: StrapProposal) -> None:
        await reporting(self._services.floor.accept(proposal), self.noticed.emit)
        self.button.setEnabled(True)
        self._ask()

    def _on_dismissed_by_trainer(self) -> None:
        if self._asked is not None:
            self._services.floor.straps.dismiss(self._asked)
            self._ask()

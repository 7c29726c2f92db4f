"""A template that was chosen elsewhere is laid onto the board as soon as there is one."""

from __future__ import annotations

from PySide6.QtCore import QObject

from ui.planner.beginnings import Source
from ui.planner.view_model import Phase, WizardModel


class TemplateStart(QObject):
    """Waits for the wizard to have read what it needs.

    Args:
        model: The wizard.
        parent: Owner.
    """

    def __init__(self, model: WizardModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._wanted = ""
        model.changed.connect(self._begin)

    def want(self, template_id: str) -> None:
        """Begin with this template, now or once the club is known."""
        self._wanted = template_id
        self._begin()

    def _begin(self) -> None:
        model, wanted = self._model, self._wanted
        if not wanted or model.phase is not Phase.EDITING:
            return
        self._wanted = ""
        for beginning in model.starting.beginnings:
            if beginning.source is Source.TEMPLATE and beginning.id == wanted:
                model.begin_with(beginning)

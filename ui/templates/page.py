"""Templates and programmes: two lists side by side in one place, and planning a programme."""

from __future__ import annotations

from typing_extensions import override

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from core.domain.bundle_template import KeptTemplate
from core.domain.programme import Programme
from core.errors import HockeyHubError
from core.live.events import utc
from ui.common.feedback import Notice, announce, notice_of
from ui.common.services import DeskServices
from ui.templates.drafting_model import DraftingModel
from ui.templates.drafting_panel import DraftingPanel
from ui.templates.programme_side import ProgrammeSide
from ui.templates.template_side import TemplateSide
from ui.templates.view_model import TemplatesModel
from ui.templates.words import count_text
from widgets.inputs import (
    Banner,
    BannerKind,
    ElidedLabel,
    Label,
    SegmentedControl,
    TextRole,
    Tone,
)
from widgets.theme import current_theme

_SMALLEST = QSize(560, 300)
_TEMPLATES, _PROGRAMMES = "templates", "programmes"


class TemplatesPage(QWidget):
    """What bundles are made from, once or for weeks."""

    confirmed = Signal(object)
    """A `Notice` of something that went well."""
    start_wanted = Signal(str)
    """Plan a bundle from the template with this id."""
    plan_wanted = Signal()
    """Plan a bundle from nothing."""
    bundle_wanted = Signal(str)
    """Show this bundle."""

    def __init__(self, services: DeskServices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.setObjectName("templates-page")
        self.setAccessibleName("Templates")
        self.setMinimumSize(_SMALLEST)
        self.model = TemplatesModel(
            services.link, services.tasks, lambda: utc(services.now()), self
        )
        self.tabs = SegmentedControl(
            ((_TEMPLATES, "Templates"), (_PROGRAMMES, "Programmes")), name="What is shown"
        )
        self.banner = Banner()
        self.summary = ElidedLabel("", tone=Tone.SOFT)
        self.templates = TemplateSide(self.model)
        self.programmes = ProgrammeSide(self.model)
        self.drafting: DraftingPanel | None = None
        self._stack = QStackedWidget()
        self._build()
        self._connect()
        self._show()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.model.reload()

    def show_programmes(self) -> None:
        """Turn to the programmes."""
        self.tabs.choose(_PROGRAMMES)
        self._turn(_PROGRAMMES)

    def plan_programme(self, template: KeptTemplate) -> DraftingPanel:
        """Unfold a template over weeks."""
        self._close_drafting()
        drafting = DraftingModel(self.model, template, self._services.tasks, self)
        panel = DraftingPanel(self.model, drafting)
        drafting.created.connect(self._on_created)
        panel.left.connect(self._close_drafting)
        self.drafting = panel
        self._stack.addWidget(panel)
        self._stack.setCurrentWidget(panel)
        self._head.hide()
        panel.form.focus("name")
        return panel

    def _show(self) -> None:
        model = self.model
        self.templates.refresh()
        self.programmes.refresh()
        known = len(model.templates.things)
        words = count_text(known, "template") if known else ""
        if model.programmes:
            words = f"{words} · {count_text(len(model.programmes), 'programme')}"
        self.summary.set_whole(words)

    def _turn(self, tab: str) -> None:
        self._stack.setCurrentWidget(self.programmes if tab == _PROGRAMMES else self.templates)

    def _close_drafting(self) -> None:
        panel, self.drafting = self.drafting, None
        self._head.show()
        self._turn(self.tabs.current)
        if panel is not None:
            self._stack.removeWidget(panel)
            panel.hide()
            panel.deleteLater()

    def _on_created(self, programme: Programme) -> None:
        self._close_drafting()
        self.show_programmes()
        self.model.show_programme(programme)
        left = sum(1 for week in programme.weeks if week.problems)
        text = f"“{programme.plan.name}”: {count_text(programme.training_count, 'training')}."
        if left:
            said = f"{text} {count_text(left, 'week')} in conflict, not planned."
            announce(self.banner, Notice(said, BannerKind.WARNING))
        else:
            self.confirmed.emit(Notice(f"{text} All weeks are planned.", BannerKind.OK))

    def _on_refused(self, error: HockeyHubError) -> None:
        if not self.templates.refuse(error):
            announce(self.banner, notice_of(error))

    def _build(self) -> None:
        unit = current_theme().space.unit
        self._head = QWidget()
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(2 * unit)
        head.addWidget(Label("Templates", TextRole.TITLE))
        head.addWidget(self.tabs)
        head.addWidget(self.summary, 1)
        self._stack.addWidget(self.templates)
        self._stack.addWidget(self.programmes)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * unit, 2 * unit, 3 * unit, 2 * unit)
        column.setSpacing(unit + 4)
        column.addWidget(self._head)
        column.addWidget(self.banner)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        model = self.model
        model.changed.connect(self._show)
        model.noticed.connect(lambda notice: announce(self.banner, notice))
        model.confirmed.connect(self.confirmed)
        model.refused.connect(self._on_refused)
        self.tabs.chosen.connect(self._turn)
        self.templates.start_wanted.connect(self.start_wanted)
        self.templates.plan_wanted.connect(self.plan_wanted)
        self.templates.programme_wanted.connect(self.plan_programme)
        self.programmes.bundle_wanted.connect(self.bundle_wanted)
        self.programmes.templates_wanted.connect(self._on_templates_wanted)

    def _on_templates_wanted(self) -> None:
        self.tabs.choose(_TEMPLATES)
        self._turn(_TEMPLATES)

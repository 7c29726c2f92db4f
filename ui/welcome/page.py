"""What a trainer sees at the very first start: three ways to begin."""

from __future__ import annotations

from functools import partial

from typing_extensions import override

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from core.errors import HockeyHubError
from ui.common.feedback import Notice, announce, notice_of
from ui.common.hub_model import Phase
from ui.common.services import DeskServices
from ui.welcome.club_form import ClubForm
from ui.welcome.view_model import WelcomeModel
from widgets.inputs import (
    Banner,
    BannerKind,
    Button,
    ButtonKind,
    Card,
    IconLabel,
    Label,
    TextRole,
    Tone,
    plain_container,
)
from widgets.inputs.scroll import vertical_scroll
from widgets.theme import current_theme

_SMALLEST = QSize(560, 300)
_WIDTH_PX = 960
_TITLE = "Welcome to Hockey Hub Trainer"
_WAYS = (
    (
        "team",
        "Create your club",
        "Name your team and its gym, and how many machines there are. Then add players.",
        "Create club",
    ),
    (
        "import",
        "Import a roster",
        "From CSV or Excel: create the club, match the columns, look at every row.",
        "Import roster",
    ),
    (
        "pulse",
        "Look around first",
        "A sample club with players, machines and workouts, to plan and try with.",
        "Open sample club",
    ),
)


class WelcomePage(QWidget):
    """Three cards; the first two lead to a form."""

    confirmed = Signal(object)
    """A `Notice` of something that went well."""
    roster_wanted = Signal()
    players_wanted = Signal()
    plan_wanted = Signal()

    def __init__(self, services: DeskServices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("welcome-page")
        self.setAccessibleName(_TITLE)
        self.model = WelcomeModel(services, self)
        self.banner = Banner()
        self.sentence = Label("How do you want to begin?", tone=Tone.SOFT)
        self.buttons = tuple(
            Button(caption, kind=ButtonKind.PRIMARY if at == 0 else ButtonKind.SECONDARY)
            for at, (*_, caption) in enumerate(_WAYS)
        )
        self.form = ClubForm()
        self._ways = QWidget()
        self._stack = QStackedWidget()
        self._is_tried = self._is_away = False
        self.setMinimumSize(_SMALLEST)
        self._build()
        self._connect()
        self.refresh()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.model.reload()

    def refresh(self) -> None:
        """Show what the hub said last."""
        model = self.model
        is_empty = model.start is not None and model.start.is_empty
        for button in self.buttons:
            button.setEnabled(is_empty and not model.is_busy)
        self.form.show_kinds(model.kinds)
        self.form.show_busy(is_busy=model.is_busy)
        if model.phase is Phase.FAILED and model.problem is not None:
            words = f"{model.problem.message} {model.problem.suggested_action}".strip()
            self.banner.announce(words, BannerKind.WARNING, action="Try again", stays=True)
            self._is_away = True
            return
        if self._is_away:
            self._is_away = False
            self.banner.clear()
        if model.phase is Phase.LOADING:
            self.sentence.setText("Asking the hub …")
        elif is_empty:
            self.sentence.setText("How do you want to begin?")
        else:
            self.sentence.setText("There is a club on this hub already: find it under Players.")

    def show_form(self) -> None:
        """Ask what the club is called."""
        self._stack.setCurrentIndex(1)
        self._is_tried = False
        self.form.show_problems({})
        self.form.form.focus("teamName")

    def show_ways(self) -> None:
        """Back to the cards."""
        self._stack.setCurrentIndex(0)
        self.buttons[0].setFocus()

    def begin(self, then: str) -> None:
        """Make the club, or say what is missing."""
        club, problems = self.model.read(self.form.texts)
        self._is_tried = True
        self.form.show_problems(problems)
        if club is not None and not self.model.is_busy:
            self.model.create(club, then=then)

    def _on_typed(self) -> None:
        if self._is_tried:
            _, problems = self.model.read(self.form.texts)
            self.form.form.show_problems(problems)

    def _on_return(self) -> None:
        if self._stack.currentIndex() == 1:
            self.begin("new")

    def _on_begun(self, way: str) -> None:
        self.show_ways()
        if way == "roster":
            self.roster_wanted.emit()
        elif way == "new":
            self.confirmed.emit(Notice("Your club is there. Now add the players.", BannerKind.OK))
            self.players_wanted.emit()
        else:
            self.confirmed.emit(Notice("The sample club is there.", BannerKind.OK))
            self.plan_wanted.emit()

    def _on_refused(self, error: HockeyHubError) -> None:
        field = error.field or ""
        if field in self.form.form.keys:
            self.form.form.show_problems({field: error.message})
        else:
            announce(self.banner, notice_of(error))

    def _build(self) -> None:
        unit = current_theme().space.unit
        cards = QHBoxLayout(self._ways)
        cards.setContentsMargins(0, 0, 0, 0)
        cards.setSpacing(2 * unit)
        for way, button in zip(_WAYS, self.buttons, strict=True):
            cards.addWidget(_card(way, button), 1)
        new = Card("Your club")
        new.content.addWidget(self.form)
        framed = QWidget()
        around = QVBoxLayout(framed)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(new)
        around.addStretch(1)
        self._stack.addWidget(self._ways)
        self._stack.addWidget(framed)
        self._stack.setMaximumWidth(_WIDTH_PX)
        self._build_frame()

    def _build_frame(self) -> None:
        unit = current_theme().space.unit
        inner = plain_container()
        column = QVBoxLayout(inner)
        column.setContentsMargins(3 * unit, 2 * unit, 3 * unit, 2 * unit)
        column.setSpacing(unit)
        column.addWidget(self.banner)
        column.addStretch(1)
        centre = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(Label(_TITLE, TextRole.DISPLAY), 0, centre)
        column.addWidget(self.sentence, 0, centre)
        column.addSpacing(2 * unit)
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(self._stack, 100)
        line.addStretch(1)
        column.addLayout(line)
        column.addStretch(2)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(vertical_scroll(inner))

    def _connect(self) -> None:
        model = self.model
        model.changed.connect(self.refresh)
        model.noticed.connect(partial(announce, self.banner))
        model.refused.connect(self._on_refused)
        model.begun.connect(self._on_begun)
        for button in self.buttons[:2]:
            button.clicked.connect(self.show_form)
        self.buttons[2].clicked.connect(model.load_sample)
        self.form.make_wanted.connect(self.begin)
        self.form.back_wanted.connect(self.show_ways)
        self.form.form.edited.connect(lambda *_: self._on_typed())
        self.banner.action_triggered.connect(model.reload)
        for keys, slot in (
            ("Ctrl+Return", self._on_return),
            ("Escape", self.show_ways),
        ):
            QShortcut(QKeySequence(keys), self, slot)


def _card(way: tuple[str, str, str, str], button: Button) -> Card:
    icon_name, title, sentence, _ = way
    unit = current_theme().space.unit
    card = Card()
    card.setAccessibleName(title)
    card.content.setContentsMargins(3 * unit, 3 * unit, 3 * unit, 3 * unit)
    card.content.setSpacing(unit + 4)
    card.content.addWidget(IconLabel(icon_name, 32, tone=Tone.ACCENT))
    card.content.addWidget(Label(title, TextRole.TITLE, wraps=True))
    card.content.addWidget(Label(sentence, tone=Tone.SOFT, wraps=True))
    card.content.addStretch(1)
    card.content.addWidget(button)
    return card

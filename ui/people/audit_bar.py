"""Which lines of the audit log are wanted: words, person, action, period."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta

from PySide6.QtCore import QDate, QTimer, Signal
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QLineEdit, QWidget

from core.domain.audit import AuditFilter
from widgets.inputs import Button, ButtonKind, Label, Tone
from widgets.inputs.choice import Choice, Option
from widgets.theme import current_theme

_TYPING_MS = 300
_ANY = ""
_BETWEEN = "between"
_DAYS = {"today": 0, "week": 6, "month": 29, "year": 364}
"""Days before today that count, too."""
_PERIODS = (
    Option(id=_ANY, text="Any time"),
    Option(id="today", text="Today"),
    Option(id="week", text="Last 7 days"),
    Option(id="month", text="Last 30 days"),
    Option(id="year", text="Last 365 days"),
    Option(id=_BETWEEN, text="From … to …"),
)


class AuditBar(QWidget):
    """One line above the log.

    Args:
        now: The wall's clock, seconds since 1970.
        parent: Owner.
    """

    changed = Signal(object)
    """An `AuditFilter`."""
    export_wanted = Signal()
    refresh_wanted = Signal()

    def __init__(self, now: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search  (Ctrl+F)")
        self.search.setAccessibleName("Search the audit log")
        self.search.setClearButtonEnabled(True)
        self.search.setMaxLength(200)
        self.actor = Choice(name="Person")
        self.action = Choice(name="Action")
        self.period = Choice(name="Period")
        self.first, self.last = _day("From"), _day("To, with this day")
        self.dash = Label("to", tone=Tone.SOFT)
        self.clear = Button(kind=ButtonKind.QUIET, icon_name="close", tooltip="Show all lines")
        self.refresh = Button(icon_name="refresh", tooltip="Look for new lines (F5)")
        self.export = Button("Export CSV", icon_name="export", tooltip="Write these lines (Ctrl+E)")
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self.period.show_options(_PERIODS, _ANY)
        self.show_choices((), ())
        self._build()
        self._connect()
        self._show_days()

    @property
    def wanted(self) -> AuditFilter:
        """What is chosen."""
        since, until = self._span()
        return AuditFilter(
            actor=self.actor.current_id or None,
            action=self.action.current_id or None,
            since=since,
            until=until,
            text=self.search.text().strip() or None,
        )

    def show_choices(
        self, actors: Sequence[tuple[str, str]], actions: Sequence[tuple[str, str]]
    ) -> None:
        """Who and what occurs in the log, as id and name."""
        for choice, every, found in (
            (self.actor, "Everybody", actors),
            (self.action, "All actions", actions),
        ):
            options = [Option(id=_ANY, text=every)]
            options += [Option(id=key, text=name) for key, name in found]
            kept = choice.current_id
            is_there = kept in {option.id for option in options}
            choice.show_options(options, kept if is_there else _ANY)

    def reset(self) -> None:
        """Look for everything."""
        self.search.clear()
        for choice in (self.actor, self.action, self.period):
            choice.show_options(choice.options, _ANY)
        self._tell()

    def show_all_of(self, actor: str) -> None:
        """Look at what one person did."""
        self.actor.show_options(self.actor.options, actor)
        self._tell()

    def _span(self) -> tuple[datetime | None, datetime | None]:
        """From the first day's midnight here to that after the last."""
        period = self.period.current_id
        if period == _BETWEEN:
            first, last = sorted((_date(self.first), _date(self.last)))
            return _midnight(first), _midnight(last + timedelta(days=1))
        if period in _DAYS:
            today = datetime.fromtimestamp(self._now()).astimezone()
            return _midnight(today - timedelta(days=_DAYS[period])), None
        return None, None

    def _show_days(self) -> None:
        is_between = self.period.current_id == _BETWEEN
        for widget in (self.first, self.dash, self.last):
            widget.setVisible(is_between)
        self.clear.setVisible(self.wanted != AuditFilter())

    def _on_period(self) -> None:
        if self.period.current_id == _BETWEEN:
            today = datetime.fromtimestamp(self._now()).astimezone()
            self.last.setDate(QDate(today.year, today.month, today.day))
            self.first.setDate(self.last.date().addDays(-_DAYS["week"]))
        self._tell()

    def _tell(self) -> None:
        self._typing.stop()
        self._show_days()
        self.changed.emit(self.wanted)

    def _build(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(current_theme().space.unit)
        layout.addWidget(self.search, 4)
        for choice in (self.actor, self.action, self.period):
            layout.addWidget(choice, 3)
        for widget in (self.first, self.dash, self.last, self.clear, self.refresh, self.export):
            layout.addWidget(widget)

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self._typing.timeout.connect(self._tell)
        self.actor.chosen.connect(lambda _id: self._tell())
        self.action.chosen.connect(lambda _id: self._tell())
        self.period.chosen.connect(lambda _id: self._on_period())
        for day in (self.first, self.last):
            day.dateChanged.connect(lambda _day: self._typing.start())
        self.clear.clicked.connect(self.reset)
        self.refresh.clicked.connect(self.refresh_wanted)
        self.export.clicked.connect(self.export_wanted)


def _day(name: str) -> QDateEdit:
    field = QDateEdit()
    field.setDisplayFormat("yyyy-MM-dd")
    field.setCalendarPopup(True)
    field.setAccessibleName(name)
    return field


def _date(field: QDateEdit) -> datetime:
    day = field.date()
    return datetime(day.year(), day.month(), day.day()).astimezone()


def _midnight(day: datetime) -> datetime:
    """The instant at which a day begins here; its offset may be another than now's."""
    return datetime.combine(day.date(), time()).astimezone()

"""One bundle in the list."""

from __future__ import annotations

from typing_extensions import override

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from core.domain.drafts import BundleSummary
from core.domain.session import SessionStatus
from ui.sessions.texts import count_text, day_text, status_text, time_text
from ui.sessions.view_model import SessionsModel
from widgets.inputs import (
    Button,
    ButtonKind,
    ElidedLabel,
    IconLabel,
    Label,
    TextRole,
    Tone,
    plain_container,
)
from widgets.theme import current_theme, equipment_icon_name

_WHEN_WIDTH = 176
_ICONS_WIDTH = 104
_COUNT_WIDTH = 96
_STATUS_WIDTH = 112
_HEIGHT = 60
_COUNTS_FROM = 720
_ICONS_FROM = 620
"""Row widths from which there is room for the counts and the icons."""
_SMALLEST = 420


class BundleRow(QFrame):
    """Opens with a click or Enter; Delete asks in the row whether to delete."""

    opened = Signal(str)
    delete_asked = Signal(str)
    delete_confirmed = Signal(str)
    delete_refused = Signal()
    playback_wanted = Signal(str)
    """The trainer wants to see the recording of this bundle."""
    edit_wanted = Signal(str)
    """The trainer wants to change this bundle."""
    absence_wanted = Signal(str)
    """Players of this bundle do not come."""
    step_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "card")
        self.setProperty("clickable", True)  # noqa: FBT003 - Qt's own signature
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(_HEIGHT)
        self.setMinimumWidth(_SMALLEST)
        self.bundle_id = ""
        self._summary: BundleSummary | None = None
        self._name = ElidedLabel(role=TextRole.HEADING)
        self._place = ElidedLabel(role=TextRole.CAPTION, tone=Tone.SOFT)
        self._day = Label()
        self._time = Label(role=TextRole.CAPTION, tone=Tone.SOFT)
        self._icons = QHBoxLayout()
        self._sessions = Label(tone=Tone.SOFT)
        self._players = Label(tone=Tone.SOFT)
        self._status = Label(role=TextRole.CAPTION)
        self._question = ElidedLabel()
        self.edit_button = Button(kind=ButtonKind.QUIET, icon_name="edit")
        self.absence_button = Button(kind=ButtonKind.QUIET, icon_name="team")
        self.play_button = Button(kind=ButtonKind.QUIET, icon_name="play")
        self.delete_button = Button(kind=ButtonKind.QUIET, icon_name="trash")
        self.keep_button = Button("Keep")
        self.confirm_button = Button("Delete", kind=ButtonKind.DANGER, icon_name="trash")
        self._build()
        self._connect()

    @property
    def texts(self) -> tuple[str, ...]:
        """What the row says, from left to right."""
        labels = (self._day, self._time, self._sessions, self._players, self._status)
        return (self._name.whole, *(label.text() for label in labels))

    @property
    def is_asking(self) -> bool:
        """Whether it asks if the bundle shall be deleted."""
        return self._layers.currentIndex() == 1

    def show_bundle(self, summary: BundleSummary, model: SessionsModel) -> None:
        """Show a bundle."""
        facility = model.facility(summary.facility_id)
        self.bundle_id = summary.id
        self._name.set_whole(summary.name)
        self._place.set_whole(facility.name if facility is not None else "")
        self._day.setText(day_text(summary, facility, model.now()))
        self._time.setText(time_text(summary, facility))
        self._sessions.setText(count_text(summary.session_count, "session"))
        self._players.setText(count_text(summary.player_count, "player"))
        text, tone = status_text(summary.status)
        self._status.setText(text)
        self._status.set_tone(tone)
        if self._summary is None or self._summary.equipment != summary.equipment:
            self._show_icons(summary, model)
        self._summary = summary
        self.absence_button.setVisible(summary.status is SessionStatus.SCHEDULED)
        self.absence_button.setToolTip(f"Absent players of {summary.name} (A)")
        self.absence_button.setAccessibleName(f"Absent players of {summary.name}")
        self.edit_button.setVisible(not summary.status.is_over)
        self.edit_button.setToolTip(f"Change {summary.name} (E)")
        self.edit_button.setAccessibleName(f"Change {summary.name}")
        self.play_button.setVisible(summary.status.is_over)
        self.play_button.setToolTip(f"Play {summary.name} back")
        self.play_button.setAccessibleName(f"Play {summary.name} back")
        self.delete_button.setToolTip(f"Delete {summary.name} (Del)")
        self.delete_button.setAccessibleName(f"Delete {summary.name}")
        self._question.set_whole(
            f"Delete “{summary.name}” with its sessions, reservations and recordings?"
        )
        self.setAccessibleName(", ".join(self.texts))
        self.setEnabled(summary.id not in model.busy_ids)
        self._ask(is_asking=model.asked_id == summary.id)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._counts_box.setVisible(self.width() >= _COUNTS_FROM)
        self._icons_box.setVisible(self.width() >= _ICONS_FROM)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(_SMALLEST, _HEIGHT)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        is_left = event.button() is Qt.MouseButton.LeftButton
        if is_left and not self.is_asking and self.rect().contains(event.position().toPoint()):
            self.opened.emit(self.bundle_id)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.is_asking:
            self.opened.emit(self.bundle_id)
        elif key == Qt.Key.Key_A and not self.is_asking and self.absence_button.isVisible():
            self.absence_wanted.emit(self.bundle_id)
        elif key == Qt.Key.Key_E and not self.is_asking and self.edit_button.isVisible():
            self.edit_wanted.emit(self.bundle_id)
        elif key == Qt.Key.Key_Delete and not self.is_asking:
            self.delete_asked.emit(self.bundle_id)
        elif key == Qt.Key.Key_Escape and self.is_asking:
            self.delete_refused.emit()
        elif key in steps:
            self.step_wanted.emit(steps[key])
        else:
            super().keyPressEvent(event)

    def _ask(self, *, is_asking: bool) -> None:
        if is_asking == self.is_asking:
            return
        self._layers.setCurrentIndex(int(is_asking))
        if is_asking:
            self.keep_button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_icons(self, summary: BundleSummary, model: SessionsModel) -> None:
        while (item := self._icons.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for code in summary.equipment:
            name = model.kind_name(code)
            self._icons.addWidget(
                IconLabel(equipment_icon_name(code), 22, tone=Tone.SOFT, tooltip=name)
            )
        self._icons.addStretch(1)

    def _build(self) -> None:
        unit = current_theme().space.unit
        usual, asking = plain_container(), plain_container()
        row = QHBoxLayout(usual)
        row.setContentsMargins(2 * unit, 0, unit, 0)
        row.setSpacing(2 * unit)
        row.addLayout(_pair(self._name, self._place), 6)
        row.addWidget(_column(_pair(self._day, self._time), _WHEN_WIDTH), 2)
        self._icons.setSpacing(unit)
        self._icons_box = _column(self._icons, _ICONS_WIDTH)
        self._counts_box = _column(_pair(self._sessions, self._players), _COUNT_WIDTH)
        row.addWidget(self._icons_box, 2)
        row.addWidget(self._counts_box, 1)
        self._status.setProperty("pill", True)  # noqa: FBT003 - Qt's own signature
        chip = QHBoxLayout()
        chip.addWidget(self._status, 0, Qt.AlignmentFlag.AlignVCenter)
        chip.addStretch(1)
        row.addWidget(_column(chip, _STATUS_WIDTH), 1)
        row.addWidget(self.absence_button)
        row.addWidget(self.edit_button)
        row.addWidget(self.play_button)
        row.addWidget(self.delete_button)
        self._build_question(asking)
        self._layers = QStackedLayout(self)
        self._layers.setContentsMargins(0, 0, 0, 0)
        self._layers.addWidget(usual)
        self._layers.addWidget(asking)

    def _build_question(self, asking: QWidget) -> None:
        unit = current_theme().space.unit
        question = QHBoxLayout(asking)
        question.setContentsMargins(2 * unit, 0, 2 * unit, 0)
        question.setSpacing(unit)
        question.addWidget(IconLabel("warning", 18, tone=Tone.WARNING))
        question.addWidget(self._question, 1)
        question.addWidget(self.keep_button)
        question.addWidget(self.confirm_button)

    def _connect(self) -> None:
        self.edit_button.clicked.connect(lambda: self.edit_wanted.emit(self.bundle_id))
        self.absence_button.clicked.connect(lambda: self.absence_wanted.emit(self.bundle_id))
        self.play_button.clicked.connect(lambda: self.playback_wanted.emit(self.bundle_id))
        self.delete_button.clicked.connect(lambda: self.delete_asked.emit(self.bundle_id))
        self.confirm_button.clicked.connect(lambda: self.delete_confirmed.emit(self.bundle_id))
        self.keep_button.clicked.connect(self.delete_refused)


def _pair(above: QWidget, below: QWidget) -> QVBoxLayout:
    pair = QVBoxLayout()
    pair.setContentsMargins(0, 0, 0, 0)
    pair.setSpacing(2)
    pair.addStretch(1)
    pair.addWidget(above)
    pair.addWidget(below)
    pair.addStretch(1)
    return pair


def _column(layout: QHBoxLayout | QVBoxLayout, width: int) -> QWidget:
    """At least this wide in every row, and the same share of what is over, so columns align."""
    box = plain_container()
    layout.setContentsMargins(0, 0, 0, 0)
    box.setLayout(layout)
    box.setMinimumWidth(width)
    box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    return box

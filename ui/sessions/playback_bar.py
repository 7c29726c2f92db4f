"""Play, hold, speed, and the place in the recording."""

from __future__ import annotations

from typing_extensions import override

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QSlider, QStyle, QStyleOptionSlider, QWidget

from core.services.desk.playback import SPEEDS, PlaybackDesk
from widgets.inputs import Button, ButtonKind, Label, SegmentedControl, Tone
from widgets.inputs.time_text import clock_text
from widgets.theme import current_theme

_STEP_S = 10
_PAGE_S = 60


class SeekSlider(QSlider):
    """Jumps to where one clicks."""

    sought = Signal(int)
    """Seconds of the recording."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setAccessibleName("Place in the recording, in seconds")
        self.setSingleStep(_STEP_S)
        self.setPageStep(_PAGE_S)
        self.actionTriggered.connect(lambda _action: self.sought.emit(self.sliderPosition()))
        self.sliderReleased.connect(lambda: self.sought.emit(self.value()))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        handle = self.style().subControlRect(
            QStyle.ComplexControl.CC_Slider, option, QStyle.SubControl.SC_SliderHandle, self
        )
        if event.button() is Qt.MouseButton.LeftButton and not handle.contains(event.pos()):
            room = max(self.width() - handle.width(), 1)
            at = QStyle.sliderValueFromPosition(
                self.minimum(), self.maximum(), event.pos().x() - handle.width() // 2, room
            )
            self.setValue(at)
            self.sought.emit(at)
            event.accept()
            return
        super().mousePressEvent(event)


class PlaybackBar(QWidget):
    """One line below the tiles."""

    toggled = Signal()
    sought = Signal(float)
    speed_chosen = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        unit = current_theme().space.unit
        self.play = Button(kind=ButtonKind.PRIMARY, icon_name="play", tooltip="Play (Space)")
        self.back = Button(icon_name="undo", tooltip=f"Back {_STEP_S} s (Left)")
        self.on = Button(icon_name="redo", tooltip=f"On {_STEP_S} s (Right)")
        self.slider = SeekSlider()
        self.time = Label("")
        self.speed = SegmentedControl([(str(one), f"{one}×") for one in SPEEDS], name="Speed")
        self._position_s = 0.0
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(unit)
        layout.addWidget(self.play)
        layout.addWidget(self.back)
        layout.addWidget(self.on)
        layout.addWidget(self.slider, 1)
        layout.addWidget(self.time)
        layout.addWidget(self.speed)
        self.time.set_tone(Tone.SOFT)
        self.play.clicked.connect(self.toggled)
        self.back.clicked.connect(lambda: self.step(-1))
        self.on.clicked.connect(lambda: self.step(1))
        self.slider.sought.connect(lambda at: self.sought.emit(float(at)))
        self.speed.chosen.connect(lambda one: self.speed_chosen.emit(float(one)))

    def step(self, steps: int) -> None:
        """Some seconds on, or back."""
        self.sought.emit(self._position_s + steps * _STEP_S)

    def show_desk(self, desk: PlaybackDesk) -> None:
        """Show the place and whether it plays."""
        self._position_s = desk.position_s
        self.slider.setMaximum(max(round(desk.duration_s), 1))
        if not self.slider.isSliderDown():
            self.slider.setValue(round(self._position_s))
        self.time.setText(f"{clock_text(self._position_s)} / {clock_text(desk.duration_s)}")
        self.play.set_icon_name("pause" if desk.is_playing else "play")
        words = "Pause (Space)" if desk.is_playing else "Play (Space)"
        self.play.setToolTip(words)
        self.play.setAccessibleName(words)
        self.speed.choose(str(round(desk.speed)))

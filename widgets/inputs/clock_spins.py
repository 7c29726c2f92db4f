"""Fields for minutes and seconds: how long, and at which pace."""

from __future__ import annotations

import re

from typing_extensions import override

from PySide6.QtGui import QValidator, QWheelEvent
from PySide6.QtWidgets import QSpinBox, QWidget

from widgets.inputs.spins import dress
from widgets.inputs.time_text import clock_text

_TEXT = re.compile(r"\s*(?:(?:(\d+):)?(\d{1,4}):(\d{1,2})|(\d{1,5}))\s*(\S*)\s*")


class SecondsField(QSpinBox):
    """Minutes and seconds as on a stopwatch: "4:00". A number alone is minutes.

    Args:
        lowest_s: The least that can be chosen.
        highest_s: The most.
        step_s: By which the arrows go.
        unit: Told behind the number.
        name: Its accessible name.
        parent: Owner.
    """

    def __init__(
        self,
        lowest_s: int,
        highest_s: int,
        *,
        step_s: int = 15,
        unit: str = "",
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        self._unit = unit  # Qt asks for the text while it is made
        super().__init__(parent)
        dress(self, name)
        self.setRange(lowest_s, highest_s)
        self.setSingleStep(step_s)
        self.setKeyboardTracking(False)
        self.setToolTip("Minutes and seconds, such as 4:00")

    @override
    def textFromValue(self, val: int) -> str:
        return f"{clock_text(val)} {self._unit}".strip()

    @override
    def valueFromText(self, text: str) -> int:
        seconds = _seconds_of(text)
        return self.value() if seconds is None else seconds

    @override
    def validate(self, input: str, pos: int) -> tuple[QValidator.State, str, int]:
        is_whole = _seconds_of(input) is not None
        state = QValidator.State.Acceptable if is_whole else QValidator.State.Intermediate
        return state, input, pos

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def _seconds_of(text: str) -> int | None:
    found = _TEXT.fullmatch(text)
    if found is None:
        return None
    hours, minutes, seconds, alone, _ = found.groups()
    if alone is not None:
        return int(alone) * 60
    return int(hours or 0) * 3600 + int(minutes) * 60 + int(seconds)

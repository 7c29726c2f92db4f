"""How the program speaks up: errors become a sentence and a next step, and never a dialog."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from typing_extensions import override

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from core.errors import ErrorCode, HockeyHubError
from widgets.inputs import Banner, BannerKind, IconLabel, Label, Tone
from widgets.theme import current_theme, restyle

_log = logging.getLogger(__name__)

_TOAST_MS = 4000
_DEFECT = "Something went wrong in the program. Your training goes on; the log has the details."

_FINAL = frozenset(
    {ErrorCode.STALE, ErrorCode.NOT_FOUND, ErrorCode.WRONG_STATE, ErrorCode.NOT_ALLOWED}
)
"""What stays refused however often it is asked for."""


@dataclass(frozen=True)
class Notice:
    """Something to tell the trainer."""

    text: str
    kind: BannerKind = BannerKind.INFO


def notice_of(error: BaseException) -> Notice:
    """What the trainer reads about an error."""
    if isinstance(error, HockeyHubError):
        text = f"{error.message} {error.suggested_action}".strip()
        return Notice(text, BannerKind.WARNING if error.recoverable else BannerKind.ERROR)
    return Notice(_DEFECT, BannerKind.ERROR)


async def reporting(work: Awaitable[object], report: Callable[[Notice], object]) -> bool:
    """Await `work`; a refusal becomes a notice. Tells whether it succeeded.

    Other errors are defects: they go on to the task's owner, after a calm notice.
    """
    try:
        await work
    except HockeyHubError as error:
        _log.info("refused: %s", error.message)
        report(notice_of(error))
        return False
    except Exception as error:
        report(notice_of(error))
        raise
    return True


def announce(banner: Banner, notice: Notice) -> None:
    """Show a notice in a page's banner."""
    banner.announce(notice.text, notice.kind)


def may_go_later(error: HockeyHubError) -> bool:
    """Whether the very same request may be granted another time, when the hub is back, say."""
    return error.recoverable and error.code not in _FINAL


class Toast(QFrame):
    """A short confirmation at the lower edge of a window; goes by itself, takes no focus."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        unit = current_theme().space.unit
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self._icon = IconLabel("check", 18, tone=Tone.OK)
        self._label = Label()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * unit, unit, 2 * unit, unit)
        layout.setSpacing(unit)
        layout.addWidget(self._icon)
        layout.addWidget(self._label)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.hide)
        window.installEventFilter(self)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._label.text()

    def show_notice(self, notice: Notice) -> None:
        """Say something for a few seconds."""
        looks = {
            BannerKind.INFO: ("info", Tone.INFO),
            BannerKind.OK: ("check", Tone.OK),
            BannerKind.WARNING: ("warning", Tone.WARNING),
            BannerKind.ERROR: ("error", Tone.DANGER),
        }
        self._icon.set_icon(*looks[notice.kind])
        self._label.setText(notice.text)
        self.setAccessibleName(notice.text)
        self.setProperty("banner", str(notice.kind))
        restyle(self)
        self._place()
        self.show()
        self.raise_()
        self._timer.start(_TOAST_MS)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        window = self.parentWidget()
        if window is None:
            return
        self.adjustSize()
        unit = current_theme().space.unit
        self.move((window.width() - self.width()) // 2, window.height() - self.height() - 7 * unit)

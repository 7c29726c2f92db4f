"""What of the log is wanted: words, kind, session, player, way."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from core.services.desk.event_desk import Direction, Sieve
from ui.hub.log_rows import WAYS
from widgets.inputs import Button, ButtonKind
from widgets.inputs.choice import Choice, Option
from widgets.theme import current_theme

_TYPING_MS = 150
_ANY = ""


class FilterBar(QWidget):
    """One line above the log."""

    changed = Signal(object)
    """A `Sieve`."""
    pause_toggled = Signal(bool)
    copy_wanted = Signal()
    clear_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        unit = current_theme().space.unit
        self.search = QLineEdit()
        self.search.setPlaceholderText("Search  (Ctrl+F)")
        self.search.setAccessibleName("Search the log")
        self.search.setClearButtonEnabled(True)
        self.kind = Choice(name="Event")
        self.session = Choice(name="Session")
        self.player = Choice(name="Player")
        self.way = Choice(name="Way")
        self.pause = Button(icon_name="pause", tooltip="Pause the list (Ctrl+P)")
        self.pause.setCheckable(True)
        self.copy = Button(icon_name="copy", tooltip="Copy as JSON (Ctrl+C)")
        self.clear = Button(kind=ButtonKind.QUIET, icon_name="trash", tooltip="Clear the list")
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(unit)
        layout.addWidget(self.search, 5)
        for choice, share in ((self.kind, 4), (self.session, 3), (self.player, 3), (self.way, 3)):
            layout.addWidget(choice, share)
            choice.chosen.connect(lambda _id: self._tell())
        for button in (self.pause, self.copy, self.clear):
            layout.addWidget(button)
        self.show_ways()
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self._typing.timeout.connect(self._tell)
        self.pause.toggled.connect(self._on_paused)
        self.copy.clicked.connect(self.copy_wanted)
        self.clear.clicked.connect(self.clear_wanted)

    @property
    def sieve(self) -> Sieve:
        """What is chosen."""
        return Sieve(
            words=tuple(self.search.text().casefold().split()),
            kind=self.kind.current_id,
            session_id=self.session.current_id,
            player_id=self.player.current_id,
            direction=self.way.current_id,
        )

    def show_ways(self) -> None:
        """The ways an event may go."""
        options = [Option(id=way, text=WAYS[way][0]) for way in Direction]
        self.way.show_options([Option(id=_ANY, text="Any way"), *options], self.way.current_id)

    def show_choices(
        self, kinds: Sequence[str], sessions: Sequence[Option], players: Sequence[Option]
    ) -> None:
        """What occurs in the log, or may."""
        events = [Option(id=kind, text=kind.removeprefix("training:")) for kind in kinds]
        for choice, every, options in (
            (self.kind, "All events", events),
            (self.session, "All sessions", sessions),
            (self.player, "All players", players),
        ):
            kept = choice.current_id
            wanted = [Option(id=_ANY, text=every), *options]
            is_there = kept in {option.id for option in wanted}
            choice.show_options(wanted, kept if is_there else _ANY)

    def choose_player(self, player_id: str) -> None:
        """Look at one player, whatever else was looked for."""
        self.search.clear()
        for choice in (self.kind, self.session, self.way):
            choice.show_options(choice.options, _ANY)
        self.player.show_options(self.player.options, player_id)
        self._tell()

    def _tell(self) -> None:
        self._typing.stop()
        self.changed.emit(self.sieve)

    def _on_paused(self, is_paused: bool) -> None:
        self.pause.set_icon_name("play" if is_paused else "pause")
        words = "Go on (Ctrl+P)" if is_paused else "Pause the list (Ctrl+P)"
        self.pause.setToolTip(words)
        self.pause.setAccessibleName(words)
        self.pause_toggled.emit(is_paused)

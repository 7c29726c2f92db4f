"""What goes through files: pictures in, rosters out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from core.domain.roster_import import RosterFormat
from core.errors import HockeyHubError
from ui.common.feedback import Notice, notice_of
from ui.players.deeds import PlayerDeeds
from ui.players.photo import read_photo
from ui.players.player_card import PlayerCard
from ui.players.view_model import PlayersModel
from widgets.inputs import BannerKind

Tell = Callable[[Notice], object]


class Pictures:
    """Keeps the card's picture that of the player it shows.

    Args:
        model: The players.
        deeds: Stores pictures.
        card: Where they are shown.
        tell: Told why a file was not taken.
    """

    def __init__(
        self, model: PlayersModel, deeds: PlayerDeeds, card: PlayerCard, tell: Tell
    ) -> None:
        self._model, self._deeds, self._card, self._tell = model, deeds, card, tell
        self._shown: tuple[str, str | None] | None = None

    def refresh(self) -> None:
        """Ask for the picture if it is not the one that is shown."""
        player = self._model.player(self._card.key or "")
        mark = None if player is None else (player.id, player.photo)
        if player is None or mark == self._shown:
            return
        self._shown = mark
        self._card.photo.show_initials(player.name)
        if player.photo is not None:
            self._model.ask_photo(player.id, self._on_image)

    def take(self, player_id: str, path: Path) -> None:
        """Store the picture in a file as that of a player, whoever the card shows by now."""
        player = self._model.player(player_id)
        if player is None:
            return
        try:
            image = read_photo(path)
        except HockeyHubError as error:
            self._tell(notice_of(error))
        else:
            self._deeds.save_photo(player, image)

    def drop(self) -> None:
        """Keep no picture."""
        player = self._model.player(self._card.key or "")
        if player is not None:
            self._deeds.save_photo(player, b"")

    def _on_image(self, player_id: str, image: bytes) -> None:
        if self._card.key == player_id:
            self._card.photo.show_image(image)


class RosterExport:
    """Writes those who are looked for into a file.

    Args:
        model: The players.
        tell: Told why it could not be written.
        confirm: Told that it is.
    """

    def __init__(self, model: PlayersModel, tell: Tell, confirm: Tell) -> None:
        self._model, self._tell, self._confirm = model, tell, confirm

    def write(self, path: Path) -> None:
        """The ending says which kind; without one it is CSV."""
        is_excel = path.suffix.lower() == ".xlsx"
        target = path if path.suffix else path.with_suffix(".csv")
        kind = RosterFormat.XLSX if is_excel else RosterFormat.CSV
        self._model.export(kind, lambda content: self._write(target, content))

    def _write(self, path: Path, content: bytes) -> None:
        try:
            path.write_bytes(content)
        except OSError as error:
            text = f"{path} could not be written: {error.strerror}."
            self._tell(Notice(text, BannerKind.ERROR))
        else:
            self._confirm(Notice(f"The roster is written to {path}.", BannerKind.OK))

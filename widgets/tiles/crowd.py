"""The players of a wall: what each tile says, and which tiles changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from core.domain.ids import PlayerId
from core.live.views import TileView
from widgets.theme import current_theme
from widgets.tiles.face import MainNumber, TileFace, face_of


class Crowd:
    """Remembers faces and small curves, so that only what differs is painted again."""

    def __init__(self) -> None:
        self.views: tuple[TileView, ...] = ()
        self.faces: list[TileFace] = []
        self.main = MainNumber.HEART_RATE
        self._sparks: dict[PlayerId, Sequence[float]] = {}

    def __len__(self) -> int:
        return len(self.views)

    def take(self, views: Sequence[TileView]) -> list[int] | None:
        """Take new numbers; gives the tiles that changed, None for another number of players."""
        is_other_crowd = len(views) != len(self.views)
        self.views = tuple(views)
        if is_other_crowd:
            self.faces = [face_of(view, self.main, current_theme()) for view in self.views]
            return None
        return self.refresh()

    def refresh(self) -> list[int]:
        """Look at theme and big number again; gives the tiles that changed."""
        theme = current_theme()
        faces = [face_of(view, self.main, theme) for view in self.views]
        changed = [index for index, face in enumerate(faces) if face != self.faces[index]]
        self.faces = faces
        return changed

    def take_sparks(self, sparks: Mapping[PlayerId, Sequence[float]]) -> list[int]:
        """Take the last minute of players; gives the tiles on which it shows a difference."""
        changed: list[int] = []
        for index, view in enumerate(self.views):
            spark = sparks.get(view.player_id)
            if spark is not None and spark != self._sparks.get(view.player_id):
                self._sparks[view.player_id] = spark
                if self.faces[index].zone is not None:
                    changed.append(index)
        return changed

    def spark(self, index: int) -> Sequence[float]:
        """The last minute of a tile's player; empty when nothing is known."""
        return self._sparks.get(self.views[index].player_id, ())

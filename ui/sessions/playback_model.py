"""A bundle's recordings behind the page that plays them."""

from __future__ import annotations

from collections.abc import Coroutine
from enum import StrEnum, auto
from typing import Any

import numpy as np

from PySide6.QtCore import QObject, Signal

from core.domain.ids import BundleId, PlayerId, SessionId
from core.domain.session import Bundle, Session
from core.errors import HockeyHubError
from core.live.ring import Curve
from core.live.views import GroupView, Quantity, TileView
from core.services.desk.playback import PlaybackDesk
from ui.common.feedback import notice_of
from ui.common.services import DeskServices

_TASK = "playback"


class Phase(StrEnum):
    """How far the recording is."""

    LOADING = auto()
    READY = auto()
    EMPTY = auto()
    """No session of the bundle has run."""
    FAILED = auto()


class PlaybackModel(QObject):
    """Plays one session at a time.

    Args:
        services: Of the desk.
        desk: Plays.
        parent: Owner.
    """

    changed = Signal()
    noticed = Signal(object)

    def __init__(
        self, services: DeskServices, desk: PlaybackDesk, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._services = services
        self.desk = desk
        self.phase = Phase.LOADING
        self.problem: HockeyHubError | None = None
        self.bundle: Bundle | None = None
        self._wanted: BundleId | None = None
        self._undo = desk.changed.connect(self.changed.emit)

    @property
    def sessions(self) -> tuple[Session, ...]:
        """Those that have run."""
        sessions = () if self.bundle is None else self.bundle.sessions
        return tuple(session for session in sessions if session.started_at is not None)

    @property
    def group(self) -> GroupView | None:
        """The session at the instant that is shown."""
        session_id = self.desk.session_id
        if session_id is None or self.desk.board.session(session_id) is None:
            return None
        return self.desk.board.group(session_id)

    @property
    def tiles(self) -> tuple[TileView, ...]:
        """Its players at that instant."""
        session_id = self.desk.session_id
        if session_id is None or self.desk.board.session(session_id) is None:
            return ()
        return self.desk.board.tiles(session_id)

    def curve(self, player_id: PlayerId | None) -> tuple[str, Curve]:
        """Heart rate as played so far: of a player, or the mean of all."""
        board, session_id = self.desk.board, self.desk.session_id
        if player_id is not None:
            name = next((one.name for one in self.tiles if one.player_id == player_id), "")
            return name, board.curve(player_id, Quantity.HEART_RATE)
        if session_id is None:
            return "", (np.empty(0), np.empty(0))
        return "Mean", board.group_curve(session_id, Quantity.HEART_RATE)

    def open(self, bundle_id: BundleId) -> None:
        """Play a bundle's first session from its beginning."""
        self._wanted = bundle_id
        self.phase, self.problem, self.bundle = Phase.LOADING, None, None
        self.changed.emit()
        self._services.tasks.replace(self._open(bundle_id), name=_TASK)

    def try_again(self) -> None:
        """After a refusal."""
        if self._wanted is not None:
            self.open(self._wanted)

    def choose(self, session_id: SessionId) -> None:
        """Play another session of the bundle."""
        self._do(self.desk.open(session_id))

    def toggle(self) -> None:
        """Hold, or go on."""
        self._do(self.desk.hold() if self.desk.is_playing else self.desk.play())

    def seek(self, position_s: float) -> None:
        """Go on from another place."""
        self._do(self.desk.seek(min(max(position_s, 0.0), self.desk.duration_s)))

    def set_speed(self, speed: float) -> None:
        """Go on slower or faster."""
        self._do(self.desk.set_speed(speed))

    def close(self) -> None:
        """The page is left."""
        self._do(self.desk.close())

    async def _open(self, bundle_id: BundleId) -> None:
        try:
            self.bundle = await self._services.link.bundle(bundle_id)
            if self.sessions:
                await self.desk.open(self.sessions[0].id)
        except HockeyHubError as error:
            self.phase, self.problem = Phase.FAILED, error
        else:
            self.phase = Phase.READY if self.sessions else Phase.EMPTY
        self.changed.emit()

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        async def told() -> None:
            try:
                await work
            except HockeyHubError as error:
                self.noticed.emit(notice_of(error))

        self._services.tasks.spawn(told(), name=_TASK)

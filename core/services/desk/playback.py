"""A recording on the desk: what the hub plays, with the board that shows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Protocol

from core.domain.ids import SessionId
from core.events import Event
from core.live.board import LiveBoard
from core.live.events import Recorded
from core.protocol.playback import PlaybackAck, PlaybackEvent, PlaybackPhase, PlaybackStatus

SPEEDS: Final = (1, 2, 5, 10, 30, 60)
"""Times real time, as they are offered."""


class PlaybackLink(Protocol):
    """The hub as far as it plays recordings. All errors are `HockeyHubError`s."""

    played: Event[[PlaybackEvent]]
    playback_changed: Event[[PlaybackStatus]]

    async def play(self, session_id: SessionId, from_s: float, speed: float) -> PlaybackAck:
        """Have a recording played; ends what was played before."""
        ...

    async def set_speed(self, speed: float) -> None:
        """Go on slower or faster; 0 holds."""
        ...

    async def stop(self) -> None:
        """Play no more."""
        ...


class PlaybackDesk:
    """Plays one session's recording and keeps the board of its instant.

    Args:
        link: The hub.
        monotonic: Seconds that never jump, at the pace of the wall's clock.
    """

    def __init__(self, link: PlaybackLink, monotonic: Callable[[], float]) -> None:
        self.changed: Event[[]] = Event()
        """Another recording, another speed, held, or over."""
        self.session_id: SessionId | None = None
        self.duration_s = 0.0
        self.speed = float(SPEEDS[0])
        self.phase = PlaybackPhase.HELD
        self.board = LiveBoard(self.instant)
        self._link = link
        self._monotonic = monotonic
        self._starts_at = 0.0
        self._position_s = 0.0
        self._since = 0.0
        self._playback_id = ""
        self._early: list[PlaybackEvent] | None = None
        """What was played before the answer that says what it begins with."""
        self._undo = (
            link.played.connect(self._on_played),
            link.playback_changed.connect(self._on_changed),
        )

    @property
    def position_s(self) -> float:
        """Seconds of the recording at this instant."""
        if self.phase is not PlaybackPhase.PLAYING:
            return self._position_s
        ahead_s = (self._monotonic() - self._since) * self.speed
        return min(self._position_s + ahead_s, self.duration_s)

    @property
    def is_playing(self) -> bool:
        """Whether time goes on."""
        return self.phase is PlaybackPhase.PLAYING

    @property
    def starts_at(self) -> float:
        """Instant at which the recording begins, seconds since 1970."""
        return self._starts_at

    def instant(self) -> float:
        """The instant that the board shows, seconds since 1970."""
        return self._starts_at + self.position_s

    async def open(self, session_id: SessionId) -> None:
        """Play a session from its beginning."""
        self.session_id = session_id
        await self._start(0.0, is_held=False)

    async def seek(self, position_s: float) -> None:
        """Go on from another place, held if it was held."""
        await self._start(position_s, is_held=self.phase is PlaybackPhase.HELD)

    async def play(self) -> None:
        """Go on; from the beginning, if it is over."""
        if self.phase is PlaybackPhase.ENDED:
            await self._start(0.0, is_held=False)
        else:
            await self._link.set_speed(self.speed)
            self._anchor(PlaybackPhase.PLAYING)

    async def hold(self) -> None:
        """Let time stand."""
        await self._link.set_speed(0)
        self._anchor(PlaybackPhase.HELD)

    async def set_speed(self, speed: float) -> None:
        """Go on slower or faster, 1 to 60; held or over, from the next `play` on."""
        if self.is_playing:
            await self._link.set_speed(speed)
        self._anchor(self.phase, speed)

    async def close(self) -> None:
        """Play no more."""
        is_open, self.session_id = self.session_id is not None, None
        self._playback_id = ""
        self._anchor(PlaybackPhase.HELD)
        if is_open:
            await self._link.stop()

    def forget(self) -> None:
        """Listen no more, for who goes without a word."""
        for undo in self._undo:
            undo()

    async def _start(self, from_s: float, *, is_held: bool) -> None:
        if self.session_id is None:
            return
        early = self._early = []
        try:
            ack = await self._link.play(self.session_id, from_s, 0 if is_held else self.speed)
        finally:
            self._early = None
        self._playback_id = ack.playback_id
        self._starts_at, self.duration_s = ack.starts_at, ack.duration_s
        self._position_s = min(from_s, ack.duration_s)
        self._since = self._monotonic()
        self.phase = PlaybackPhase.HELD if is_held else PlaybackPhase.PLAYING
        self.board = LiveBoard(self.instant)
        if ack.session is not None:
            self.board.show(ack.session)
        for event in early:
            self._on_played(event)
        self.changed.emit()

    def _anchor(self, phase: PlaybackPhase, speed: float | None = None) -> None:
        """Time goes on from here in another way."""
        self._position_s = self.position_s
        self._since = self._monotonic()
        self.phase = phase
        self.speed = self.speed if speed is None else speed
        self.changed.emit()

    def _on_played(self, event: PlaybackEvent) -> None:
        if self._early is not None:
            self._early.append(event)
        elif event.playback_id == self._playback_id and self.session_id is not None:
            recorded: Recorded = event.recorded
            self.board.apply(self.session_id, recorded)

    def _on_changed(self, status: PlaybackStatus) -> None:
        if status.playback_id != self._playback_id:
            return
        if status.phase is PlaybackPhase.ENDED:
            self._position_s, self.phase = self.duration_s, PlaybackPhase.ENDED
            self.changed.emit()

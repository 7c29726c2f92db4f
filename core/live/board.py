"""The sessions on screen: their states, and the curves and colours that need a memory."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from core.domain.ids import PlayerId, SessionId
from core.domain.player import Player
from core.errors import NotFoundError
from core.events import Event
from core.live import group, reducer
from core.live.events import ParticipantMoved, Recorded, SensorReassigned
from core.live.ring import SPAN_S, Curve, Ring
from core.live.shown_zone import ShownZone
from core.live.state import PlayerState, SessionState
from core.live.target import Target, target_at
from core.live.tile import STALE_S, tile_of
from core.live.views import GroupView, Quantity, TileView, TotalsView
from core.physiology.zones import zone_of


class _Memory:
    """What is remembered of one player: the last minutes, and the colour's zone."""

    __slots__ = ("rings", "zone")

    def __init__(self) -> None:
        self.rings = {quantity: Ring() for quantity in Quantity}
        self.zone = ShownZone()

    def take(self, player: Player, at: float, bpm: float | None, power_w: float | None) -> None:
        heart_rates = self.rings[Quantity.HEART_RATE]
        if bpm is not None and bpm > 0 and at > heart_rates.last_at:
            heart_rates.push(at, bpm)
            self.zone.take(at, zone_of(bpm, player.heart_rate_max_bpm))
        if power_w is not None:
            self.rings[Quantity.POWER].push(at, power_w)


class LiveBoard:
    """All sessions that a screen shows; asked for views by a timer, told of events as they come.

    Args:
        now: Gives the present instant, seconds since 1970.
    """

    def __init__(self, now: Callable[[], float]) -> None:
        self.changed: Event[[SessionId]] = Event()
        """A session was opened, replaced, dropped, or something happened in it."""
        self._now = now
        self._states: dict[SessionId, SessionState] = {}
        self._memories: dict[PlayerId, _Memory] = {}

    def show(self, state: SessionState) -> None:
        """Open a session, or replace its state by a snapshot; curves of its players stay."""
        self._states[state.session_id] = state
        for player_id, player in state.players.items():
            memory = self._memories.setdefault(player_id, _Memory())
            if player.heart_rate_at is not None:
                memory.take(player.player, player.heart_rate_at, player.heart_rate_bpm, None)
            if player.power_at is not None:
                memory.take(player.player, player.power_at, None, player.power_w)
        self.changed.emit(state.session_id)

    def drop(self, session_id: SessionId) -> None:
        """Take a session off the screen; unknown ones are no matter."""
        if self._states.pop(session_id, None) is None:
            return
        shown = {player_id for state in self._states.values() for player_id in state.players}
        self._memories = {key: value for key, value in self._memories.items() if key in shown}
        self.changed.emit(session_id)

    def apply(self, session_id: SessionId, recorded: Recorded) -> None:
        """Take an event of a session; one of a session that is not shown is no matter."""
        before = self._states.get(session_id)
        if before is None:
            return
        after = reducer.reduce(before, recorded, self._remember)
        if after is before:
            return
        self._states[session_id] = after
        if isinstance(recorded.event, ParticipantMoved):
            self._memories.setdefault(recorded.event.player_id, _Memory())
        if isinstance(recorded.event, SensorReassigned):
            self._blank(recorded.event)
        self.changed.emit(session_id)

    def session(self, session_id: SessionId) -> SessionState | None:
        """A session's state; None if it is not shown."""
        return self._states.get(session_id)

    def sessions(self) -> tuple[SessionState, ...]:
        """All sessions in the order in which they were opened."""
        return tuple(self._states.values())

    def tile(self, session_id: SessionId, player_id: PlayerId) -> TileView:
        """One player's tile.

        Raises:
            NotFoundError: If the session is not shown or the player is not in it.
        """
        state = self._state(session_id)
        player = state.players.get(player_id)
        if player is None:
            raise NotFoundError("This player is not in the session any more.")
        now = self._now()
        return self._tile(state, player, target_at(state, now, player), now)

    def tiles(self, session_id: SessionId) -> tuple[TileView, ...]:
        """All tiles of a session in the order of its assignments, without those who moved on.

        Raises:
            NotFoundError: If the session is not shown.
        """
        state = self._state(session_id)
        now = self._now()
        target = target_at(state, now)
        return tuple(
            self._tile(
                state,
                player,
                target if player.content is None else target_at(state, now, player),
                now,
            )
            for player in state.players.values()
            if player.moved_to is None
        )

    def group(self, session_id: SessionId) -> GroupView:
        """One session's line on the dashboard.

        Raises:
            NotFoundError: If the session is not shown.
        """
        return group.group_of(self._state(session_id), self._now())

    def totals(self, session_ids: Iterable[SessionId]) -> TotalsView:
        """Several sessions together; those that are not shown are left out."""
        states = [self._states[key] for key in session_ids if key in self._states]
        return group.totals_of(states, self._now())

    def curve(self, player_id: PlayerId, quantity: Quantity) -> Curve:
        """A player's last 15 minutes: instants (seconds since 1970) and values, NaN in gaps."""
        memory = self._memories.get(player_id)
        return (np.empty(0), np.empty(0)) if memory is None else memory.rings[quantity].curve()

    def group_curve(self, session_id: SessionId, quantity: Quantity) -> Curve:
        """Mean over a session's players with fresh data, each second of the last 15 minutes."""
        state = self._states.get(session_id)
        present = [] if state is None else list(_present_ids(state))
        rings = [self._memories[player_id].rings[quantity] for player_id in present]
        heard = [ring for ring in rings if ring.last_at > 0]
        if not heard:
            return np.empty(0), np.empty(0)
        first = min(float(ring.curve()[0][0]) for ring in heard)
        last = max(ring.last_at for ring in heard)
        begin, end = math.ceil(max(first, last - SPAN_S)), math.floor(last)
        instants = np.arange(begin, end + 1, dtype=np.float64)
        held = np.vstack([ring.held(instants, STALE_S) for ring in heard])
        count = np.sum(~np.isnan(held), axis=0)
        sums = np.nansum(held, axis=0)
        means = np.where(count > 0, sums / np.maximum(count, 1), np.nan)
        return instants, means

    def _state(self, session_id: SessionId) -> SessionState:
        state = self._states.get(session_id)
        if state is None:
            raise NotFoundError(
                "This session is not on the screen.", suggested_action="Open its bundle again."
            )
        return state

    def _tile(
        self, state: SessionState, player: PlayerState, target: Target, now: float
    ) -> TileView:
        return tile_of(state, player, target, self._memories[player.player.id].zone.at(now), now)

    def _blank(self, event: SensorReassigned) -> None:
        """What was drawn of these players since then was another's heart, or is incomplete."""
        for player_id in (event.from_player_id, event.to_player_id):
            memory = self._memories.get(player_id) if player_id is not None else None
            if memory is not None:
                memory.rings[Quantity.HEART_RATE].blank(event.since)
                memory.zone = ShownZone()

    def _remember(
        self, player: Player, at: float, bpm: float | None, power_w: float | None
    ) -> None:
        """Only what the reducer believed gets into curves and colours."""
        self._memories[player.id].take(player, at, bpm, power_w)


def _present_ids(state: SessionState) -> Sequence[PlayerId]:
    return [key for key, player in state.players.items() if player.removed_at is None]

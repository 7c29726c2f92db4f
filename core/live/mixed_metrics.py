"""What a player of a hybrid session has lifted and how hard he has worked, in one message."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from core.domain.ids import EventId, PlayerId, SessionId
from core.live.alerts.rules import takes_part
from core.live.blocks import blocks_of, is_in_blocks, place_of_player
from core.live.events import HybridMixedMetrics, utc
from core.live.state import PlayerState, SessionState
from core.live.worked_out.hybrid import mode_of
from core.physiology.hold import HOLD_S

TELL_EVERY_S: Final = 5.0
"""Heart rate and the sums change all the time; the seed asks no more often of such figures."""
_SAME_S: Final = 0.1
"""Looks come once a second, not to the millisecond."""
_NEWS: Final = ("block_index", "mode", "exercise_id", "sets_done", "reps_done", "volume_kg")
"""A change in one of these is worth telling at once."""
_RUNNING: Final = ("heart_rate", "power", "cadence", "trimp", "work_kj", "energy_kcal")


class _Told:
    """What was told of a player, and the parts of the state it was made from."""

    __slots__ = ("block", "event", "hybrid", "strength")

    def __init__(self, event: HybridMixedMetrics, state: SessionState, player: PlayerState) -> None:
        self.event = event
        self.block, self.hybrid, self.strength = state.block, player.hybrid, player.strength

    def may_be_news(self, state: SessionState, player: PlayerState, now: float) -> bool:
        """Whether it is worth making the figures anew: they cost more than this look."""
        is_same = (
            self.strength is player.strength
            and self.hybrid is player.hybrid
            and self.block is state.block
        )
        return not is_same or now - self.event.instant >= TELL_EVERY_S - _SAME_S


class MixedMetricsWatch:
    """Finds whose figures are to be told. Knows no clock; asked once a second.

    Args:
        new_event_id: Names events.
    """

    def __init__(self, new_event_id: Callable[[], EventId]) -> None:
        self._new_event_id = new_event_id
        self._told: dict[SessionId, dict[PlayerId, _Told]] = {}

    def look(self, state: SessionState, now: float) -> Iterator[HybridMixedMetrics]:
        """The figures of those of whom there is something new."""
        if not is_in_blocks(state):
            return
        told = self._told.setdefault(state.session_id, {})
        for player_id, player in state.players.items():
            before = told.get(player_id)
            if not takes_part(state, player) or (
                before is not None and not before.may_be_news(state, player, now)
            ):
                continue
            found = self._metrics(state, player, now)
            if before is None or _is_news(before.event, found):
                told[player_id] = _Told(found, state, player)
                yield found

    def keep(self, session_ids: Iterable[SessionId]) -> None:
        """Forget all other sessions."""
        for gone in self._told.keys() - set(session_ids):
            del self._told[gone]

    def _metrics(self, state: SessionState, player: PlayerState, now: float) -> HybridMixedMetrics:
        place, lifted = place_of_player(state, player, now), player.strength
        planned = None if place is None else mode_of(blocks_of(state, player)[place.index])
        is_heard, is_pushing = _is_held(player.heart_rate_at, now), _is_held(player.power_at, now)
        return HybridMixedMetrics(
            event_id=self._new_event_id(),
            session_id=state.session_id,
            at=utc(now),
            player_id=player.player.id,
            mode=player.hybrid.mode or planned,
            block_index=None if place is None else place.index,
            block_name="" if place is None else place.name,
            block_left_s=None if place is None else place.left_s,
            heart_rate=player.heart_rate_bpm if is_heard else None,
            power=player.power_w if is_pushing else None,
            cadence=player.cadence_per_min if _is_held(player.machine_at, now) else None,
            exercise_id=lifted.current_exercise,
            sets_done=lifted.sets_done,
            reps_done=lifted.reps_done,
            volume_kg=lifted.volume_kg,
            trimp=player.trimp,
            work_kj=player.work_j / 1000,
            energy_kcal=player.energy_heart_rate_kcal,
        )


def _is_held(at: float | None, now: float) -> bool:
    return at is not None and now - at <= HOLD_S


def _is_news(told: HybridMixedMetrics, found: HybridMixedMetrics) -> bool:
    if any(getattr(told, name) != getattr(found, name) for name in _NEWS):
        return True
    is_time = found.instant - told.instant >= TELL_EVERY_S - _SAME_S
    return is_time and any(getattr(told, name) != getattr(found, name) for name in _RUNNING)

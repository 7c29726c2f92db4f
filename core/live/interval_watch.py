"""Looks at running sessions second by second: which interval runs, and who is in his zone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from core.domain.ids import EventId, PlayerId, SessionId
from core.domain.session import SessionStatus
from core.domain.workout import Interval
from core.live.active_time import ActiveTime
from core.live.alerts.rules import takes_part
from core.live.blocks import is_off_block
from core.live.events import (
    ConditioningIntervalTransitioned,
    ConditioningZoneCompliance,
    utc,
)
from core.live.interval_result import advice_of, analyses, sums_since
from core.live.state import PlayerState, SessionState
from core.live.timeline import stretches
from core.live.worked_out.conditioning import compliance_of_zone
from core.physiology import zones
from core.physiology.hold import HOLD_S

_PERCENT_STEP: Final = 5.0
"""A change of the share in zone that is worth telling."""
_ADVISE_EVERY_S: Final = 10.0
"""Advice rests on a minute and more; it need not be weighed each second."""
_NEWS = ("interval_index", "target_zone", "zone", "compliance", "advice")

Found = tuple[ConditioningIntervalTransitioned | None, tuple[ConditioningZoneCompliance, ...]]


class _Seen:
    """What is remembered of one session."""

    __slots__ = ("index", "next_at", "out_since", "told")

    def __init__(self, index: int) -> None:
        self.index = index
        self.out_since: dict[PlayerId, float] = {}
        self.told: dict[PlayerId, ConditioningZoneCompliance] = {}
        self.next_at: dict[PlayerId, float] = {}
        """When each player is looked at again, if nothing shows that it is worth it before."""

    def go_on(self, index: int) -> None:
        """Another interval runs."""
        self.index = index
        self.out_since.clear()
        self.told.clear()
        self.next_at.clear()


class IntervalWatch:
    """Finds what nobody sends: boundaries of intervals, and changes of compliance.

    Knows no clock; asked once a second, it tells of a player once a second at most.

    Args:
        new_event_id: Names events.
    """

    def __init__(self, new_event_id: Callable[[], EventId]) -> None:
        self._new_event_id = new_event_id
        self._seen: dict[SessionId, _Seen] = {}

    def follow(self, event: ConditioningIntervalTransitioned) -> None:
        """A transition was recorded; what this watch has found itself, or the trainer's word."""
        seen = self._seen.get(event.session_id)
        if seen is not None and seen.index != event.to_interval:
            seen.go_on(event.to_interval)

    def look(self, state: SessionState, now: float) -> Found:
        """What has changed in a session since the last look: what to record, what to tell."""
        if state.status is not SessionStatus.IN_PROGRESS or not state.session.intervals:
            return None, ()
        index, elapsed_s = _interval_now(state, now)
        seen = self._seen.setdefault(state.session_id, _Seen(index))
        transition = None
        if index != seen.index:
            transition = self._transition(state, seen.index, index, now - elapsed_s)
            seen.go_on(index)
        return transition, tuple(self._compliances(state, seen, now))

    def keep(self, session_ids: Iterable[SessionId]) -> None:
        """Forget all other sessions."""
        for gone in self._seen.keys() - set(session_ids):
            del self._seen[gone]

    def _transition(
        self, state: SessionState, ended: int, begun: int, at: float
    ) -> ConditioningIntervalTransitioned:
        return ConditioningIntervalTransitioned(
            event_id=self._new_event_id(),
            session_id=state.session_id,
            at=utc(at),
            from_interval=ended if ended < len(state.session.intervals) else None,
            to_interval=begun,
            is_automatic=True,
            analysis=analyses(state, ended),
        )

    def _compliances(
        self, state: SessionState, seen: _Seen, now: float
    ) -> Iterator[ConditioningZoneCompliance]:
        if seen.index >= len(state.session.intervals):
            return
        interval = state.session.intervals[seen.index]
        target = ActiveTime.of(state).target_zone(now)
        if target is None:
            return
        for player_id, player in state.players.items():
            if not takes_part(state, player) or player.heart_rate_at is None:
                continue
            if is_off_block(state, player) or not _may_be_news(seen, player, now):
                continue
            seen.next_at[player_id] = now + _ADVISE_EVERY_S
            found = self._compliance(state, player, interval, seen, now)
            if _is_news(seen.told.get(player_id), found):
                seen.told[player_id] = found
                yield found

    def _compliance(
        self,
        state: SessionState,
        player: PlayerState,
        interval: Interval,
        seen: _Seen,
        now: float,
    ) -> ConditioningZoneCompliance:
        player_id, target = player.player.id, interval.target_zone or 0
        bpm = _bpm_now(player, now)
        zone = zones.zone_of(bpm, player.player.heart_rate_max_bpm)
        if zone is None or zone == target:
            seen.out_since.pop(player_id, None)
        else:
            seen.out_since.setdefault(player_id, now)
        advice = advice_of(player, interval, sums_since(player, player.interval))
        data_s = player.target_data_s
        return ConditioningZoneCompliance(
            event_id=self._new_event_id(),
            session_id=state.session_id,
            at=utc(now),
            player_id=player_id,
            interval_index=seen.index,
            target_zone=target,
            zone=zone,
            heart_rate=bpm,
            compliance=compliance_of_zone(zone, target),
            compliance_percent=player.target_s / data_s * 100 if data_s > 0 else None,
            out_of_zone_s=now - seen.out_since.get(player_id, now),
            advice="" if advice is None else advice.text,
            reason="" if advice is None else advice.reason,
        )


def _interval_now(state: SessionState, now: float) -> tuple[int, float]:
    """Number of the interval that runs and the seconds in it; past the last one their number."""
    active_s = state.active_s(now)
    done = stretches(state.session.intervals, state.jumps)
    for stretch in done:
        if stretch.begins_s <= active_s < stretch.ends_s:
            return stretch.interval, active_s - stretch.begins_s
    return len(state.session.intervals), active_s - (done[-1].ends_s if done else 0.0)


def _bpm_now(player: PlayerState, now: float) -> int | None:
    is_heard = player.heart_rate_at is not None and now - player.heart_rate_at <= HOLD_S
    return player.heart_rate_bpm if is_heard else None


def _may_be_news(seen: _Seen, player: PlayerState, now: float) -> bool:
    """Whether it is time to look at a player, or his zone has changed."""
    told = seen.told.get(player.player.id)
    if told is None or now >= seen.next_at.get(player.player.id, 0.0):
        return True
    zone = zones.zone_of(_bpm_now(player, now), player.player.heart_rate_max_bpm)
    return zone != told.zone


def _is_news(told: ConditioningZoneCompliance | None, found: ConditioningZoneCompliance) -> bool:
    if told is None or any(getattr(told, name) != getattr(found, name) for name in _NEWS):
        return True
    before, after = told.compliance_percent or 0.0, found.compliance_percent or 0.0
    return abs(after - before) >= _PERCENT_STEP

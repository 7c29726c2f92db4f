"""Turns what is so into alerts: each told once, no player more than once a minute."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from core.domain.ids import PlayerId, SessionId
from core.live.active_time import ActiveTime
from core.live.alerts.alert import LEVELS, Alert, AlertKind, AlertLevel, Finding
from core.live.alerts.fatigue import FatigueWindow
from core.live.alerts.rules import HOLD_BEFORE_S, findings, hurt_finding, takes_part
from core.live.blocks import is_off_block
from core.live.state import PlayerState, SessionState
from core.live.target import Target, target_at
from core.physiology.hold import HOLD_S

BETWEEN_S: Final = 60.0
"""Between two alerts of one player."""
_NEARER_BPM: Final = 4.0


class _Memory:
    """What is remembered of one player."""

    __slots__ = ("fatigue", "last", "since", "told")

    def __init__(self) -> None:
        self.since: dict[tuple[AlertKind, str], tuple[float, float]] = {}
        """Since when each fact holds without getting better, and how far away it was then."""
        self.told: dict[tuple[AlertKind, str], Alert] = {}
        """Alerts of facts that still hold."""
        self.last: Alert | None = None
        self.fatigue = FatigueWindow()


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a session asks of its players now."""

    target_zone: int | None
    """None in the grace at the beginning of an interval."""
    target: Target


class AlertWatch:
    """Looks at running sessions about once a second; knows no clock, so any time will do."""

    def __init__(self) -> None:
        self._memories: dict[tuple[SessionId, PlayerId], _Memory] = {}
        self._count = 0

    @property
    def open_ids(self) -> frozenset[str]:
        """Alerts of what still is so."""
        return frozenset(
            alert.id for memory in self._memories.values() for alert in memory.told.values()
        )

    def look(
        self, state: SessionState, now: float, ceiling_zones: Mapping[PlayerId, int] | None = None
    ) -> tuple[Alert, ...]:
        """What is to be told of a session now.

        An alert that is graver than the one told less than a minute ago takes its place
        (`Alert.replaces`); what is to stop somebody is never held back.

        Args:
            state: The session.
            now: The present instant, seconds since 1970.
            ceiling_zones: Highest heart-rate zone of players whom medicine has set one.
        """
        news: list[Alert] = []
        asked = _Asked(
            target_zone=ActiveTime.of(state).target_zone(now), target=target_at(state, now)
        )
        for player_id, player in state.players.items():
            key = (state.session_id, player_id)
            memory = self._memories.setdefault(key, _Memory())
            ceiling_zone = (ceiling_zones or {}).get(player_id)
            facts = _facts(memory, state, player, asked, now, ceiling_zone)
            told = self._tell(memory, key, tuple(facts), now)
            if told is not None:
                news.append(told)
        return tuple(news)

    def keep(self, session_ids: Iterable[SessionId]) -> None:
        """Forget all other sessions, and with them what was so in them."""
        kept = set(session_ids)
        for gone in [key for key in self._memories if key[0] not in kept]:
            del self._memories[gone]

    def _tell(
        self,
        memory: _Memory,
        key: tuple[SessionId, PlayerId],
        facts: tuple[Finding, ...],
        now: float,
    ) -> Alert | None:
        """The one thing to tell of a player now; the gravest first."""
        known = {(fact.kind, fact.topic): fact for fact in facts}
        memory.since = {
            name: _since(memory.since.get(name), fact, now) for name, fact in known.items()
        }
        memory.told = {name: alert for name, alert in memory.told.items() if name in known}
        due = [
            fact
            for name, fact in known.items()
            if name not in memory.told and _has_lasted(fact.kind, now - memory.since[name][0])
        ]
        if not due:
            return None
        fact = max(due, key=lambda one: LEVELS[one.kind])
        level, last = LEVELS[fact.kind], memory.last
        is_soon = last is not None and now - last.at < BETWEEN_S
        if last is not None and is_soon and level is not AlertLevel.STOP and level <= last.level:
            return None
        self._count += 1
        alert = Alert(
            id=f"{key[0]}/{key[1]}/{self._count}",
            level=level,
            kind=fact.kind,
            session_id=key[0],
            player_id=key[1],
            text=fact.text,
            reason=fact.reason,
            at=now,
            replaces=last.id if last is not None and is_soon and level > last.level else None,
        )
        memory.told[fact.kind, fact.topic] = memory.last = alert
        return alert


def _since(before: tuple[float, float] | None, fact: Finding, now: float) -> tuple[float, float]:
    """Hearts follow slowly: one that comes nearer to its zone is given another while."""
    if before is None or before[1] - fact.away >= _NEARER_BPM:
        return now, fact.away
    return before


def _has_lasted(kind: AlertKind, seconds: float) -> bool:
    hold_s = HOLD_BEFORE_S.get(kind, 0.0)
    return hold_s == 0 or seconds > hold_s


def _facts(
    memory: _Memory,
    state: SessionState,
    player: PlayerState,
    asked: _Asked,
    now: float,
    ceiling_zone: int | None,
) -> Iterator[Finding]:
    hurt = hurt_finding(state, player)
    if hurt is not None:
        yield hurt
    if not takes_part(state, player):
        return
    was_low = (AlertKind.W_BALANCE_LOW, "") in memory.since
    target_zone = None if is_off_block(state, player) else asked.target_zone
    yield from findings(state, player, target_zone, now, ceiling_zone=ceiling_zone, was_low=was_low)
    tired = _tired(memory.fatigue, asked.target, player, now)
    if tired is not None:
        yield tired


def _tired(
    window: FatigueWindow, target: Target, player: PlayerState, now: float
) -> Finding | None:
    bpm, power_w = player.heart_rate_bpm, player.power_w
    instants = (player.heart_rate_at, player.power_at)
    if (
        bpm
        and power_w is not None
        and all(at is not None and now - at <= HOLD_S for at in instants)
    ):
        window.take(now, (target.name, target.zone, target.ftp_share), bpm, power_w)
    return window.finding(now)

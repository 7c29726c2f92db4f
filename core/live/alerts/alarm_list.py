"""The one list of alarms: newest on top, each there until somebody has seen it and it is over."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

import msgspec

from core.domain.ids import SessionId
from core.domain.value import Value
from core.live.alerts.alert import Alert, AlertLevel, AlertSeen
from core.live.state import SessionState

MOST: Final = 100
"""Alarms kept; beyond, the oldest that are seen or over go."""


class Alarm(Value, frozen=True, kw_only=True):
    """A row of the list."""

    alert: Alert
    is_open: bool = True
    """Whether it still is so."""
    is_seen: bool = False
    """Whether a trainer has acknowledged it, here or elsewhere."""
    seen_by: str = ""
    """Who, if it was elsewhere."""


class AlarmView(Value, frozen=True, kw_only=True):
    """A row as it is shown."""

    alarm: Alarm
    jersey_number: int
    name: str
    """Last name."""
    session_name: str
    age_s: float


def _is_about(alert: Alert, seen: AlertSeen) -> bool:
    return (alert.session_id, alert.player_id, alert.kind) == (
        seen.session_id,
        seen.player_id,
        seen.kind,
    )


def _must_be_seen(alarm: Alarm) -> bool:
    """Whether it keeps its row when it is over; what was merely to know goes by itself."""
    return not alarm.is_seen and alarm.alert.level > AlertLevel.INFO


class AlarmList:
    """What was told and not yet done with."""

    def __init__(self) -> None:
        self._alarms: list[Alarm] = []

    @property
    def alarms(self) -> tuple[Alarm, ...]:
        """Newest first."""
        return tuple(self._alarms)

    @property
    def unseen(self) -> tuple[Alarm, ...]:
        """Those that nobody has acknowledged, newest first."""
        return tuple(alarm for alarm in self._alarms if not alarm.is_seen)

    @property
    def worst(self) -> AlertLevel | None:
        """The gravest that nobody has acknowledged."""
        return max((alarm.alert.level for alarm in self.unseen), default=None)

    def take(self, news: Iterable[Alert], open_ids: frozenset[str]) -> bool:
        """Take what a look has found; whether anything changed.

        Args:
            news: Told just now.
            open_ids: Alerts of what still is so.
        """
        before = tuple(self._alarms)
        for alert in news:
            self._alarms = [one for one in self._alarms if one.alert.id != alert.replaces]
            self._alarms.insert(0, Alarm(alert=alert))
        kept = [
            msgspec.structs.replace(one, is_open=one.alert.id in open_ids)
            for one in self._alarms
            if one.alert.id in open_ids or _must_be_seen(one)
        ]
        self._alarms = kept[:MOST]
        return tuple(self._alarms) != before

    def acknowledge(self, alert_id: str | None = None) -> Alarm | None:
        """The trainer has seen an alarm, or (without an id) the newest that he has not.

        Returns:
            The alarm; None if there is none to acknowledge.
        """
        for index, alarm in enumerate(self._alarms):
            if alarm.is_seen or alert_id not in (None, alarm.alert.id):
                continue
            seen = msgspec.structs.replace(alarm, is_seen=True)
            if alarm.is_open:
                self._alarms[index] = seen
            else:
                del self._alarms[index]
            return seen
        return None

    def acknowledge_all(self) -> tuple[Alarm, ...]:
        """The trainer has seen everything; what he had not before."""
        seen: list[Alarm] = []
        while (alarm := self.acknowledge()) is not None:
            seen.append(alarm)
        return tuple(seen)

    def take_seen(self, seen: AlertSeen) -> bool:
        """Another trainer has seen them; whether there were any that nobody had."""
        before = tuple(self._alarms)
        marked = (
            msgspec.structs.replace(one, is_seen=True, seen_by=seen.by)
            if not one.is_seen and _is_about(one.alert, seen)
            else one
            for one in self._alarms
        )
        self._alarms = [one for one in marked if one.is_open or not one.is_seen]
        return tuple(self._alarms) != before

    def keep_sessions(self, session_ids: Iterable[SessionId]) -> bool:
        """Let go of the alarms of all other sessions; whether there were any."""
        kept = frozenset(session_ids)
        before = len(self._alarms)
        self._alarms = [one for one in self._alarms if one.alert.session_id in kept]
        return len(self._alarms) != before

    def views(
        self, session_of: Callable[[SessionId], SessionState | None], now: float
    ) -> tuple[AlarmView, ...]:
        """The rows with names, newest first; those of sessions that are not shown are left out."""
        views: list[AlarmView] = []
        for alarm in self._alarms:
            state = session_of(alarm.alert.session_id)
            player = None if state is None else state.players.get(alarm.alert.player_id)
            if state is None or player is None:
                continue
            views.append(
                AlarmView(
                    alarm=alarm,
                    jersey_number=player.player.jersey_number,
                    name=player.player.last_name,
                    session_name=state.session.name,
                    age_s=max(now - alarm.alert.at, 0.0),
                )
            )
        return tuple(views)

"""What may be done to sessions in which state, and how states read."""

from __future__ import annotations

from collections.abc import Iterable

from core.domain.session import SessionStatus
from core.live.blocks import BlockPlace
from core.live.views import GroupView
from core.ports.hub_link import SessionAction
from widgets.inputs.time_text import clock_text

_ACTIONS = {
    SessionStatus.SCHEDULED: (SessionAction.START,),
    SessionStatus.IN_PROGRESS: (SessionAction.PAUSE, SessionAction.END),
    SessionStatus.PAUSED: (SessionAction.RESUME, SessionAction.END),
}

_WORDS = {
    SessionStatus.SCHEDULED: "Not started",
    SessionStatus.IN_PROGRESS: "Running",
    SessionStatus.PAUSED: "Paused",
    SessionStatus.COMPLETED: "Completed",
    SessionStatus.CANCELLED: "Cancelled",
    SessionStatus.FORCE_ENDED: "Ended early",
}


_WHOLE_PERCENT = 100.0


def actions_in(status: SessionStatus) -> tuple[SessionAction, ...]:
    """What a session in this state can be told."""
    return _ACTIONS.get(status, ())


def actions_for_all(statuses: Iterable[SessionStatus]) -> frozenset[SessionAction]:
    """What at least one of these sessions can be told."""
    return frozenset(action for status in statuses for action in actions_in(status))


def status_text(status: SessionStatus) -> str:
    """A session's state in a word or two."""
    return _WORDS[status]


def phase_text(group: GroupView) -> str:
    """Where a session stands: its interval and countdown while it runs, else its state."""
    if not group.status.is_running:
        return _WORDS[group.status]
    is_paused = group.status is SessionStatus.PAUSED
    parts = [_WORDS[group.status]] if is_paused or not group.interval_name else []
    if group.interval_name:
        parts.append(group.interval_name)
    elif group.progress_percent >= _WHOLE_PERCENT:
        return "Planned time is up" if not is_paused else f"{_WORDS[group.status]}, time is up"
    if group.interval_remaining_s is not None:
        parts.append(f"{clock_text(group.interval_remaining_s)} left")
    if group.interval_target_zone is not None and not is_paused:
        parts.append(f"target Z{group.interval_target_zone}")
    return " \N{MIDDLE DOT} ".join(parts)


def block_beside(group: GroupView) -> str:
    """The group's block as it is told beside its phase, which may name the block already."""
    place = group.block
    if place is not None and place.name == group.interval_name:
        return f"Block {place.index + 1} of {place.count}"
    return block_text(place)


def block_text(place: BlockPlace | None) -> str:
    """Which block of a hybrid workout, and how long still; empty where there is none."""
    if place is None:
        return ""
    parts = [f"Block {place.index + 1} of {place.count}", place.name]
    if place.left_s is not None:
        parts.append(f"{clock_text(place.left_s)} left")
    return " \N{MIDDLE DOT} ".join(part for part in parts if part)

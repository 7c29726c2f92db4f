"""Who may do what: one table, asked by REST guards and by the socket gate alike."""

from __future__ import annotations

from enum import Enum, auto

from core.domain.ids import PlayerId
from core.domain.user import Principal, Role
from core.errors import NotAllowedError


class Action(Enum):
    """Something that somebody may or may not do."""

    READ_OWN = auto()
    """Read what concerns oneself."""
    READ_CLUB = auto()
    """Teams, players, machines, workouts, restrictions (without details)."""
    CHANGE_CLUB = auto()
    READ_MEDICAL_DETAILS = auto()
    CHANGE_RESTRICTIONS = auto()
    READ_SCHEDULE = auto()
    CHANGE_SCHEDULE = auto()
    READ_RESULTS = auto()
    """Recordings and reports."""
    MANAGE_DEVICES = auto()
    """Let devices in by a code, see and rename them, send them away."""
    MANAGE_USERS = auto()
    READ_AUDIT = auto()
    WATCH_HUB = auto()
    """Who is connected, what was refused and why, and what the hub takes."""
    FOLLOW_SESSION = auto()
    """The full stream of a session, or a player's own part of it; of one that runs, where
    READ_SCHEDULE is missing."""
    CONTROL_SESSION = auto()
    """Start, pause, resume, end, say something, take a player out."""
    FORCE_END = auto()
    SEND_READINGS = auto()
    READ_PAIRINGS = auto()
    """Whose each sensor is, and who trains now."""
    CHANGE_PAIRINGS = auto()
    REPORT_SENSORS = auto()
    """Say what a gateway hears."""
    SPEAK_FOR_PLAYER = auto()
    """Numbers, progress and status of a player; players only for themselves."""
    SPEAK_FOR_ANYBODY = auto()
    CHANGE_BLOCK = auto()
    """Say which block of the workout is done now; players only for themselves."""


_READ = frozenset({Action.READ_OWN, Action.READ_CLUB, Action.READ_SCHEDULE, Action.FOLLOW_SESSION})

ALLOWED: dict[Role, frozenset[Action]] = {
    Role.ADMIN: frozenset(Action),
    Role.TRAINER: frozenset(Action) - {Action.FORCE_END, Action.MANAGE_USERS, Action.READ_AUDIT},
    Role.MEDICAL: _READ
    | {Action.READ_MEDICAL_DETAILS, Action.CHANGE_RESTRICTIONS, Action.READ_RESULTS},
    Role.OBSERVER: _READ,
    Role.GATEWAY: frozenset(
        {
            Action.READ_OWN,
            Action.SEND_READINGS,
            Action.READ_PAIRINGS,
            Action.REPORT_SENSORS,
            Action.FOLLOW_SESSION,
        }
    ),
    Role.ASSISTANT: _READ | {Action.CONTROL_SESSION, Action.CHANGE_BLOCK, Action.READ_RESULTS},
    Role.PLAYER: frozenset(
        {Action.READ_OWN, Action.FOLLOW_SESSION, Action.SPEAK_FOR_PLAYER, Action.CHANGE_BLOCK}
    ),
}
"""What each role may do."""

REMOTE_WITHOUT_TLS = frozenset({Role.PLAYER, Role.OBSERVER, Role.GATEWAY})
"""Roles that may come over an open network; the others only from this machine or over TLS."""


def is_allowed(principal: Principal, action: Action) -> bool:
    """Whether the role may do it."""
    return action in ALLOWED[principal.role]


def require(principal: Principal, action: Action) -> None:
    """Pass, or refuse.

    Raises:
        NotAllowedError: The role may not do it.
    """
    if not is_allowed(principal, action):
        raise NotAllowedError(
            f"The role {principal.role} may not do this.",
            suggested_action="Ask a trainer.",
        )


def require_own(principal: Principal, player_id: PlayerId) -> None:
    """Pass if the principal may act for, or read of, this player.

    Raises:
        NotAllowedError: A player's device names another player.
    """
    if principal.role is Role.PLAYER and principal.player_id != player_id:
        raise NotAllowedError(
            "A player's device may only speak for its own player.",
            suggested_action="Sign in as that player.",
            field="playerId",
        )
    if principal.role is not Role.PLAYER and not is_allowed(principal, Action.READ_CLUB):
        raise NotAllowedError(f"The role {principal.role} may not do this.")

"""What roles and states of people are called, and what they mean."""

from __future__ import annotations

from datetime import datetime

from core.domain.user import Account, Role
from core.services.desk.devices_health import ago_text
from widgets.inputs import Tone
from widgets.inputs.choice import Option

ROLES = {
    Role.ADMIN: (
        "Administrator",
        "May do everything, also look after people and read the audit log.",
    ),
    Role.TRAINER: ("Trainer", "Plans and runs training, sees medical details, lets devices in."),
    Role.ASSISTANT: ("Assistant", "Runs sessions that others have planned."),
    Role.MEDICAL: ("Medical staff", "Sees medical details and sets restrictions."),
    Role.OBSERVER: ("Observer", "Watches; changes nothing."),
}
"""Those that sign in with a password; the others join with a code."""


def role_options() -> tuple[Option, ...]:
    """For a drop-down, the mightiest first."""
    return tuple(Option(id=role, text=name) for role, (name, _) in ROLES.items())


def role_name(role: Role) -> str:
    """What a role is called."""
    return ROLES[role][0] if role in ROLES else str(role).capitalize()


def state_words(account: Account) -> tuple[str, Tone]:
    """How somebody stands, and what the colour says."""
    if account.disabled_at is not None:
        return "Deactivated", Tone.FAINT
    if account.is_connected:
        return "Connected", Tone.OK
    if account.last_seen_at is None:
        return "Never signed in", Tone.WARNING
    return "Active", Tone.SOFT


def seen_text(account: Account, now: datetime) -> str:
    """When somebody was here last."""
    if account.is_connected:
        return "Now"
    return "Never" if account.last_seen_at is None else ago_text(account.last_seen_at, now)


def sentence(account: Account, now: datetime, *, is_self: bool) -> str:
    """What is to be known of somebody."""
    role = ROLES[account.role][1] if account.role in ROLES else ""
    if account.disabled_at is not None:
        return f"Deactivated {ago_text(account.disabled_at, now)}: cannot sign in any more."
    if is_self:
        return f"{role} This is you: another administrator changes your role."
    if account.last_seen_at is None:
        return f"{role} Has not signed in yet; a new password can be given at any time."
    return role

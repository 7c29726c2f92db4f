"""Who may sign in, and as what."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from core.domain.ids import DeviceId, PlayerId, UserId
from core.domain.value import Value

DESKTOP_SUBJECT = "desktop"
"""Who acts where the laptop's owner does, signed in to his own hub without a password."""


class Role(StrEnum):
    """What somebody may do; see `hub_server.security.permissions`."""

    ADMIN = "admin"
    TRAINER = "trainer"
    MEDICAL = "medical"
    PLAYER = "player"
    OBSERVER = "observer"
    ASSISTANT = "assistant"
    """An assistant trainer: controls running sessions, changes neither plan nor users."""
    GATEWAY = "gateway"
    """A program that reads sensors and does nothing else."""


_IN_CHARGE = frozenset({Role.ADMIN, Role.TRAINER, Role.ASSISTANT})


class User(Value, frozen=True, kw_only=True):
    """A person who signs in with a password."""

    id: UserId
    name: str
    role: Role
    login: str
    disabled_at: datetime | None = None
    """Since when he may not sign in any more."""

    @property
    def can_lead(self) -> bool:
        """Whether he can be put in charge of a session."""
        return self.role in _IN_CHARGE and self.disabled_at is None


class Trainer(Value, frozen=True, kw_only=True):
    """Who can be put in charge of a session, as everybody in the club may see him."""

    id: UserId
    name: str
    role: Role


class Account(User, frozen=True, kw_only=True):
    """A user as administrators see him."""

    last_seen_at: datetime | None = None
    """When he signed in, or his sign-in was renewed, last: to some 15 minutes."""
    is_connected: bool = False
    """Whether a program of his is connected now."""


class Invitation(Value, frozen=True, kw_only=True):
    """Somebody who is to sign in with a password that the hub draws."""

    name: str
    role: Role
    login: str


class IssuedPassword(Value, frozen=True, kw_only=True):
    """A password that the hub drew. It is said only once and kept as a hash only."""

    user: User
    password: str


class Principal(Value, frozen=True, kw_only=True):
    """Who stands behind a call or a connection, taken from a verified token."""

    subject: str
    """User id, or the player id for a player's device."""
    name: str
    role: Role
    player_id: PlayerId | None = None
    """The one player a device of role `player` speaks for."""
    device_id: DeviceId | None = None
    """The device, if it is one that joined."""

"""Who may sign in, and as what."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from core.domain.ids import DeviceId, PlayerId, UserId
from core.domain.value import Value


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


class User(Value, frozen=True, kw_only=True):
    """A person who signs in with a password."""

    id: UserId
    name: str
    role: Role
    login: str
    disabled_at: datetime | None = None
    """Since when he may not sign in any more."""


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

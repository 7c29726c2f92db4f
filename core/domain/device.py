"""Devices that joined with a code instead of a password: phones, tablets, gateways."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from core.domain.ids import DeviceId, JoinCodeId, PlayerId
from core.domain.user import Role
from core.domain.value import Value


class DeviceKind(StrEnum):
    """What a device may join as; each is the role of the same name, and none can do more."""

    PLAYER = "player"
    GATEWAY = "gateway"
    """Sends the readings of sensors, without a window."""
    OBSERVER = "observer"
    ASSISTANT = "assistant"
    """An assistant trainer: controls running sessions, changes no plan."""

    @property
    def role(self) -> Role:
        """What its tokens let it do."""
        return Role(self.value)


class Device(Value, frozen=True, kw_only=True):
    """A device that joined."""

    id: DeviceId
    name: str
    """As it called itself, or as the owner renamed it."""
    kind: DeviceKind
    player_id: PlayerId | None = None
    """Whose it is; players' devices only."""
    joined_at: datetime
    let_in_by: str
    """Subject of who made the code it joined with."""
    last_seen_at: datetime | None = None
    """When it last connected, called or refreshed its token (to the minute)."""
    revoked_at: datetime | None = None


class JoinCode(Value, frozen=True, kw_only=True):
    """A code that is open: not used, not withdrawn, not expired. The digits are not kept."""

    id: JoinCodeId
    kind: DeviceKind
    player_id: PlayerId | None = None
    created_by: str
    created_at: datetime
    expires_at: datetime

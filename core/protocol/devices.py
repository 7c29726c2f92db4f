"""Join codes, devices and their tokens on the wire: REST bodies and what trainers are told."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Annotated

import msgspec

from core.domain.device import Device, DeviceKind
from core.domain.ids import DeviceId, JoinCodeId, PlayerId
from core.domain.value import Value
from core.protocol.rest import AccessToken

DEVICES = "/api/v1/devices"
JOIN_CODES = f"{DEVICES}/join-codes"
JOIN = f"{DEVICES}/join"

DEVICE_JOINED = "training:device:joined"
DEVICE_REFUSED = "training:device:refused"
DEVICE_SIGNED_OUT = "training:device:signed_out"
DEVICE_RENEW = "training:device:renew"

DeviceName = Annotated[str, msgspec.Meta(min_length=1, max_length=80)]


class JoinCodeRequest(Value, frozen=True, kw_only=True):
    """POST /api/v1/devices/join-codes, by a trainer or administrator."""

    kind: DeviceKind
    player_id: Annotated[PlayerId, msgspec.Meta(max_length=64)] | None = None
    """For kind `player`, and only then."""


class IssuedJoinCode(Value, frozen=True, kw_only=True):
    """The answer: the only time that the digits are said."""

    id: JoinCodeId
    code: str
    """Six digits, good once."""
    kind: DeviceKind
    player_id: PlayerId | None = None
    expires_at: datetime
    join_address: str
    """`http(s)://host:port` under which other machines reach the hub, as far as it knows."""
    qr_text: str
    """What a QR code should say: the players' page with the code behind `#`."""


class DeviceJoin(Value, frozen=True, kw_only=True):
    """POST /api/v1/devices/join, without a token."""

    code: Annotated[str, msgspec.Meta(max_length=16)]
    """The digits; blanks and hyphens between them do not matter."""
    device_name: DeviceName


class JoinedDevice(AccessToken, frozen=True, kw_only=True):
    """The answer to a join: tokens (`accessToken`, `refreshToken`, `expiresAt`, `role`)."""

    device_id: DeviceId
    player_id: PlayerId | None = None


class DeviceEntry(Device, frozen=True, kw_only=True):
    """A line of GET /api/v1/devices."""

    is_connected: bool
    player_name: str | None = None


class DeviceRenaming(Value, frozen=True, kw_only=True):
    """PATCH /api/v1/devices/{deviceId}."""

    name: DeviceName


class SignInRenewal(Value, frozen=True, kw_only=True):
    """`training:device:renew`: a fresh access token of the same sign-in for a live connection."""

    token: str


class DeviceJoined(Value, frozen=True, kw_only=True):
    """`training:device:joined`, to trainers: is that you?"""

    device_id: DeviceId
    name: str
    kind: DeviceKind
    player_id: PlayerId | None = None
    player_name: str | None = None
    timestamp: datetime


class DeviceRefused(Value, frozen=True, kw_only=True):
    """`training:device:refused`, to trainers: somebody tries codes."""

    reason: str
    """One sentence."""
    address: str
    """Where the tries come from."""
    device_name: str | None = None
    voided_codes: int = 0
    """How many open codes were made void by it."""
    timestamp: datetime


class SignOutReason(StrEnum):
    """Why a device is sent away."""

    REVOKED = "revoked"
    EXPIRED = "expired"


class DeviceSignedOut(Value, frozen=True, kw_only=True):
    """`training:device:signed_out`, to a connection right before it is closed."""

    reason: SignOutReason
    message: str

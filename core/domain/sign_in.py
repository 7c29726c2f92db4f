"""Sign-ins: from proving who one is until signing out, however often tokens are renewed."""

from __future__ import annotations

from datetime import datetime

from core.domain.ids import DeviceId, SignInId
from core.domain.value import Value


class SignIn(Value, frozen=True, kw_only=True):
    """One proof of identity, and the family of refresh tokens that descends from it."""

    id: SignInId
    subject: str
    """User id, player id or device id, as in the tokens."""
    device_id: DeviceId | None = None
    created_at: datetime
    expires_at: datetime
    """Moves on with every refresh."""
    ended_at: datetime | None = None


class RefreshToken(Value, frozen=True, kw_only=True):
    """What is kept of a refresh token; the token itself is with its owner only."""

    digest: bytes
    sign_in_id: SignInId
    issued_at: datetime
    used_at: datetime | None = None
    request_id: str | None = None
    """The request that used it, so that its repetition after a lost answer is no theft."""


class SigningKey(Value, frozen=True, kw_only=True):
    """A key that access tokens are signed with."""

    id: str
    """The `kid` in the tokens' headers."""
    key: bytes
    created_at: datetime

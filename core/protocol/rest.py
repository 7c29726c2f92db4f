"""REST bodies that are not domain values themselves."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from core.domain.drafts import CommonProperties, SessionDraft
from core.domain.ids import EventId, PlayerId, UserId
from core.domain.user import Role
from core.domain.value import Value

API = "/api/v1/training"
AUTH = "/api/v1/auth"
AUDIT = "/api/v1/audit"
SETUP = "/api/v1/setup"


class SignIn(Value, frozen=True, kw_only=True):
    """POST /api/v1/auth/token."""

    login: str
    password: str


class DesktopSignIn(Value, frozen=True, kw_only=True):
    """POST /api/v1/auth/desktop, from this machine only: the secret handed over at start."""

    secret: str


class PlayerTokenRequest(Value, frozen=True, kw_only=True):
    """POST /api/v1/auth/player-tokens: a trainer lets a player's device in."""

    player_id: PlayerId


class UserCreation(Value, frozen=True, kw_only=True):
    """POST /api/v1/auth/users: somebody who signs in with a password."""

    id: UserId
    name: str
    role: Role
    login: str
    password: str


class UserChanges(Value, frozen=True, kw_only=True):
    """PATCH /api/v1/auth/users/{id}: what is left out stays."""

    name: str | msgspec.UnsetType = msgspec.UNSET
    role: Role | msgspec.UnsetType = msgspec.UNSET
    login: str | msgspec.UnsetType = msgspec.UNSET
    password: str | msgspec.UnsetType = msgspec.UNSET
    is_disabled: bool | msgspec.UnsetType = msgspec.UNSET


class PasswordChange(Value, frozen=True, kw_only=True):
    """POST /api/v1/auth/password: another one for oneself."""

    old_password: str
    new_password: str


class SetUpState(Value, frozen=True, kw_only=True):
    """GET /api/v1/setup, open to all."""

    is_needed: bool
    """Nobody can sign in yet; the code is on the hub's own terminal or log."""


class SetUpRequest(Value, frozen=True, kw_only=True):
    """POST /api/v1/setup: the first administrator."""

    code: Annotated[str, msgspec.Meta(max_length=100)]
    name: str
    login: str
    password: str


class AccessToken(Value, frozen=True, kw_only=True):
    """A signed token and what it is good for."""

    access_token: str
    token_type: str = "Bearer"  # noqa: S105 - the scheme's name, not a secret
    expires_in_s: int
    expires_at: datetime
    issued_at: datetime
    """The hub's own time of this answer, by which a device sets its clock."""
    role: Role
    subject: str
    refresh_token: str | None = None
    """Good for one use at POST /api/v1/auth/refresh; None where one signs in anew instead."""


class TokenRefresh(Value, frozen=True, kw_only=True):
    """POST /api/v1/auth/refresh: the old refresh token for a new pair."""

    refresh_token: Annotated[str, msgspec.Meta(max_length=200)]
    request_id: Annotated[str, msgspec.Meta(min_length=1, max_length=64)] | None = None
    """The sender's id, the same when it asks again because the answer was lost; with it the
    repetition gets another pair instead of counting as theft."""


class MadeKey(Value, frozen=True, kw_only=True):
    """POST /api/v1/auth/signing-keys: which key (`kid`) signs from now on."""

    id: str
    created_at: datetime


class SessionCreation(Value, frozen=True, kw_only=True):
    """POST /api/v1/training/sessions: a single session."""

    common_properties: CommonProperties
    session: SessionDraft


class SessionCommandBody(Value, frozen=True, kw_only=True):
    """The optional body of POST …/sessions/{id}/start, pause, resume, end."""

    event_id: EventId | None = None
    """The sender's id; a repeated one changes nothing."""
    timestamp: datetime | None = None
    """When it happened; now, if not given."""


class Health(Value, frozen=True, kw_only=True):
    """GET /health, open to all."""

    status: str
    version: str
    protocol_version: int
    instance: str
    """Changes with every start of the hub."""

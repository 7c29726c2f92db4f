"""REST bodies that are not domain values themselves."""

from __future__ import annotations

from core.domain.ids import PlayerId
from core.domain.user import Role
from core.domain.value import Value

API = "/api/v1/training"
AUTH = "/api/v1/auth"


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


class AccessToken(Value, frozen=True, kw_only=True):
    """A signed token and what it is good for."""

    access_token: str
    token_type: str = "Bearer"  # noqa: S105 - the scheme's name, not a secret
    expires_in_s: int
    role: Role
    subject: str


class Health(Value, frozen=True, kw_only=True):
    """GET /health, open to all."""

    status: str
    version: str
    protocol_version: int
    instance: str
    """Changes with every start of the hub."""

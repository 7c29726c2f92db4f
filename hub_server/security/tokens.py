"""Signed tokens: who somebody is, for a training day, checked on every call and connection."""

from __future__ import annotations

import hashlib
from typing import Any, Final

import jwt

from core.domain.ids import PlayerId, new_id
from core.domain.user import Principal, Role
from core.domain.value import Value
from core.errors import NotSignedInError
from core.ports.clock import Clock
from core.protocol.rest import AccessToken

ALGORITHM: Final = "HS256"
AUDIENCE: Final = "hockeyhub"
ISSUER: Final = "hockeyhub-hub"
LEEWAY_S: Final = 60
"""How far clocks may differ."""
LIFETIME_S: Final = 12 * 3600
"""A training day; the desktop signs in anew by itself."""

_REQUIRED: Final = ["sub", "iss", "aud", "iat", "nbf", "exp", "jti", "role", "name"]


class SignedIn(Value, frozen=True, kw_only=True):
    """A principal and until when he is one."""

    principal: Principal
    expires_at: float
    """Seconds since 1970, leeway included."""


class TokenIssuer:
    """Makes and checks tokens.

    Args:
        key: The hub's own key, at least 32 bytes.
        clock: Judges their times.
    """

    def __init__(self, key: bytes, clock: Clock) -> None:
        self._key = key
        self._key_id = hashlib.sha256(b"kid" + key).hexdigest()[:16]
        self._clock = clock

    def issue(self, principal: Principal) -> AccessToken:
        """A token for somebody whose identity was just proved."""
        now = int(self._clock.now())
        claims: dict[str, Any] = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": principal.subject,
            "name": principal.name,
            "role": str(principal.role),
            "iat": now,
            "nbf": now,
            "exp": now + LIFETIME_S,
            "jti": new_id(),
        }
        if principal.player_id is not None:
            claims["player"] = principal.player_id
        return AccessToken(
            access_token=jwt.encode(
                claims, self._key, algorithm=ALGORITHM, headers={"kid": self._key_id}
            ),
            expires_in_s=LIFETIME_S,
            role=principal.role,
            subject=principal.subject,
        )

    def verify(self, token: str) -> SignedIn:
        """Who stands behind a token.

        Raises:
            NotSignedInError: It was not made here, not for us, or is not valid now.
        """
        try:
            if jwt.get_unverified_header(token).get("kid") != self._key_id:
                raise _refused()
            claims = jwt.decode(
                token,
                self._key,
                algorithms=[ALGORITHM],
                audience=AUDIENCE,
                issuer=ISSUER,
                # Times are checked below, by the hub's own clock.
                options={
                    "require": _REQUIRED,
                    "verify_exp": False,
                    "verify_nbf": False,
                    "verify_iat": False,
                },
            )
            return self._signed_in(claims)
        except (jwt.PyJWTError, ValueError, TypeError, UnicodeError) as error:
            raise _refused() from error

    def _signed_in(self, claims: dict[str, Any]) -> SignedIn:
        now = self._clock.now()
        expires_at = float(claims["exp"]) + LEEWAY_S
        if now > expires_at:
            raise NotSignedInError("Your sign-in has expired.", suggested_action="Sign in again.")
        if max(float(claims["nbf"]), float(claims["iat"])) > now + LEEWAY_S:
            raise _refused()
        role = Role(claims["role"])
        player_id = claims.get("player")
        if (role is Role.PLAYER) != isinstance(player_id, str):
            raise _refused()
        principal = Principal(
            subject=str(claims["sub"]),
            name=str(claims["name"]),
            role=role,
            player_id=None if player_id is None else PlayerId(player_id),
        )
        return SignedIn(principal=principal, expires_at=expires_at)


def _refused() -> NotSignedInError:
    return NotSignedInError(
        "The sign-in token is not valid here.", suggested_action="Sign in again."
    )

"""Signed access tokens: who somebody is, for minutes, checked on every call and connection."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

import jwt

from core.domain.ids import DeviceId, PlayerId, SignInId, new_id
from core.domain.user import Principal, Role
from core.domain.value import Value
from core.errors import NotSignedInError
from core.live.events import utc
from core.ports.clock import Clock
from core.protocol.rest import AccessToken
from core.services.access.keyring import Keyring
from core.services.access.sign_ins import Credentials

ALGORITHM: Final = "HS256"
AUDIENCE: Final = "hockeyhub"
ISSUER: Final = "hockeyhub-hub"
LEEWAY_S: Final = 60
"""How far clocks may differ."""
LIFETIME_S: Final = 15 * 60
"""Of people's and devices' tokens: so long somebody may go on whom nobody has sent away."""
DESKTOP_LIFETIME_S: Final = 12 * 3600
"""A training day; the desktop on this machine signs in anew by its secret, without refreshing."""

_REQUIRED: Final = ["sub", "iss", "aud", "iat", "nbf", "exp", "jti", "role", "name"]


class SignedIn(Value, frozen=True, kw_only=True):
    """A principal and until when he is one."""

    principal: Principal
    expires_at: float
    """Seconds since 1970, leeway included."""
    sign_in_id: SignInId | None = None
    """Whose end ends the token too; None for the desktop."""


class TokenIssuer:
    """Makes and checks tokens.

    Args:
        keyring: Signs with its newest key, takes tokens of all.
        clock: Judges their times.
    """

    def __init__(self, keyring: Keyring, clock: Clock) -> None:
        self._keyring = keyring
        self._clock = clock

    def issue(self, principal: Principal, credentials: Credentials | None = None) -> AccessToken:
        """A token for somebody whose identity was just proved.

        Args:
            principal: Who it is.
            credentials: The sign-in it belongs to; None for the desktop.
        """
        issued_at = self._clock.now()
        now = int(issued_at)  # a token's times are whole seconds
        lifetime_s = DESKTOP_LIFETIME_S if credentials is None else LIFETIME_S
        claims: dict[str, Any] = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": principal.subject,
            "name": principal.name,
            "role": str(principal.role),
            "iat": now,
            "nbf": now,
            "exp": now + lifetime_s,
            "jti": new_id(),
        }
        if principal.player_id is not None:
            claims["player"] = principal.player_id
        if principal.device_id is not None:
            claims["device"] = principal.device_id
        if credentials is not None:
            claims["sid"] = credentials.sign_in_id
        key = self._keyring.newest
        return AccessToken(
            access_token=jwt.encode(claims, key.key, algorithm=ALGORITHM, headers={"kid": key.id}),
            expires_in_s=lifetime_s,
            expires_at=datetime.fromtimestamp(now + lifetime_s, UTC),
            issued_at=utc(issued_at),
            role=principal.role,
            subject=principal.subject,
            refresh_token=None if credentials is None else credentials.refresh_token,
        )

    def verify(self, token: str) -> SignedIn:
        """Who stands behind a token.

        Raises:
            NotSignedInError: It was not made here, not for us, or is not valid now.
        """
        try:
            key = self._keyring.find(jwt.get_unverified_header(token).get("kid"))
            if key is None:
                raise _refused()
            claims = jwt.decode(
                token,
                key.key,
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
        player_id = _text(claims.get("player"))
        if (role is Role.PLAYER) != (player_id is not None):
            raise _refused()
        device_id, sign_in_id = _text(claims.get("device")), _text(claims.get("sid"))
        principal = Principal(
            subject=str(claims["sub"]),
            name=str(claims["name"]),
            role=role,
            player_id=None if player_id is None else PlayerId(player_id),
            device_id=None if device_id is None else DeviceId(device_id),
        )
        return SignedIn(
            principal=principal,
            expires_at=expires_at,
            sign_in_id=None if sign_in_id is None else SignInId(sign_in_id),
        )


def _text(claim: object) -> str | None:
    return claim if isinstance(claim, str) else None


def _refused() -> NotSignedInError:
    return NotSignedInError(
        "The sign-in token is not valid here.", suggested_action="Sign in again."
    )

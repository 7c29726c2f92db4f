"""Access tokens, by a clock that is moved and with forgeries of every kind."""

from __future__ import annotations

from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from core.clock import ManualClock
from core.domain.ids import SignInId
from core.domain.sign_in import SigningKey
from core.domain.user import Principal, Role
from core.errors import NotSignedInError
from core.live.events import utc
from core.services.access.keyring import Keyring
from core.services.access.sign_ins import Credentials
from hub_server.security.tokens import DESKTOP_LIFETIME_S, LEEWAY_S, LIFETIME_S, TokenIssuer

NOW = 1_000_000
ADMIN = Principal(subject="desktop", name="Desktop", role=Role.ADMIN)
SIGN_IN = Credentials(sign_in_id=SignInId("s"), refresh_token="r")


def a_key(name: str) -> SigningKey:
    return SigningKey(id=name, key=name.encode() * 32, created_at=utc(NOW))


def issuer(*names: str, now: float = NOW) -> TokenIssuer:
    return TokenIssuer(Keyring([a_key(name) for name in names]), ManualClock(now))


@pytest.mark.parametrize(
    ("credentials", "lifetime_s"), [(None, DESKTOP_LIFETIME_S), (SIGN_IN, LIFETIME_S)]
)
async def test_that_a_token_ends_in_time(credentials: Credentials | None, lifetime_s: int) -> None:
    clock = ManualClock(NOW)
    tokens = TokenIssuer(Keyring([a_key("k")]), clock)
    answer = tokens.issue(ADMIN, credentials)
    assert answer.expires_at == utc(NOW + lifetime_s)
    assert tokens.verify(answer.access_token).principal == ADMIN
    await clock.advance(lifetime_s + LEEWAY_S)
    tokens.verify(answer.access_token)
    await clock.advance(1)
    with pytest.raises(NotSignedInError, match="expired"):
        tokens.verify(answer.access_token)


def test_that_a_token_of_an_older_key_is_taken_and_one_of_a_foreign_key_is_not() -> None:
    old = issuer("old").issue(ADMIN).access_token
    assert issuer("new", "old").verify(old).principal == ADMIN
    with pytest.raises(NotSignedInError):
        issuer("new").verify(old)


def test_that_a_player_without_a_player_is_refused() -> None:
    tokens = issuer("k")
    odd = Principal(subject="x", name="x", role=Role.PLAYER)
    with pytest.raises(NotSignedInError):
        tokens.verify(tokens.issue(odd).access_token)


def _good_claims() -> dict[str, Any]:
    token = issuer("k").issue(ADMIN, SIGN_IN).access_token
    claims: dict[str, Any] = jwt.decode(token, options={"verify_signature": False})
    return claims


def _public_key() -> tuple[bytes, bytes]:
    """A private RSA key and its public half, as PEM."""
    private = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return (
        private.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        ),
        private.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        ),
    )


@pytest.mark.requirement(71)
@pytest.mark.parametrize(
    "change",
    [
        {"aud": "another program"},
        {"aud": ["another", "program"]},
        {"iss": "another hub"},
        {"exp": NOW - LEEWAY_S - 1},
        {"exp": "never"},
        {"nbf": NOW + LEEWAY_S + 1},
        {"iat": NOW + LEEWAY_S + 1},
        {"role": "owner"},
        {"role": ["admin"]},
        *({name: None} for name in ("aud", "iss", "exp", "nbf", "iat", "jti", "sub", "role")),
    ],
    ids=str,
)
def test_that_a_claim_that_is_wrong_or_missing_is_refused(change: dict[str, Any]) -> None:
    claims = {key: value for key, value in (_good_claims() | change).items() if value is not None}
    token = jwt.encode(claims, a_key("k").key, algorithm="HS256", headers={"kid": "k"})
    with pytest.raises(NotSignedInError):
        issuer("k").verify(token)


def test_that_other_algorithms_and_keys_are_refused() -> None:
    claims = _good_claims()
    private, public = _public_key()
    forged = [
        jwt.encode(claims, None, algorithm="none", headers={"kid": "k"}),
        jwt.encode(claims, private, algorithm="RS256", headers={"kid": "k"}),
        jwt.encode(claims, a_key("k").key * 2, algorithm="HS512", headers={"kid": "k"}),
        jwt.encode(claims, b"o" * 32, algorithm="HS256", headers={"kid": "k"}),
        jwt.encode(claims, a_key("k").key, algorithm="HS256"),
        jwt.encode(claims, a_key("k").key, algorithm="HS256", headers={"kid": "../k"}),
        "",
        "a.b.c",
        "é",
    ]
    for token in forged:
        with pytest.raises(NotSignedInError):
            issuer("k").verify(token)
    # A public key taken for a secret: whoever knows it could sign, if the algorithm were not fixed.
    head, body, _ = jwt.encode(claims, b"x" * 32, algorithm="HS256", headers={"kid": "k"}).split(
        "."
    )
    confused = (
        f"{head}.{body}."
        + jwt.utils.base64url_encode(
            jwt.algorithms.HMACAlgorithm(jwt.algorithms.HMACAlgorithm.SHA256).sign(
                f"{head}.{body}".encode(), public
            )
        ).decode()
    )
    with pytest.raises(NotSignedInError):
        issuer("k").verify(confused)

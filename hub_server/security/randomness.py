"""What must not be guessed, from the operating system's cryptographic source."""

from __future__ import annotations

import secrets
from typing import Final

from core.services.access.codes import DIGITS

KEY_BYTES: Final = 32
"""As long as the hash of HS256."""
_READABLE: Final = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""32 signs without those that look alike."""
_SETUP_SIGNS: Final = 16


def join_digits() -> str:
    """The digits of a join code."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def lot() -> int:
    """The seed of a draw, short enough to be read out; nothing hangs on guessing it."""
    return secrets.randbelow(10_000)


def setup_code() -> str:
    """The code for the first administrator: 80 bits that a person can type."""
    return _typable()


def first_password() -> str:
    """A password to begin with: 80 bits that a person can read out and type."""
    return _typable()


def _typable() -> str:
    text = "".join(secrets.choice(_READABLE) for _ in range(_SETUP_SIGNS))
    return "-".join(text[at : at + 4] for at in range(0, _SETUP_SIGNS, 4))


def refresh_secret() -> str:
    """A refresh token: 256 bits."""
    return secrets.token_urlsafe(32)


def signing_key() -> bytes:
    """A key for signing access tokens."""
    return secrets.token_bytes(KEY_BYTES)

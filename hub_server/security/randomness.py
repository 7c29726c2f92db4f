"""What must not be guessed, from the operating system's cryptographic source."""

from __future__ import annotations

import secrets
from typing import Final

from core.services.access.codes import DIGITS

KEY_BYTES: Final = 32
"""As long as the hash of HS256."""


def join_digits() -> str:
    """The digits of a join code."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def refresh_secret() -> str:
    """A refresh token: 256 bits."""
    return secrets.token_urlsafe(32)


def signing_key() -> bytes:
    """A key for signing access tokens."""
    return secrets.token_bytes(KEY_BYTES)

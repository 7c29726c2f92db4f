"""Join codes as digits: read what a person typed, and compare without telling how close it was."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable
from typing import Final

from core.domain.device import JoinCode
from core.domain.ids import JoinCodeId
from core.errors import InvalidInputError

DIGITS: Final = 6


def digits_of(typed: str) -> str:
    """The code that somebody typed, perhaps as "123 456".

    Raises:
        InvalidInputError: It cannot be a code.
    """
    digits = typed.replace(" ", "").replace("-", "")
    if len(digits) != DIGITS or not (digits.isascii() and digits.isdigit()):
        raise InvalidInputError(f"A code has {DIGITS} digits.", field="code")
    return digits


def digest_of(code_id: JoinCodeId, digits: str) -> bytes:
    """What is kept of a code.

    A million codes are soon tried, whatever the hash; it keeps digits out of logs and copies.
    What protects a code is that it ends after ten minutes, one use or ten wrong tries.
    """
    return hmac.digest(code_id.encode(), digits.encode(), hashlib.sha256)


def matching(kept: Iterable[tuple[JoinCode, bytes]], digits: str) -> JoinCode | None:
    """The code with these digits; all are compared, each in constant time."""
    found = None
    for code, digest in kept:
        if hmac.compare_digest(digest, digest_of(code.id, digits)):
            found = code
    return found

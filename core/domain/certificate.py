"""Certificates as people compare them."""

from __future__ import annotations

import hashlib


def fingerprint_of(certificate: bytes) -> str:
    """SHA-256 of a certificate (DER) as pairs of hex digits: `3F:A2:…`."""
    return hashlib.sha256(certificate).digest().hex(":").upper()


def digest_of(fingerprint: str) -> bytes:
    """The 32 bytes behind a fingerprint.

    Raises:
        ValueError: It is none.
    """
    digest = bytes.fromhex(fingerprint.replace(":", ""))
    if len(digest) != hashlib.sha256().digest_size:
        raise ValueError(fingerprint)
    return digest

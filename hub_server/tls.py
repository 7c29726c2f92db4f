"""Certificates: the operator's own, or one that the hub makes and keeps."""

from __future__ import annotations

import ipaddress
import os
import socket
import ssl
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from core.domain.certificate import fingerprint_of
from core.errors import InvalidInputError

_LASTS: Final = timedelta(days=825)
"""The longest that phones accept."""
_RENEWED_BEFORE: Final = timedelta(days=30)
_SKEW: Final = timedelta(days=1)
"""A phone's clock may be behind."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """Files for TLS."""

    certificate: str
    key: str
    fingerprint: str = ""
    """What people compare; empty if it was not looked at."""


def operators_certificate(certificate: Path, key: Path | None) -> Certificate:
    """The certificate that the operator brought.

    Args:
        certificate: PEM file, with the chain if there is one.
        key: PEM file with its key; None if that is in the same file.

    Raises:
        InvalidInputError: They cannot be used.
    """
    key = key or certificate
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key)
        first = x509.load_pem_x509_certificates(certificate.read_bytes())[0]
    except FileNotFoundError as error:
        missing = certificate if not certificate.exists() else key
        raise InvalidInputError(
            f"There is no file {missing}.", suggested_action="Check the path of the certificate."
        ) from error
    except (OSError, ValueError) as error:  # ssl.SSLError is an OSError
        raise InvalidInputError(
            f"The certificate {certificate} cannot be used with the key {key}: {_reason(error)}.",
            suggested_action="Both must be PEM files that belong together, and readable here.",
        ) from error
    return Certificate(str(certificate), str(key), _fingerprint(first))


def own_certificate(folder: Path, names: Iterable[str], now: datetime) -> Certificate:
    """The hub's own certificate, made at the first call and anew before it ends.

    Nobody vouches for it: whoever connects compares its fingerprint once with what the hub
    shows on its own machine.

    Args:
        folder: Where it is kept; the key for its owner's eyes only.
        names: By which the hub is called, besides those that this machine knows of itself.
        now: The time.

    Raises:
        InvalidInputError: The folder cannot be written.
    """
    certificate_file, key_file = folder / "hub.pem", folder / "hub.key"
    try:
        known = _kept(certificate_file, key_file, now)
        if known is None:
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            known = _make(certificate_file, key_file, names, now)
    except OSError as error:
        raise InvalidInputError(
            f"No certificate can be kept in {folder}: {error.strerror}.",
            suggested_action="Choose another folder with --data-dir.",
        ) from error
    return Certificate(str(certificate_file), str(key_file), _fingerprint(known))


def _kept(certificate: Path, key: Path, now: datetime) -> x509.Certificate | None:
    if not (certificate.exists() and key.exists()):
        return None
    try:
        known = x509.load_pem_x509_certificate(certificate.read_bytes())
    except ValueError:
        return None
    return known if known.not_valid_after_utc - _RENEWED_BEFORE > now else None


def _make(certificate: Path, key: Path, names: Iterable[str], now: datetime) -> x509.Certificate:
    private = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Hockey Hub")])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(private.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _SKEW)
        .not_valid_after(now + _LASTS)
        .add_extension(x509.SubjectAlternativeName(_names(names)), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]),
            critical=False,
        )
        .sign(private, hashes.SHA256())
    )
    pem = private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    _write(key, pem)
    _write(certificate, made.public_bytes(serialization.Encoding.PEM))
    return made


def _write(path: Path, content: bytes) -> None:
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def _names(given: Iterable[str]) -> list[x509.GeneralName]:
    here = socket.gethostname()
    known = dict.fromkeys([*given, "localhost", "127.0.0.1", "::1", here, f"{here}.local"])
    return [_general_name(name) for name in known if name]


def _general_name(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name.encode("idna").decode() if not name.isascii() else name)


def _fingerprint(certificate: x509.Certificate) -> str:
    return fingerprint_of(certificate.public_bytes(serialization.Encoding.DER))


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, ssl.SSLError):
        return (error.reason or "it is not valid").replace("_", " ").lower()
    return getattr(error, "strerror", None) or "it is not valid"

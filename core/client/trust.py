"""Whose certificate a client believes: the system's authorities', or one that was compared once."""

from __future__ import annotations

import asyncio
import ssl
from dataclasses import dataclass
from urllib.parse import urlsplit

import aiohttp

from core.domain.certificate import digest_of, fingerprint_of
from core.errors import UnavailableError, UntrustedHubError

_TIMEOUT_S = 5.0


@dataclass(frozen=True, slots=True)
class Trust:
    """How a hub proves that it is the one."""

    fingerprint: str | None = None
    """Of the very certificate that it must show; None for one that an authority vouches for."""

    def session(self, timeout: aiohttp.ClientTimeout | None = None) -> aiohttp.ClientSession:
        """HTTP that believes no other hub. Needs a running loop."""
        pinned = None if self.fingerprint is None else digest_of(self.fingerprint)
        connector = aiohttp.TCPConnector(
            ssl=True if pinned is None else aiohttp.Fingerprint(pinned)
        )
        return aiohttp.ClientSession(
            connector=connector, timeout=timeout or aiohttp.ClientTimeout(total=5 * 60)
        )


def untrusted(error: Exception) -> UntrustedHubError | None:
    """What a failed connection says about the certificate; None if it failed for another reason."""
    if isinstance(error, aiohttp.ServerFingerprintMismatch):
        return UntrustedHubError(
            "The hub shows another certificate than before.",
            suggested_action="If it was renewed, connect anew and compare the fingerprint with"
            " what the hub shows on its own machine; if not, somebody may stand between.",
        )
    if isinstance(error, aiohttp.ClientConnectorCertificateError | ssl.SSLCertVerificationError):
        return UntrustedHubError(
            "Nobody vouches for the hub's certificate.",
            suggested_action="Compare its fingerprint with what the hub shows on its own machine.",
        )
    return None


async def shown_certificate(base_url: str) -> str:
    """The fingerprint of the certificate that a hub shows now, believed or not.

    Args:
        base_url: `https://host:port`.

    Raises:
        UnavailableError: Nobody answers there, or not with TLS.
    """
    parts = urlsplit(base_url)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE  # it is looked at, and nothing is said to it
    try:
        async with asyncio.timeout(_TIMEOUT_S):
            _, writer = await asyncio.open_connection(
                parts.hostname, parts.port or 443, ssl=context, server_hostname=parts.hostname
            )
            shown = writer.get_extra_info("ssl_object").getpeercert(binary_form=True)
            writer.transport.abort()
    except (OSError, TimeoutError) as error:
        raise UnavailableError(
            f"No hub answers at {base_url}.",
            suggested_action="Check the address and the network.",
        ) from error
    return fingerprint_of(shown)

"""The common entrance: a token and an address become a principal, or a refusal."""

from __future__ import annotations

import ipaddress

from core.errors import NotAllowedError, NotSignedInError
from hub_server.security.permissions import REMOTE_WITHOUT_TLS
from hub_server.security.tokens import SignedIn, TokenIssuer


class Gatekeeper:
    """Lets callers in.

    Args:
        tokens: Checks tokens.
    """

    def __init__(self, tokens: TokenIssuer) -> None:
        self._tokens = tokens

    def admit(self, token: str, *, host: str | None, is_secure: bool) -> SignedIn:
        """Who calls.

        Args:
            token: As sent.
            host: Address of the caller.
            is_secure: Whether the connection is encrypted.

        Raises:
            NotSignedInError: No valid token.
            NotAllowedError: This role may not come over an open network.
        """
        if not token:
            raise NotSignedInError("No sign-in token was sent.", suggested_action="Sign in first.")
        signed_in = self._tokens.verify(token)
        if signed_in.principal.role not in REMOTE_WITHOUT_TLS:
            require_private(host, is_secure=is_secure)
        return signed_in


def require_private(host: str | None, *, is_secure: bool) -> None:
    """Pass if nobody else can listen to this connection.

    Raises:
        NotAllowedError: It comes from another machine without TLS.
    """
    if not (is_secure or is_loopback(host)):
        raise NotAllowedError(
            "Trainers may sign in from other machines only over an encrypted connection.",
            suggested_action="Start the hub with a certificate, or work on the hub's own machine.",
        )


def is_loopback(host: str | None) -> bool:
    """Whether a caller's address is this machine itself."""
    try:
        address = ipaddress.ip_address(host or "")
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback

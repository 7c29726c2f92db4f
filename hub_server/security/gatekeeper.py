"""The common entrance: a token and an address become a principal, or a refusal."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable

from core.domain.ids import DeviceId
from core.domain.user import Role
from core.errors import HockeyHubError, NotAllowedError, NotSignedInError
from core.services.access.sign_ins import SignIns
from hub_server.security.permissions import REMOTE_WITHOUT_TLS
from hub_server.security.refusals import RefusalLog
from hub_server.security.tokens import SignedIn, TokenIssuer


class Gatekeeper:
    """Lets callers in.

    Args:
        tokens: Checks tokens.
        sign_ins: Knows which of them were ended before their time.
        refusals: Keeps who was not let in.
        note_seen: Told of each device that was.
    """

    def __init__(
        self,
        tokens: TokenIssuer,
        sign_ins: SignIns,
        refusals: RefusalLog,
        note_seen: Callable[[DeviceId], None],
    ) -> None:
        self._tokens = tokens
        self._sign_ins = sign_ins
        self._refusals = refusals
        self.note_seen = note_seen

    def admit(self, token: str, *, host: str | None, is_secure: bool, wanted: str) -> SignedIn:
        """Who calls.

        Args:
            token: As sent.
            host: Address of the caller.
            is_secure: Whether the connection is encrypted.
            wanted: What for: a route or event, for the record of refusals.

        Raises:
            NotSignedInError: No valid token.
            NotAllowedError: This role may not come over an open network.
        """
        if not token:
            raise NotSignedInError("No sign-in token was sent.", suggested_action="Sign in first.")
        try:
            signed_in = self._verified(token, host, is_secure=is_secure)
        except HockeyHubError as error:
            self._refusals.note(error, wanted=wanted, address=host, who=None)
            raise
        if signed_in.principal.device_id is not None:
            self.note_seen(signed_in.principal.device_id)
        return signed_in

    def _verified(self, token: str, host: str | None, *, is_secure: bool) -> SignedIn:
        signed_in = self._tokens.verify(token)
        if signed_in.sign_in_id is not None and self._sign_ins.is_over(signed_in.sign_in_id):
            raise NotSignedInError(
                "This sign-in was ended.",
                suggested_action="Sign in again, or join with a new code.",
            )
        require_reachable(signed_in.principal.role, host, is_secure=is_secure)
        return signed_in


def require_reachable(role: Role, host: str | None, *, is_secure: bool) -> None:
    """Pass if this role may come this way.

    Raises:
        NotAllowedError: It comes over an open network and has rights worth stealing.
    """
    if role not in REMOTE_WITHOUT_TLS:
        require_private(host, is_secure=is_secure)


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

"""What a peer is told when the hub ends its connection."""

from __future__ import annotations

from enum import StrEnum

from core.domain.value import Value

CONNECTION_ENDED = "training:connection:ended"


class EndReason(StrEnum):
    """Why the hub ends a connection."""

    TOO_SLOW = "too_slow"
    """What it was told piled up."""
    SILENT = "silent"
    """It did not answer heartbeats."""
    NOT_SIGNED_IN = "not_signed_in"
    """It did not say in time who it is."""
    REPLACED = "replaced"
    """The same player or person has too many; the oldest goes."""


class ConnectionEnded(Value, frozen=True, kw_only=True):
    """`training:connection:ended`: the last that comes, as far as the peer still listens.

    Who comes back and joins with its `lastSeq` is told what it missed.
    """

    reason: EndReason
    message: str
    suggested_action: str

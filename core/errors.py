"""Errors that a person can act on: what went wrong, whose move it is, what to do next.

Everything that is not a `HockeyHubError` is a defect of ours: it is logged with its
traceback, and the person sees a calm sentence instead.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any


class ErrorCode(StrEnum):
    """Machine-readable reason, the same in REST problem details and socket refusals."""

    INVALID_INPUT = "INVALID_INPUT"
    NOT_FOUND = "NOT_FOUND"
    CONFLICT = "CONFLICT"
    STALE = "STALE"
    OVER_CAPACITY = "OVER_CAPACITY"
    RESTRICTED = "RESTRICTED"
    NOT_SIGNED_IN = "NOT_SIGNED_IN"
    NOT_ALLOWED = "NOT_ALLOWED"
    WRONG_STATE = "WRONG_STATE"
    TOO_MANY = "TOO_MANY"
    UNAVAILABLE = "UNAVAILABLE"
    NEWER_DATABASE = "NEWER_DATABASE"
    DAMAGED_DATABASE = "DAMAGED_DATABASE"
    PORT_IN_USE = "PORT_IN_USE"
    NO_BLUETOOTH = "NO_BLUETOOTH"
    NO_DISPLAY = "NO_DISPLAY"
    MALFORMED_PACKET = "MALFORMED_PACKET"
    VERSION_MISMATCH = "VERSION_MISMATCH"
    UNTRUSTED_HUB = "UNTRUSTED_HUB"
    INTERNAL = "INTERNAL"


class HockeyHubError(Exception):
    """A refusal or failure with one clear sentence and the next step.

    Args:
        message: One sentence for the person in front of the screen.
        suggested_action: The next step, one sentence; by default the usual one of its kind.
        field: Dotted path of the input concerned (`sessions.1.playerIds`), if any.
        retry_after_ms: When trying again makes sense, if that is known.
        details: What a program needs to offer a way out, as JSON has it; empty if nothing.
    """

    code: ErrorCode = ErrorCode.INTERNAL
    recoverable: bool = True
    usual_action: str = ""
    """The next step where whoever refuses knows no better one."""

    def __init__(
        self,
        message: str,
        *,
        suggested_action: str = "",
        field: str | None = None,
        retry_after_ms: int | None = None,
        details: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.suggested_action = suggested_action or self.usual_action
        self.field = field
        self.retry_after_ms = retry_after_ms
        self.details: dict[str, Any] = dict(details or {})


class InvalidInputError(HockeyHubError):
    """A value that cannot be meant: negative duration, nine sessions, unknown workout kind."""

    code = ErrorCode.INVALID_INPUT
    usual_action = "Correct it and try again."


class NotFoundError(HockeyHubError):
    """The thing named does not exist (any more)."""

    code = ErrorCode.NOT_FOUND
    usual_action = "Look at the list again; it may have been removed meanwhile."


class ConflictError(HockeyHubError):
    """Somebody else has it, or changed it meanwhile."""

    code = ErrorCode.CONFLICT
    usual_action = "Look at how it stands now, then try again."


class StaleError(ConflictError):
    """What is to be changed was changed by somebody else since it was read.

    `details` has `version` (the stored one), `changed` (a list of `field`, `before` and `after`)
    and `by` (who did it), as far as the audit log knows them.
    """

    code = ErrorCode.STALE
    usual_action = "Look at what changed, then make your change again."


class OverCapacityError(HockeyHubError):
    """More players than machines that are really free."""

    code = ErrorCode.OVER_CAPACITY
    usual_action = "Choose another time, another machine type, or fewer players."


class RestrictedError(HockeyHubError):
    """A medical restriction forbids it. The message never carries the diagnosis."""

    code = ErrorCode.RESTRICTED
    usual_action = "Choose another group, or ask the medical staff."


class NotSignedInError(HockeyHubError):
    """No token, an expired one, or one that was not made here."""

    code = ErrorCode.NOT_SIGNED_IN
    usual_action = "Sign in again."


class NotAllowedError(HockeyHubError):
    """Signed in, but the role may not do this."""

    code = ErrorCode.NOT_ALLOWED
    usual_action = "Ask a trainer or an administrator of the club."


class WrongStateError(HockeyHubError):
    """The session is not in a state in which this can be done."""

    code = ErrorCode.WRONG_STATE
    usual_action = "Look at the state of the session, then try again."


class TooManyError(HockeyHubError):
    """A rate limit; `retry_after_ms` says when it is free again."""

    code = ErrorCode.TOO_MANY
    usual_action = "Wait a moment, then try again."


class UnavailableError(HockeyHubError):
    """The hub, the disk or a device does not answer now."""

    code = ErrorCode.UNAVAILABLE
    usual_action = "Wait a moment, then try again."


class NewerDatabaseError(HockeyHubError):
    """The database was written by a newer version of the program."""

    code = ErrorCode.NEWER_DATABASE
    usual_action = "Install the newest version."
    recoverable = False


class DamagedDatabaseError(HockeyHubError):
    """The database file is broken; it was set aside, not overwritten."""

    code = ErrorCode.DAMAGED_DATABASE
    usual_action = "Put a backup in its place, or start again with an empty database."


class PortInUseError(HockeyHubError):
    """Another program listens where the hub should."""

    code = ErrorCode.PORT_IN_USE
    usual_action = "Choose another port, or end the other program."


class NoBluetoothError(HockeyHubError):
    """There is no usable Bluetooth radio."""

    code = ErrorCode.NO_BLUETOOTH


class NoDisplayError(HockeyHubError):
    """There is no display to open a window on."""

    code = ErrorCode.NO_DISPLAY


class MalformedPacketError(HockeyHubError):
    """A notification that ends early or contradicts itself; the message carries its hex text."""

    code = ErrorCode.MALFORMED_PACKET


class UntrustedHubError(HockeyHubError):
    """The hub shows a certificate that nobody vouches for, or another one than before."""

    code = ErrorCode.UNTRUSTED_HUB


class VersionMismatchError(HockeyHubError):
    """Hub and client speak different versions of the protocol."""

    code = ErrorCode.VERSION_MISMATCH
    usual_action = "Install the newest version on both sides."
    recoverable = False

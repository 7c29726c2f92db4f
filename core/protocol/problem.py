"""Refusals on the wire: RFC 9457 problem details, the same form in REST and acknowledgements."""

from __future__ import annotations

from typing import Any

import msgspec

from core.domain.value import Value
from core.errors import (
    ConflictError,
    ErrorCode,
    HockeyHubError,
    InvalidInputError,
    NotAllowedError,
    NotFoundError,
    NotSignedInError,
    OverCapacityError,
    RestrictedError,
    StaleError,
    TooManyError,
    UnavailableError,
    VersionMismatchError,
    WrongStateError,
)

_STATUS = {
    ErrorCode.INVALID_INPUT: 400,
    ErrorCode.NOT_FOUND: 404,
    ErrorCode.CONFLICT: 409,
    ErrorCode.STALE: 409,
    ErrorCode.OVER_CAPACITY: 409,
    ErrorCode.RESTRICTED: 409,
    ErrorCode.WRONG_STATE: 409,
    ErrorCode.NOT_SIGNED_IN: 401,
    ErrorCode.NOT_ALLOWED: 403,
    ErrorCode.TOO_MANY: 429,
    ErrorCode.UNAVAILABLE: 503,
    ErrorCode.VERSION_MISMATCH: 409,
}

_ERRORS: dict[ErrorCode, type[HockeyHubError]] = {
    error.code: error
    for error in (
        ConflictError,
        InvalidInputError,
        NotAllowedError,
        NotFoundError,
        NotSignedInError,
        OverCapacityError,
        RestrictedError,
        StaleError,
        TooManyError,
        UnavailableError,
        VersionMismatchError,
        WrongStateError,
    )
}


class Problem(Value, frozen=True, kw_only=True):
    """A refusal. `message` is one sentence for a person; `code` is for programs."""

    type: str = "about:blank"
    title: str
    status: int
    code: ErrorCode
    message: str
    field: str | None = None
    recoverable: bool = True
    suggested_action: str = ""
    retry_after_ms: int | None = None
    details: dict[str, Any] = msgspec.field(default_factory=dict[str, Any])
    """For programs: of a stale change what changed, of a conflict the ways out."""


def problem_of(error: HockeyHubError) -> Problem:
    """The wire form of an error."""
    return Problem(
        title=error.code.replace("_", " ").capitalize(),
        status=_STATUS.get(error.code, 500),
        code=error.code,
        message=error.message,
        field=error.field,
        recoverable=error.recoverable,
        suggested_action=error.suggested_action,
        retry_after_ms=error.retry_after_ms,
        details=error.details,
    )


def error_of(problem: Problem) -> HockeyHubError:
    """The error behind a wire form; an unknown code becomes a plain `HockeyHubError`."""
    return _ERRORS.get(problem.code, HockeyHubError)(
        problem.message,
        suggested_action=problem.suggested_action,
        field=problem.field,
        retry_after_ms=problem.retry_after_ms,
        details=problem.details,
    )


def decode_problem(raw: bytes) -> Problem:
    """Read a problem from a response body.

    Raises:
        msgspec.MsgspecError: It is not one.
    """
    return msgspec.json.decode(raw, type=Problem)

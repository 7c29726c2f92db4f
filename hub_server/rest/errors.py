"""Every refusal and failure of REST as `application/problem+json`."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, Final, TypeVar

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException
from litestar.status_codes import HTTP_500_INTERNAL_SERVER_ERROR

from core.domain.user import Principal
from core.errors import (
    HockeyHubError,
    InvalidInputError,
    NotAllowedError,
    NotFoundError,
    NotSignedInError,
    TooManyError,
    UnavailableError,
)
from core.protocol.problem import Problem, problem_of
from hub_server.observability.metrics import HubMetrics
from hub_server.rest.caller import address_of, wanted
from hub_server.security.refusals import RefusalLog
from hub_server.sentences import sentence_of

_log = logging.getLogger(__name__)

MEDIA_TYPE: Final = "application/problem+json"
"""Of all refusals."""
_OF_STATUS: Final[dict[int, type[HockeyHubError]]] = {
    401: NotSignedInError,
    403: NotAllowedError,
    404: NotFoundError,
    429: TooManyError,
    503: UnavailableError,
}
_SENTENCES: Final = {
    404: "There is nothing at this address.",
    405: "This address does not understand that method.",
    413: "The body is too large.",
}

AnyRequest = Request[Any, Any, Any]
ExceptionHandler = Callable[[AnyRequest, Any], Response[Any]]
E = TypeVar("E", bound=Exception)


class Refusals:
    """Answers our own errors, and keeps what a role was refused.

    Args:
        log: Where refusals are kept.
    """

    def __init__(self, log: RefusalLog) -> None:
        self._log = log

    def answer(self, request: AnyRequest, error: HockeyHubError) -> Response[Any]:
        """One of our own errors."""
        who: Principal | None = request.state.get("principal")
        if isinstance(error, NotAllowedError) and who is not None:
            self._log.note(error, wanted=wanted(request), address=address_of(request), who=who)
        return answer(error)


class Counted:
    """Counts refusals by their reason.

    Args:
        metrics: Where.
    """

    def __init__(self, metrics: HubMetrics) -> None:
        self._metrics = metrics

    def handler(self, answer_to: Callable[[AnyRequest, E], Response[Any]]) -> ExceptionHandler:
        """Like `answer_to`, and counted."""

        def answered(request: AnyRequest, error: E) -> Response[Any]:
            response = answer_to(request, error)
            if isinstance(response.content, Problem):
                self._metrics.refused("rest", response.content)
            return response

        return answered


def on_invalid(_request: AnyRequest, error: ValidationException) -> Response[Any]:
    """A body or parameter that does not fit its type."""
    first = error.extra[0] if isinstance(error.extra, list) and error.extra else {}
    message = str(first.get("message", error.detail)).strip("'")
    key = str(first.get("key", ""))
    if key == "data" and message == "data":
        return answer(InvalidInputError("The body is missing; send JSON."))
    path = None if key in ("", "data") else key
    return answer(sentence_of(message, path=path))


def on_http_error(_request: AnyRequest, error: HTTPException) -> Response[Any]:
    """What the framework itself refuses: unknown routes, wrong methods, JSON that is none."""
    kind = _OF_STATUS.get(error.status_code, InvalidInputError)
    if error.status_code >= HTTP_500_INTERNAL_SERVER_ERROR and kind is InvalidInputError:
        return on_defect(_request, error)
    sentence = _SENTENCES.get(error.status_code, f"The request cannot be read: {error.detail}.")
    return answer(kind(sentence), status=error.status_code)


def on_too_deep(_request: AnyRequest, _error: RecursionError) -> Response[Any]:
    """A body nested deeper than anything that can be meant; the decoder gives up on it."""
    return answer(InvalidInputError("The body is nested too deeply."))


def on_defect(request: AnyRequest, error: Exception) -> Response[Any]:
    """A defect of ours: the log has the traceback, the caller a calm sentence."""
    _log.error("%s %s failed", request.method, request.url.path, exc_info=error)
    return answer(
        HockeyHubError(
            "The hub could not do this; the reason is in its log.", suggested_action="Try again."
        )
    )


def answer(error: HockeyHubError, status: int | None = None) -> Response[Any]:
    """The response for an error."""
    problem = problem_of(error)
    if status is not None:
        problem = msgspec.structs.replace(problem, status=status)
    headers = {}
    if problem.retry_after_ms is not None:
        headers["Retry-After"] = str(max(-(-problem.retry_after_ms // 1000), 1))
    return Response(problem, status_code=problem.status, media_type=MEDIA_TYPE, headers=headers)

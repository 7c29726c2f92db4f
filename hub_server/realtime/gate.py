"""The one gate of the `/training` namespace: decode, authorise, run, answer."""

from __future__ import annotations

import logging
from typing import Any

import msgspec

from core.errors import (
    HockeyHubError,
    InvalidInputError,
    NotAllowedError,
    NotSignedInError,
    TooManyError,
)
from core.protocol.problem import problem_of
from core.protocol.realtime import ALIASES, Ack, Request
from core.tasks import TaskScope
from hub_server.realtime.handlers import ROUTES
from hub_server.realtime.kept import KeptRequests
from hub_server.realtime.limits import RateLimits
from hub_server.realtime.peers import Peer
from hub_server.realtime.route import Route
from hub_server.realtime.stage import Stage
from hub_server.realtime.type_errors import TypeErrors
from hub_server.realtime.wire import MALFORMED
from hub_server.security.permissions import require
from hub_server.security.refusals import RefusalLog
from hub_server.sentences import sentence_of

_log = logging.getLogger(__name__)


class Gate:
    """Every event of every client comes through here, and every one gets an answer.

    Args:
        stage: What the handlers work with.
        refusals: Keeps what a role was refused.
        tasks: Owner of what is done later.
    """

    def __init__(self, stage: Stage, refusals: RefusalLog, tasks: TaskScope) -> None:
        self._stage = stage
        self._refusals = refusals
        self._limits = RateLimits(stage.clock, ROUTES)
        self._kept = KeptRequests(stage.clock, tasks, self._limits, self._run)
        self._type_errors = TypeErrors(stage.clock, stage.post)

    async def handle(self, name: str, sid: str, arguments: tuple[object, ...]) -> Ack:
        """Handle one event; never raises.

        Args:
            name: The event's name.
            sid: The connection it came from.
            arguments: What the client sent with it: one payload.
        """
        name = ALIASES.get(name, name)
        try:
            peer = self._peer(sid)
            route = _route(name, arguments)
            require(peer.principal, route.action)
            request = _decode(route, arguments)
            known_seq = self._slowed_down(name, route, peer, request)
            if known_seq is not None:
                return Ack(ok=True, seq=known_seq)
            return await self._run(name, peer, request)
        except HockeyHubError as error:
            self._note(error, name, sid, arguments)
            return refusal(error)
        except Exception:  # noqa: BLE001 - a client waits for an answer, whatever happens
            _log.exception("%r failed", name)
            return refusal(
                HockeyHubError(
                    "The hub could not do this; the reason is in its log.",
                    suggested_action="Try again.",
                )
            )

    async def _run(self, name: str, peer: Peer, request: Any) -> Ack:  # noqa: ANN401
        return await ROUTES[name].handler(self._stage, peer, request)

    def _note(
        self, error: HockeyHubError, name: str, sid: str, arguments: tuple[object, ...]
    ) -> None:
        peer = self._stage.peers.get(sid)
        if peer is None:
            return
        if isinstance(error, NotAllowedError):
            self._refusals.note(error, wanted=name, address=peer.host, who=peer.principal)
        if not isinstance(error, TooManyError):
            self._type_errors.tell(name, peer, arguments, problem_of(error))

    def _slowed_down(
        self, name: str, route: Route, peer: Peer, request: msgspec.Struct
    ) -> int | None:
        """No phone fills a session's log; all devices of a player count together.

        What is repeated costs nothing: the `seq` under which it is recorded, if it is.
        """
        player_id = peer.principal.player_id
        limit = route.limit
        if limit is None or player_id is None or not isinstance(request, Request):
            return None
        known_seq = self._stage.running.seq_of(request.session_id, request.event_id)
        if known_seq is not None:
            return known_seq
        key = f"{player_id} in {request.session_id}"
        which = None if limit.kept is None else limit.kept(request)
        try:
            self._limits.take(name, key)
        except TooManyError as error:
            may_keep = limit.kept is not None and request.session_id in peer.joined
            if may_keep and self._kept.keep(name, key, peer, request, which):
                raise _kept(error) from error
            raise
        if limit.kept is not None:
            self._kept.forget(name, key, which)
        return None

    def _peer(self, sid: str) -> Peer:
        peer = self._stage.peers.get(sid)
        if peer is None or self._stage.clock.now() > peer.expires_at:
            raise NotSignedInError("Your sign-in has expired.", suggested_action="Sign in again.")
        return peer


def _kept(error: TooManyError) -> TooManyError:
    wait_s = (error.retry_after_ms or 0) / 1000
    return TooManyError(
        error.message,
        suggested_action=f"The newest is kept, and taken by itself in {wait_s:.1f} s.",
        retry_after_ms=error.retry_after_ms,
    )


def refusal(error: HockeyHubError) -> Ack:
    """The answer that says no, and why."""
    return Ack(ok=False, error=problem_of(error))


def _route(name: str, arguments: tuple[object, ...]) -> Route:
    if name == MALFORMED:
        why = arguments[0] if arguments else "unreadable"
        raise InvalidInputError(f"The message is not valid: {why}.")
    route = ROUTES.get(name)
    if route is None:
        raise InvalidInputError(f"There is no event named {name[:80]!r}.")
    return route


def _decode(route: Route, arguments: tuple[object, ...]) -> msgspec.Struct:
    if len(arguments) != 1:
        raise InvalidInputError("An event has exactly one payload, an object.")
    try:
        return msgspec.convert(arguments[0], route.payload)
    except msgspec.ValidationError as error:
        raise sentence_of(str(error)) from error

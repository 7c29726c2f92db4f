"""The one gate of the `/training` namespace: decode, authorise, run, answer."""

from __future__ import annotations

import logging

import msgspec

from core.errors import HockeyHubError, InvalidInputError, NotAllowedError, NotSignedInError
from core.protocol.problem import problem_of
from core.protocol.realtime import Ack, Request
from hub_server.realtime.handlers import ROUTES, Route
from hub_server.realtime.peers import Peer
from hub_server.realtime.stage import Stage
from hub_server.realtime.wire import MALFORMED
from hub_server.security.permissions import require
from hub_server.security.refusals import RefusalLog
from hub_server.security.throttle import Throttle
from hub_server.sentences import sentence_of

_log = logging.getLogger(__name__)


class Gate:
    """Every event of every client comes through here, and every one gets an answer.

    Args:
        stage: What the handlers work with.
        refusals: Keeps what a role was refused.
    """

    def __init__(self, stage: Stage, refusals: RefusalLog) -> None:
        self._stage = stage
        self._refusals = refusals
        self._throttles = {
            name: Throttle(
                stage.clock,
                capacity=limit.burst,
                per_second=1 / limit.every_s,
                what=limit.what,
            )
            for name, route in ROUTES.items()
            if (limit := route.limit) is not None
        }

    async def handle(self, name: str, sid: str, arguments: tuple[object, ...]) -> Ack:
        """Handle one event; never raises.

        Args:
            name: The event's name.
            sid: The connection it came from.
            arguments: What the client sent with it: one payload.
        """
        try:
            peer = self._peer(sid)
            route = _route(name, arguments)
            require(peer.principal, route.action)
            request = _decode(route, arguments)
            self._slow_down(name, peer, request)
            return await route.handler(self._stage, peer, request)
        except HockeyHubError as error:
            if isinstance(error, NotAllowedError):
                self._note(error, name, sid)
            return refusal(error)
        except Exception:  # noqa: BLE001 - a client waits for an answer, whatever happens
            _log.exception("%r failed", name)
            return refusal(
                HockeyHubError(
                    "The hub could not do this; the reason is in its log.",
                    suggested_action="Try again.",
                )
            )

    def _note(self, error: NotAllowedError, name: str, sid: str) -> None:
        peer = self._stage.peers.get(sid)
        if peer is not None:
            self._refusals.note(error, wanted=name, address=peer.host, who=peer.principal)

    def _slow_down(self, name: str, peer: Peer, request: msgspec.Struct) -> None:
        """No phone fills a session's log; all devices of a player count together."""
        throttle = self._throttles.get(name)
        player_id = peer.principal.player_id
        if throttle is not None and player_id is not None and isinstance(request, Request):
            throttle.take(f"{player_id} in {request.session_id}")

    def _peer(self, sid: str) -> Peer:
        peer = self._stage.peers.get(sid)
        if peer is None or self._stage.clock.now() > peer.expires_at:
            raise NotSignedInError("Your sign-in has expired.", suggested_action="Sign in again.")
        return peer


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

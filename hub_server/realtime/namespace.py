"""The `/training` namespace on python-socketio: connections come and go here."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, Final

import msgspec
import socketio
from socketio.exceptions import ConnectionRefusedError as Refused
from typing_extensions import override

from core.domain.user import Role
from core.errors import HockeyHubError, NotSignedInError, VersionMismatchError
from core.live.events import PlayerKicked, Recorded
from core.ports.clock import Clock
from core.protocol.connections import EndReason
from core.protocol.devices import DEVICE_RENEW, SignInRenewal
from core.protocol.problem import problem_of
from core.protocol.realtime import NAMESPACE, Ack, ConnectAuth
from core.protocol.version import OLDEST_SUPPORTED_VERSION, PROTOCOL_VERSION
from core.tasks import TaskScope
from hub_server.observability.events import name_in_log
from hub_server.realtime.engine.server import HubSocketServer
from hub_server.realtime.fanout import DirectManager
from hub_server.realtime.gate import Gate, refusal
from hub_server.realtime.joining import left
from hub_server.realtime.peers import Peer
from hub_server.realtime.rooms import ASSISTANTS, GATEWAYS, MEDICAL, TRAINERS, player_room
from hub_server.realtime.stage import Stage
from hub_server.realtime.watch import HubWatch
from hub_server.realtime.wire import HubPacket
from hub_server.security.gatekeeper import Gatekeeper
from hub_server.security.refusals import RefusalLog
from hub_server.security.tokens import SignedIn
from hub_server.sentences import sentence_of

_log = logging.getLogger(__name__)

LARGEST_MESSAGE: Final = 1_000_000
"""Bytes in one message."""


class TrainingNamespace(socketio.AsyncNamespace):
    """Lets peers in, hands their events to the gate, and notes when they go.

    Each event runs as a task of its own, started in the order of arrival; up to the place in
    the recorder's queue nothing suspends, so a client's events are recorded in that order while
    nobody waits for another's commit.
    """

    def __init__(
        self,
        stage: Stage,
        gatekeeper: Gatekeeper,
        refusals: RefusalLog,
        tasks: TaskScope,
        watch: HubWatch,
        end_connection: Callable[[str, EndReason], None],
    ) -> None:
        super().__init__(NAMESPACE)
        self._stage = stage
        self._gate = Gate(stage, refusals, tasks)
        self._gatekeeper = gatekeeper
        self._tasks = tasks
        self._watch = watch
        self._end_connection = end_connection
        stage.running.happened.connect(self._on_happened)
        self.is_closing = False
        """The hub is stopping: devices do not leave their sessions, they will be back."""

    @override
    async def trigger_event(self, event: str, *args: Any) -> Any:
        sid, *rest = args
        if event == "connect":
            await self._on_connect(sid, *rest)
            return None
        if event == "disconnect":
            self._on_disconnect(sid)
            return None
        if event == DEVICE_RENEW:
            return self._renew(sid, rest)
        begun = self._stage.clock.monotonic()
        name_in_log(rest)
        ack = await self._gate.handle(event, sid, tuple(rest))
        took_s = self._stage.clock.monotonic() - begun
        self._watch.handled(event, sid, tuple(rest), ack, took_s)
        return ack

    async def _on_connect(self, sid: str, environ: dict[str, Any], auth: object) -> None:
        try:
            signed_in = self._admit(environ["asgi.scope"], auth)
        except HockeyHubError as error:
            problem = problem_of(error)
            _log.info("connection refused: %s", problem.code)
            raise Refused(problem.message, msgspec.to_builtins(problem)) from error
        principal = signed_in.principal
        host, is_secure = _way_of(environ["asgi.scope"])
        self._stage.peers.add(
            Peer(
                sid,
                principal,
                signed_in.expires_at,
                sign_in_id=signed_in.sign_in_id,
                host=host,
                is_secure=is_secure,
            )
        )
        for old in self._stage.peers.beyond(signed_in.principal):
            self._end_connection(old.sid, EndReason.REPLACED)
        self._watch.connected(sid)
        if principal.role in (Role.ADMIN, Role.TRAINER):
            await self._stage.enter_room(sid, TRAINERS)
        elif principal.role is Role.ASSISTANT:
            await self._stage.enter_room(sid, ASSISTANTS)
        elif principal.role is Role.MEDICAL:
            await self._stage.enter_room(sid, MEDICAL)
        elif principal.role is Role.GATEWAY:
            await self._stage.enter_room(sid, GATEWAYS)

    def _admit(self, scope: dict[str, Any], auth: object) -> SignedIn:
        try:
            claim = msgspec.convert(auth, ConnectAuth)
        except msgspec.ValidationError as error:
            raise NotSignedInError(
                "No sign-in token was sent.", suggested_action="Sign in first."
            ) from error
        version = claim.protocol_version
        if version is not None and not (OLDEST_SUPPORTED_VERSION <= version <= PROTOCOL_VERSION):
            raise VersionMismatchError(
                f"This hub speaks version {PROTOCOL_VERSION}, the program version {version}.",
                suggested_action="Update the older of the two.",
            )
        host, is_secure = _way_of(scope)
        return self._gatekeeper.admit(
            claim.token, host=host, is_secure=is_secure, wanted=f"connect {NAMESPACE}"
        )

    def _renew(self, sid: str, arguments: list[Any]) -> Ack:
        """A live connection goes on with a fresh token of the same sign-in."""
        peer = self._stage.peers.get(sid)
        try:
            claim = msgspec.convert(arguments[0] if arguments else None, SignInRenewal)
            if peer is None or peer.is_leaving:
                raise NotSignedInError("This connection has ended.")
            signed_in = self._gatekeeper.admit(
                claim.token, host=peer.host, is_secure=peer.is_secure, wanted=DEVICE_RENEW
            )
            if (signed_in.principal.subject, signed_in.principal.role, signed_in.sign_in_id) != (
                peer.principal.subject,
                peer.principal.role,
                peer.sign_in_id,
            ):
                raise NotSignedInError("This token is of another sign-in; connect anew with it.")
        except msgspec.ValidationError as error:
            return refusal(sentence_of(str(error)))
        except HockeyHubError as error:
            return refusal(error)
        peer.expires_at = signed_in.expires_at
        return Ack(ok=True)

    def _on_disconnect(self, sid: str) -> None:
        peer = self._stage.peers.remove(sid)
        self._watch.gone(sid)
        self._stage.playbacks.stop(sid)
        if peer is not None and peer.principal.device_id is not None:
            self._gatekeeper.note_seen(peer.principal.device_id)
        if peer is not None and peer.joined and peer.principal.player_id and not self.is_closing:
            self._tasks.spawn(self._leave(peer), name="device left")

    def _on_happened(self, recorded: Recorded, _origin: str | None) -> None:
        event = recorded.event
        if not isinstance(event, PlayerKicked):
            return
        for peer in self._stage.peers:
            if peer.principal.player_id == event.player_id:
                peer.joined.discard(event.session_id)
                if not peer.joined:
                    leaving = self._stage.leave_room(peer.sid, player_room(event.player_id))
                    self._tasks.spawn(leaving, name="kicked device leaves")

    async def _leave(self, peer: Peer) -> None:
        try:
            await left(self._stage, peer, sorted(peer.joined))
        except HockeyHubError as error:
            _log.info("departure not recorded: %s", error.message)


def _way_of(scope: dict[str, Any]) -> tuple[str | None, bool]:
    """Where a connection comes from, and whether nobody can listen in."""
    host, _ = scope.get("client") or (None, 0)
    return host, scope.get("scheme") in ("https", "wss")


def make_server(
    manager: DirectManager,
    tasks: TaskScope,
    clock: Clock,
    may_call: Callable[[str | None, dict[str, Any]], bool] | None = None,
) -> HubSocketServer:
    """The Socket.IO server, with this hub's limits.

    Args:
        manager: Knows who is in which room.
        tasks: Owner of the tasks in which events are handled.
        clock: Tells how long connections have been silent.
        may_call: Whether pages of an origin may call; None: those of the hub itself.
    """
    # Loggers of our own: the library's would print each line a second time, past the log's form.
    logger = logging.getLogger("hub_server.socketio")
    logger.setLevel(logging.WARNING)
    return HubSocketServer(
        tasks,
        clock.monotonic,
        client_manager=manager,
        async_mode="asgi",
        serializer=HubPacket,
        max_http_buffer_size=LARGEST_MESSAGE,
        http_compression=False,
        cors_allowed_origins=may_call,
        cors_credentials=False,
        logger=logger,
        engineio_logger=logger,
    )

"""What the desk tells running sessions, over the socket; each returns once it is durable."""

from __future__ import annotations

from core.client.moving import move_request
from core.client.socket import SocketLink
from core.domain.bulk import BulkOperation, BulkStatus
from core.domain.ids import BundleId, EventId, PlayerId, SessionId, new_id
from core.domain.sensor import SensorMove
from core.domain.session import PlayerMove
from core.errors import UnavailableError
from core.live.alerts.alert import AlertKind
from core.live.events import utc
from core.live.fitness import FitnessWord
from core.ports.hub_link import SessionAction
from core.protocol import realtime as wire
from core.protocol.alerts import ALERT_ACKNOWLEDGED, AlertAcknowledgement
from core.protocol.bulk import BULK_OPERATION, BulkOperationRequest

_EVENT_OF = {
    SessionAction.START: wire.SESSION_START,
    SessionAction.PAUSE: wire.SESSION_PAUSE,
    SessionAction.RESUME: wire.SESSION_RESUME,
    SessionAction.END: wire.SESSION_END,
}


class SessionCommands:
    """Commands of a trainer's desk.

    Args:
        socket: Brings them to the hub.
    """

    def __init__(self, socket: SocketLink) -> None:
        self._socket = socket

    async def act(self, session_id: SessionId, action: SessionAction, at: float) -> None:
        """Start, pause, resume or end a session as of the instant `at`."""
        command = wire.SessionCommand(
            session_id=session_id, event_id=EventId(new_id()), timestamp=utc(at)
        )
        await self._socket.request(_EVENT_OF[action], command)

    async def act_all(self, bundle_id: BundleId, operation: BulkOperation, at: float) -> BulkStatus:
        """Tell all sessions of a bundle that can, as of the instant `at`."""
        order = BulkOperationRequest(
            bundle_id=bundle_id,
            operation=operation,
            event_id=EventId(new_id()),
            timestamp=utc(at),
        )
        ack = await self._socket.request(BULK_OPERATION, order)
        if ack.bulk is None:
            raise UnavailableError("The hub did not say what became of it.")
        return ack.bulk

    async def send_message(self, session_id: SessionId, text: str, at: float) -> None:
        """Say a sentence to everybody in a session."""
        message = wire.SessionMessage(
            session_id=session_id, event_id=EventId(new_id()), timestamp=utc(at), text=text
        )
        await self._socket.request(wire.SESSION_MESSAGE, message)

    async def move_player(self, move: PlayerMove, at: float) -> None:
        """Bring a player to another session of the bundle, as of the instant `at`."""
        await self._socket.request(wire.CROSS_SESSION_PARTICIPANT_MOVE, move_request(move, at))

    async def remove_player(self, session_id: SessionId, player_id: PlayerId, at: float) -> None:
        """Take a player out of a session for good, as of the instant `at`."""
        kick = wire.PlayerKick(
            session_id=session_id,
            event_id=EventId(new_id()),
            timestamp=utc(at),
            player_id=player_id,
        )
        await self._socket.request(wire.PLAYER_KICK, kick)

    async def say_fitness(self, word: FitnessWord, at: float) -> None:
        """Say how a player is as of the instant `at`; returns when the hub has acted on it."""
        change = wire.MedicalStatusChange(
            session_id=word.session_id,
            event_id=EventId(new_id()),
            timestamp=utc(at),
            player_id=word.player_id,
            status=word.status,
            body_part=word.body_part,
            note=word.note,
        )
        await self._socket.request(wire.MEDICAL_STATUS_CHANGED, change)

    async def acknowledge_alert(
        self, session_id: SessionId, player_id: PlayerId, kind: AlertKind
    ) -> None:
        """Tell all other desks that somebody has seen the alerts of this kind up to now."""
        seen = AlertAcknowledgement(session_id=session_id, player_id=player_id, alert=kind)
        await self._socket.request(ALERT_ACKNOWLEDGED, seen)

    async def reassign(self, move: SensorMove, at: float) -> None:
        """Re-attribute what a sensor said since an instant, up to now (`at`)."""
        correction = wire.SensorReassignment(
            session_id=move.session_id,
            event_id=EventId(new_id()),
            timestamp=utc(at),
            sensor_id=move.sensor_id,
            from_player_id=move.from_player_id,
            to_player_id=move.to_player_id,
            to_session_id=move.to_session_id,
            since=move.since,
        )
        await self._socket.request(wire.SESSION_REASSIGNED, correction)

    async def go_to_interval(
        self, session_id: SessionId, index: int, at: float, elapsed_s: float = 0.0
    ) -> None:
        """Let a session go on with another interval as of the instant `at`."""
        transition = wire.IntervalTransition(
            session_id=session_id,
            event_id=EventId(new_id()),
            timestamp=utc(at),
            to_interval=index,
            elapsed_s=elapsed_s,
        )
        await self._socket.request(wire.CONDITIONING_INTERVAL_TRANSITION, transition)

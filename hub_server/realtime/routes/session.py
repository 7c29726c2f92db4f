"""The course of a session, and what gateways send."""

from __future__ import annotations

from typing import Final

from core.live import events
from core.protocol import gateways, realtime as wire
from core.protocol.realtime import Ack
from core.services.running.reassigning import reassign
from hub_server.realtime.events import event_from
from hub_server.realtime.joining import join, leave
from hub_server.realtime.peers import Peer
from hub_server.realtime.recording import recorded
from hub_server.realtime.rooms import TRAINERS
from hub_server.realtime.route import Route, often
from hub_server.realtime.stage import Stage
from hub_server.security.permissions import Action


async def _reassign(stage: Stage, peer: Peer, request: wire.SensorReassignment) -> Ack:
    event = event_from(
        events.SensorReassigned, request, actor=peer.principal.subject, now=stage.clock.now()
    )
    receipt = await reassign(stage.running, event, request.to_session_id)
    return Ack(ok=True, seq=receipt.seq)


async def _heard(stage: Stage, _peer: Peer, report: gateways.GatewayReport) -> Ack:
    """What a gateway hears goes to the trainers' desks and is not kept."""
    stage.post(gateways.GATEWAY_HEARD, report, [TRAINERS])
    return Ack(ok=True)


_COMMAND = wire.SessionCommand
_CONTROL = Action.CONTROL_SESSION

SESSION_ROUTES: Final[dict[str, Route]] = {
    wire.SESSION_JOIN: Route(
        wire.SessionJoin, Action.FOLLOW_SESSION, join, often("Entries into sessions")
    ),
    wire.SESSION_LEAVE: Route(
        _COMMAND, Action.FOLLOW_SESSION, leave, often("Departures from sessions")
    ),
    wire.SESSION_START: Route(_COMMAND, _CONTROL, recorded(events.SessionStarted)),
    wire.SESSION_PAUSE: Route(_COMMAND, _CONTROL, recorded(events.SessionPaused)),
    wire.SESSION_RESUME: Route(_COMMAND, _CONTROL, recorded(events.SessionResumed)),
    wire.SESSION_END: Route(_COMMAND, _CONTROL, recorded(events.SessionEnded)),
    wire.SESSION_FORCE_END: Route(
        wire.SessionForceEnd, Action.FORCE_END, recorded(events.SessionForceEnded)
    ),
    wire.SESSION_MESSAGE: Route(wire.SessionMessage, _CONTROL, recorded(events.MessageSent)),
    wire.SESSION_READINGS: Route(
        wire.SessionReadings, Action.SEND_READINGS, recorded(events.ReadingsReceived)
    ),
    gateways.GATEWAY_HEARD: Route(gateways.GatewayReport, Action.REPORT_SENSORS, _heard),
    wire.SESSION_REASSIGNED: Route(wire.SensorReassignment, _CONTROL, _reassign),
}
"""To be joined to the table of all routes."""

"""Events with which trainers look into the hub: watch it, call a device, play a recording."""

from __future__ import annotations

from typing import Final

from core.errors import NotFoundError
from core.live.events import utc
from core.protocol import hub_watch as wire, playback
from core.protocol.realtime import Ack
from hub_server.realtime.peers import Peer
from hub_server.realtime.rooms import WATCHERS
from hub_server.realtime.route import Route
from hub_server.realtime.stage import Stage
from hub_server.security.permissions import Action

_WHO = "The trainer asks which phone this is. It is yours."


async def _watch(stage: Stage, peer: Peer, request: wire.HubWatching) -> Ack:
    move = stage.enter_room if request.is_on else stage.leave_room
    await move(peer.sid, WATCHERS)
    return Ack(ok=True)


async def _identify(stage: Stage, _peer: Peer, request: wire.DeviceCall) -> Ack:
    sids = [one.sid for one in stage.peers if one.principal.device_id == request.device_id]
    if not sids:
        raise NotFoundError(
            "This device is not connected.",
            suggested_action="Open the training page on it, then try again.",
            field="deviceId",
        )
    called = wire.DeviceCalled(text=_WHO, timestamp=utc(stage.clock.now()))
    stage.post(wire.DEVICE_IDENTIFY, called, sids)
    return Ack(ok=True)


async def _start(stage: Stage, peer: Peer, request: playback.PlaybackStart) -> Ack:
    return await stage.playbacks.start(peer.sid, peer.principal, request)


async def _stop(stage: Stage, peer: Peer, _request: playback.PlaybackStop) -> Ack:
    stage.playbacks.stop(peer.sid)
    return Ack(ok=True)


async def _speed(stage: Stage, peer: Peer, request: playback.PlaybackSpeed) -> Ack:
    stage.playbacks.set_speed(peer.sid, request.speed)
    return Ack(ok=True)


WATCH_ROUTES: Final[dict[str, Route]] = {
    wire.HUB_WATCH: Route(wire.HubWatching, Action.WATCH_HUB, _watch),
    wire.DEVICE_IDENTIFY: Route(wire.DeviceCall, Action.MANAGE_DEVICES, _identify),
    playback.PLAYBACK_START: Route(playback.PlaybackStart, Action.READ_RESULTS, _start),
    playback.PLAYBACK_STOP: Route(playback.PlaybackStop, Action.READ_RESULTS, _stop),
    playback.PLAYBACK_SPEED: Route(playback.PlaybackSpeed, Action.READ_RESULTS, _speed),
}
"""To be joined to the table of all routes."""

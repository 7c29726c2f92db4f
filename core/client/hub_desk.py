"""What a trainer's desk asks of the hub itself: watch it, trigger events, play recordings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from core.client.rest import RestClient
from core.client.socket import SocketLink
from core.domain.ids import DeviceId, SessionId
from core.errors import UnavailableError
from core.events import Event
from core.ports.hub_link import LinkStatus
from core.protocol import hub_watch as wire, playback
from core.protocol.playback import PlaybackAck, PlaybackEvent, PlaybackStatus
from core.protocol.realtime import Ack


class HubDesk:
    """The hub's own affairs over REST and Socket.IO.

    Args:
        rest: Signed in as a trainer.
        socket: The live side of the same sign-in.
    """

    def __init__(self, rest: RestClient, socket: SocketLink) -> None:
        self.heard = socket.heard
        """Whatever the hub tells this desk: name and payload, `seq` among it."""
        self.sent = socket.sent
        """What this desk sent itself, once the hub has taken it: name, payload, `seq`."""
        self.played: Event[[PlaybackEvent]] = Event()
        self.playback_changed: Event[[PlaybackStatus]] = Event()
        self.status_changed = socket.status_changed
        self._rest = rest
        self._socket = socket
        socket.news_received.connect(self._on_news)

    @property
    def status(self) -> LinkStatus:
        """Whether the hub hears us now."""
        return self._socket.status

    async def peers(self) -> wire.HubPeers:
        """All live connections and how each fares."""
        return await self._rest.get(wire.PEERS, wire.HubPeers)

    async def event_kinds(self) -> tuple[wire.EventKind, ...]:
        """All events that clients may send."""
        return await self._rest.get(wire.EVENT_KINDS, tuple[wire.EventKind, ...])

    async def watch(self, *, is_on: bool) -> None:
        """Hear of all sessions and refusals until told otherwise or disconnected."""
        await self._socket.request(wire.HUB_WATCH, wire.HubWatching(is_on=is_on))

    async def identify(self, device_id: DeviceId) -> None:
        """Let a device say on its screen that it is meant."""
        await self._socket.request(wire.DEVICE_IDENTIFY, wire.DeviceCall(device_id=device_id))

    async def emit(self, name: str, payload: Mapping[str, Any]) -> Ack:
        """Send any event.

        Raises:
            HockeyHubError: The hub's refusal.
        """
        return await self._socket.request(name, payload)

    async def play(self, session_id: SessionId, from_s: float, speed: float) -> PlaybackAck:
        """Have a recording played to this desk; ends what was played before."""
        body = playback.PlaybackStart(session_id=session_id, from_s=from_s, speed=speed)
        ack = await self._socket.request(playback.PLAYBACK_START, body, PlaybackAck)
        if not isinstance(ack, PlaybackAck):
            raise UnavailableError("This hub plays no recordings back.")
        return ack

    async def set_speed(self, speed: float) -> None:
        """Go on slower or faster; 0 holds."""
        await self._socket.request(playback.PLAYBACK_SPEED, playback.PlaybackSpeed(speed=speed))

    async def stop(self) -> None:
        """Play no more."""
        await self._socket.request(playback.PLAYBACK_STOP, playback.PlaybackStop())

    def _on_news(self, name: str, payload: dict[str, Any]) -> None:
        if name == playback.PLAYBACK_EVENT:
            self.played.emit(msgspec.convert(payload, PlaybackEvent))
        elif name == playback.PLAYBACK_STATUS:
            self.playback_changed.emit(msgspec.convert(payload, PlaybackStatus))

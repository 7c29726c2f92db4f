"""The hub's own side as its screens need it, without a hub."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import msgspec

from core.clock import ManualClock
from core.domain.device import Device, DeviceKind, JoinCode
from core.domain.ids import DeviceId, JoinCodeId, PlayerId, SessionId
from core.domain.user import Role
from core.errors import HockeyHubError, NotFoundError
from core.events import Event
from core.live.events import utc
from core.ports.hub_link import LinkStatus
from core.protocol.devices import DeviceEntry, IssuedJoinCode
from core.protocol.hub_watch import EventKind, HubPeers, PeerHealth
from core.protocol.playback import PlaybackAck, PlaybackEvent, PlaybackStatus
from core.protocol.realtime import Ack
from core.services.desk.hub_side import HubSide
from hub_server.realtime.handlers import ROUTES
from hub_server.rest.watch import kind_of
from tests.helpers.people_fakes import FakeAudit, FakePeople


class FakeRegistry:
    """Devices as a test wants them; a code that is `redeemed` is open no more."""

    def __init__(self, clock: ManualClock) -> None:
        self.entries: list[DeviceEntry] = []
        self.revoked: list[DeviceId] = []
        self.refusal: HockeyHubError | None = None
        self._clock = clock
        self._open: dict[JoinCodeId, JoinCode] = {}
        self._count = 0

    async def all(self) -> tuple[DeviceEntry, ...]:
        if self.refusal is not None:
            raise self.refusal
        return tuple(self.entries)

    async def rename(self, device_id: DeviceId, name: str) -> Device:
        self.entries = [
            msgspec.structs.replace(one, name=name) if one.id == device_id else one
            for one in self.entries
        ]
        return next(one for one in self.entries if one.id == device_id)

    async def revoke(self, device_id: DeviceId) -> None:
        self.revoked.append(device_id)
        self.entries = [one for one in self.entries if one.id != device_id]

    async def open_code(
        self, kind: DeviceKind, player_id: PlayerId | None = None
    ) -> IssuedJoinCode:
        if self.refusal is not None:
            raise self.refusal
        self._count += 1
        now = utc(self._clock.now())
        code = JoinCode(
            id=JoinCodeId(f"code-{self._count}"),
            kind=kind,
            player_id=player_id,
            created_by="trainer",
            created_at=now,
            expires_at=now + timedelta(minutes=10),
        )
        self._open[code.id] = code
        digits = f"{(482_913 + 7919 * self._count) % 1_000_000:06d}"
        return IssuedJoinCode(
            id=code.id,
            code=digits,
            kind=kind,
            player_id=player_id,
            expires_at=code.expires_at,
            join_address="http://192.168.1.20:3002",
            qr_text=f"http://192.168.1.20:3002/#join={digits}",
        )

    async def open_codes(self) -> tuple[JoinCode, ...]:
        return tuple(self._open.values())

    async def withdraw(self, code_id: JoinCodeId) -> None:
        if self._open.pop(code_id, None) is None:
            raise NotFoundError("This code is not open any more.")

    def redeem(self, code_id: JoinCodeId) -> None:
        """Somebody used a code."""
        del self._open[code_id]


class FakeHubDesk:
    """A hub that tells what the test tells it."""

    def __init__(self) -> None:
        self.heard: Event[[str, dict[str, Any]]] = Event()
        self.sent: Event[[str, dict[str, Any], int | None]] = Event()
        self.played: Event[[PlaybackEvent]] = Event()
        self.playback_changed: Event[[PlaybackStatus]] = Event()
        self.status_changed: Event[[LinkStatus, str]] = Event()
        self.status = LinkStatus.ONLINE
        self.connected: list[PeerHealth] = []
        self.join_address, self.is_reachable = "http://192.168.1.20:3002", True
        self.identified: list[DeviceId] = []
        self.emitted: list[tuple[str, dict[str, Any]]] = []
        self.watching: list[bool] = []
        self.refusal: HockeyHubError | None = None
        self.answer: PlaybackAck | None = None
        self.asked: list[tuple[str, float]] = []

    async def peers(self) -> HubPeers:
        return HubPeers(
            join_address=self.join_address,
            is_reachable=self.is_reachable,
            peers=tuple(self.connected),
        )

    async def event_kinds(self) -> tuple[EventKind, ...]:
        return tuple(kind_of(name, route) for name, route in ROUTES.items())

    async def watch(self, *, is_on: bool) -> None:
        if self.refusal is not None:
            raise self.refusal
        self.watching.append(is_on)

    async def identify(self, device_id: DeviceId) -> None:
        self.identified.append(device_id)

    async def emit(self, name: str, payload: Mapping[str, Any]) -> Ack:
        if self.refusal is not None:
            raise self.refusal
        self.emitted.append((name, dict(payload)))
        return Ack(ok=True, seq=len(self.emitted))

    async def play(
        self,
        session_id: SessionId,  # noqa: ARG002
        from_s: float,
        speed: float,  # noqa: ARG002
    ) -> PlaybackAck:
        if self.refusal is not None:
            raise self.refusal
        self.asked.append(("play", from_s))
        assert self.answer is not None
        return self.answer

    async def set_speed(self, speed: float) -> None:
        self.asked.append(("speed", speed))

    async def stop(self) -> None:
        self.asked.append(("stop", 0))


class FakeHubSide:
    """All of it, with a clock that the test moves."""

    def __init__(self, clock: ManualClock) -> None:
        self.clock = clock
        self.registry = FakeRegistry(clock)
        self.people = FakePeople(clock)
        self.audit = FakeAudit()
        self.desk = FakeHubDesk()

    def side(self) -> HubSide:
        """For `DeskServices`."""
        return HubSide(
            registry=self.registry,
            people=self.people,
            audit=self.audit,
            desk=self.desk,
            clock=self.clock,
        )

    def add_device(
        self,
        number: int,
        name: str,
        kind: DeviceKind = DeviceKind.PLAYER,
        *,
        owner: str | None = None,
        seen_ago_s: float | None = None,
        **health: Any,
    ) -> DeviceEntry:
        """A device, connected if anything is said of its health.

        Args:
            number: Makes its id.
            name: As it calls itself.
            kind: What it joined as.
            owner: The player's name.
            seen_ago_s: When it was last seen.
            health: Fields of `PeerHealth`.
        """
        now = utc(self.clock.now())
        device_id = DeviceId(f"device-{number}")
        player_id = PlayerId(f"player-{number:03}") if kind is DeviceKind.PLAYER else None
        entry = DeviceEntry(
            id=device_id,
            name=name,
            kind=kind,
            player_id=player_id,
            player_name=owner,
            joined_at=now - timedelta(days=2),
            let_in_by="trainer",
            last_seen_at=None if seen_ago_s is None else now - timedelta(seconds=seen_ago_s),
            is_connected=bool(health),
        )
        self.registry.entries.append(entry)
        if health:
            peer = PeerHealth(
                connection_id=f"sid-{number}",
                subject=player_id or f"device:{device_id}",
                role=Role(kind.value),
                device_id=device_id,
                player_id=player_id,
                connected_at=now - timedelta(minutes=20),
                **health,
            )
            self.desk.connected.append(peer)
        return entry

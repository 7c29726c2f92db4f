"""What trainers may ask of the hub itself: who is connected, what was refused, what it takes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from core.domain.ids import DeviceId, PlayerId, SessionId
from core.domain.user import Role
from core.domain.value import Value

HUB = "/api/v1/hub"
PEERS = f"{HUB}/peers"
EVENT_KINDS = f"{HUB}/events"

HUB_WATCH = "training:hub:watch"
HUB_REFUSED = "training:hub:refused"
DEVICE_IDENTIFY = "training:device:identify"


class HubWatching(Value, frozen=True, kw_only=True):
    """`training:hub:watch`, by a trainer: hear of all sessions and of every refusal, or no more."""

    is_on: bool


class DeviceCall(Value, frozen=True, kw_only=True):
    """`training:device:identify`, by a trainer: which of these phones are you?"""

    device_id: DeviceId


class DeviceCalled(Value, frozen=True, kw_only=True):
    """`training:device:identify`, to that device: say so on the screen."""

    text: str
    timestamp: datetime


class EventRefused(Value, frozen=True, kw_only=True, omit_defaults=True):
    """`training:hub:refused`, to who watches: an event of a client was not taken."""

    name: str
    """Of the event."""
    code: str
    reason: str
    """The sentence that the sender got."""
    suggested_action: str = ""
    field: str | None = None
    retry_after_ms: int | None = None
    subject: str
    """Whose token it was."""
    role: Role
    device_id: DeviceId | None = None
    player_id: PlayerId | None = None
    session_id: SessionId | None = None
    address: str | None = None
    timestamp: datetime
    unreported: int = 0
    """Further refusals of this connection since the last one that was told."""


class PeerHealth(Value, frozen=True, kw_only=True):
    """A live connection and how it fares."""

    connection_id: str
    subject: str
    role: Role
    name: str = ""
    """The device's, if it is one that joined."""
    device_id: DeviceId | None = None
    player_id: PlayerId | None = None
    player_name: str | None = None
    address: str | None = None
    is_secure: bool = False
    connected_at: datetime
    heard_at: datetime | None = None
    """When it last sent an event."""
    last_event: str | None = None
    events: int = 0
    """How many it sent, refused ones included."""
    refused: int = 0
    refused_at: datetime | None = None
    refusal: str | None = None
    """The last one, as a sentence."""
    round_trip_ms: float | None = None
    """Of the last heartbeat, which is sent every 25 s."""
    waiting: int = 0
    """Packets that it has not taken yet."""
    handling_ms: float | None = None
    """How long the hub needed for its events, on average of the last ones."""
    session_ids: tuple[SessionId, ...] = ()
    """Those it follows."""


class HubPeers(Value, frozen=True, kw_only=True):
    """GET /api/v1/hub/peers."""

    join_address: str
    """Under which other machines reach the hub, as far as it knows."""
    is_reachable: bool
    """Whether that is more than this computer."""
    peers: tuple[PeerHealth, ...]


class EventKind(Value, frozen=True, kw_only=True):
    """A line of GET /api/v1/hub/events: an event that clients may send."""

    name: str
    about: str
    """One sentence."""
    schema: dict[str, Any]
    """JSON Schema of its payload, references resolved under `$defs`."""
    roles: tuple[Role, ...]
    """Who may send it."""
    every_s: float | None = None
    """How often a player's devices may send it in the long run; None for as often as they like."""
    burst: int | None = None

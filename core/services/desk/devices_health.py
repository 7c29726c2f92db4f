"""Why a device is silent, in a sentence with a next step; and who else is connected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from core.domain.device import DeviceKind
from core.domain.ids import DeviceId
from core.domain.value import Value
from core.protocol.devices import DeviceEntry
from core.protocol.hub_watch import PeerHealth

SLOW_ROUND_TRIP_MS: Final = 400.0
MANY_WAITING: Final = 200
"""Packets not taken, from which a line is called slow; the hub cuts off at 2000."""
_RECENT: Final = timedelta(minutes=1)
_QUIET: Final = timedelta(seconds=30)


class DeviceState(StrEnum):
    """How a device stands, worst first where several hold."""

    GONE = "gone"
    """Sent away."""
    NEVER_SEEN = "never_seen"
    AWAY = "away"
    REFUSED = "refused"
    """It sends, and the hub refuses."""
    SLOW = "slow"
    IDLE = "idle"
    """Connected, in no session."""
    QUIET = "quiet"
    """In a session, but silent."""
    FINE = "fine"


class DeviceLine(Value, frozen=True, kw_only=True):
    """A device and how it fares."""

    entry: DeviceEntry
    state: DeviceState
    sentence: str
    """What is the matter; of a fine one, what it does."""
    next_step: str = ""
    connections: int = 0
    round_trip_ms: float | None = None
    waiting: int = 0
    events: int = 0
    refused: int = 0
    address: str = ""

    @property
    def id(self) -> DeviceId:
        """The device's id."""
        return self.entry.id

    @property
    def owner(self) -> str:
        """Whose it is, or what it joined as."""
        return self.entry.player_name or _KINDS[self.entry.kind]

    @property
    def needs_attention(self) -> bool:
        """Whether somebody should look at it."""
        return self.state in (DeviceState.REFUSED, DeviceState.SLOW, DeviceState.NEVER_SEEN)


_KINDS: Final = {
    DeviceKind.PLAYER: "Player (deleted)",
    DeviceKind.GATEWAY: "Gateway",
    DeviceKind.OBSERVER: "Observer",
    DeviceKind.ASSISTANT: "Assistant trainer",
}


def device_lines(
    entries: Iterable[DeviceEntry], peers: Sequence[PeerHealth], now: datetime
) -> tuple[DeviceLine, ...]:
    """All devices that were not sent away: those in trouble first, then the connected ones."""
    lines = [line_of(one, peers, now) for one in entries if one.revoked_at is None]
    order = list(DeviceState)
    return tuple(
        sorted(
            lines,
            key=lambda line: (
                not line.needs_attention,
                not line.connections,
                order.index(line.state) if line.connections else 0,
                line.owner.casefold(),
                line.entry.name.casefold(),
            ),
        )
    )


def line_of(entry: DeviceEntry, peers: Sequence[PeerHealth], now: datetime) -> DeviceLine:
    """One device, and why it is silent if it is."""
    own = [peer for peer in peers if peer.device_id == entry.id]
    state, sentence, next_step = _judged(entry, own, now)
    trips = [peer.round_trip_ms for peer in own if peer.round_trip_ms is not None]
    return DeviceLine(
        entry=entry,
        state=state,
        sentence=sentence,
        next_step=next_step,
        connections=len(own),
        round_trip_ms=max(trips) if trips else None,
        waiting=sum(peer.waiting for peer in own),
        events=sum(peer.events for peer in own),
        refused=sum(peer.refused for peer in own),
        address=next((peer.address for peer in own if peer.address), ""),
    )


def ago_text(at: datetime, now: datetime) -> str:
    """How long ago, as one says it: "12 s ago", "5 min ago", "3 h ago", "2 days ago"."""
    seconds = max((now - at).total_seconds(), 0.0)
    if seconds < 90:  # noqa: PLR2004 - a minute and a half still reads well in seconds
        return f"{seconds:.0f} s ago"
    minutes = seconds / 60
    if minutes < 90:  # noqa: PLR2004 - as above
        return f"{minutes:.0f} min ago"
    hours = minutes / 60
    return f"{hours:.0f} h ago" if hours < 48 else f"{hours / 24:.0f} days ago"  # noqa: PLR2004


_Judgement = tuple[DeviceState, str, str]


def _judged(entry: DeviceEntry, own: Sequence[PeerHealth], now: datetime) -> _Judgement:
    if entry.revoked_at is not None:
        return DeviceState.GONE, f"Sent away {ago_text(entry.revoked_at, now)}.", ""
    if not own:
        return _absent(entry, now)
    refused = [one for one in own if one.refused_at is not None and now - one.refused_at < _RECENT]
    if refused:
        last = max(refused, key=lambda one: one.refused_at or now)
        return (
            DeviceState.REFUSED,
            f"Refused: {last.refusal}",
            "“Events” shows what was refused.",
        )
    return _line_trouble(own) or _doing(entry, own, now)


def _absent(entry: DeviceEntry, now: datetime) -> _Judgement:
    seen = entry.last_seen_at
    if seen is None:
        return (
            DeviceState.NEVER_SEEN,
            "It joined, but has never connected.",
            "Open the training page on it once more, in the same Wi-Fi.",
        )
    return (
        DeviceState.AWAY,
        f"Not connected; last seen {ago_text(seen, now)}.",
        "Wake its screen and look whether it is in the same Wi-Fi.",
    )


def _line_trouble(own: Sequence[PeerHealth]) -> _Judgement | None:
    waiting = max(peer.waiting for peer in own)
    if waiting >= MANY_WAITING:
        return (
            DeviceState.SLOW,
            f"Its connection does not keep up: {waiting} messages wait.",
            "Bring it nearer to the access point.",
        )
    trip = max((peer.round_trip_ms or 0.0 for peer in own), default=0.0)
    if trip >= SLOW_ROUND_TRIP_MS:
        return (
            DeviceState.SLOW,
            f"Its connection is slow: {trip:.0f} ms there and back.",
            "Bring it nearer to the access point.",
        )
    return None


def _doing(entry: DeviceEntry, own: Sequence[PeerHealth], now: datetime) -> _Judgement:
    heard = max((one.heard_at for one in own if one.heard_at is not None), default=None)
    follows = any(one.session_ids for one in own)
    if entry.kind is DeviceKind.PLAYER and not follows:
        return (
            DeviceState.IDLE,
            "Connected, but in no session.",
            "Its player is in none that runs, or has not opened it yet.",
        )
    if entry.kind is DeviceKind.PLAYER and (heard is None or now - heard > _QUIET):
        since = "since it connected" if heard is None else f"for {_span(now - heard)}"
        return (
            DeviceState.QUIET,
            f"Follows its session; has sent nothing {since}.",
            "That is usual between sets; if not, wake its screen.",
        )
    sent = "" if heard is None else f"; last sent {ago_text(heard, now)}"
    return DeviceState.FINE, f"Connected{sent}.", ""


def _span(span: timedelta) -> str:
    seconds = span.total_seconds()
    return f"{seconds:.0f} s" if seconds < 120 else f"{seconds / 60:.0f} min"  # noqa: PLR2004

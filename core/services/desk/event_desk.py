"""Everything that goes through the hub, as the event desk keeps and sifts it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, Final, Protocol, cast

import msgspec

from core.domain.value import Value
from core.events import Event
from core.ports.hub_link import LinkStatus
from core.protocol.hub_watch import HUB_REFUSED, EventKind, HubPeers
from core.protocol.realtime import Ack

MOST_KEPT: Final = 100_000
_HAYSTACK: Final = 600
_IDS_KEPT: Final = 4_000
_HIDDEN: Final = ("kind", "eventId", "sessionId", "playerId", "seq", "timestamp", "actor")
"""What has a column of its own, or says nothing to a reader."""
_OF_PLAYBACK: Final = "training:playback:"


class HubFeed(Protocol):
    """The hub's live side as the event desk needs it."""

    heard: Event[[str, dict[str, Any]]]
    """Whatever the hub tells: name and payload."""
    sent: Event[[str, dict[str, Any], int | None]]
    """What this desk sent, once it was taken: name, payload, `seq`."""
    status_changed: Event[[LinkStatus, str]]

    @property
    def status(self) -> LinkStatus:
        """Whether the hub hears us now."""
        ...

    async def peers(self) -> HubPeers:
        """All live connections and how each fares."""
        ...

    async def event_kinds(self) -> tuple[EventKind, ...]:
        """All events that clients may send."""
        ...

    async def watch(self, *, is_on: bool) -> None:
        """Hear of all sessions and refusals, or no more."""
        ...

    async def emit(self, name: str, payload: Mapping[str, Any]) -> Ack:
        """Send any event."""
        ...


class Direction(StrEnum):
    """Which way an event went."""

    RECORDED = "recorded"
    """Somebody sent it, and it is in a session's log."""
    TOLD = "told"
    """The hub tells it and keeps nothing: news, progress, figures derived."""
    REFUSED = "refused"


class LogEntry(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A line of the event desk's log."""

    number: int
    """From 1, in the order of arrival."""
    at: float
    """When it arrived here, seconds since 1970."""
    direction: Direction
    kind: str
    session_id: str
    player_ids: tuple[str, ...]
    actor: str
    seq: int | None
    happened_at: float | None
    """What it says of its own time, seconds since 1970."""
    text: str
    """Its payload in a line."""
    raw: bytes
    """Its payload as JSON."""
    haystack: str
    """What a search looks through."""

    def payload(self) -> dict[str, Any]:
        """Its payload."""
        return msgspec.json.decode(self.raw, type=dict[str, Any])


class Sieve(Value, frozen=True, kw_only=True):
    """Which lines are wanted; what is empty wants all."""

    words: tuple[str, ...] = ()
    """All of them must occur."""
    kind: str = ""
    session_id: str = ""
    player_id: str = ""
    direction: str = ""

    def lets(self, entry: LogEntry) -> bool:
        """Whether a line is wanted."""
        return (
            (not self.direction or entry.direction == self.direction)
            and (not self.kind or entry.kind == self.kind)
            and (not self.session_id or entry.session_id == self.session_id)
            and (not self.player_id or self.player_id in entry.player_ids)
            and all(word in entry.haystack for word in self.words)
        )


class EventLog:
    """The last lines, in a ring.

    Args:
        feed: Where they come from.
        now: The desk's clock, seconds since 1970.
        most: How many are kept.
    """

    def __init__(self, feed: HubFeed, now: Callable[[], float], *, most: int = MOST_KEPT) -> None:
        self.appended: Event[[LogEntry]] = Event()
        self._now = now
        self._entries: deque[LogEntry] = deque(maxlen=most)
        self._count = 0
        self._known: dict[tuple[str, str], None] = {}
        """Ids of the last events with their sessions."""
        self._undo = (feed.heard.connect(self._on_heard), feed.sent.connect(self._on_sent))

    def close(self) -> None:
        """Listen no more."""
        for undo in self._undo:
            undo()

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def count(self) -> int:
        """How many there were, forgotten ones too."""
        return self._count

    @property
    def oldest(self) -> int:
        """Number of the oldest line that is kept."""
        return self._count - len(self._entries) + 1

    def since(self, number: int) -> list[LogEntry]:
        """Lines after a number, oldest first."""
        wanted = min(self._count - number, len(self._entries))
        if wanted <= 0:
            return []
        if wanted == len(self._entries):
            return list(self._entries)
        newest_first = iter(reversed(self._entries))
        return [next(newest_first) for _ in range(wanted)][::-1]

    def clear(self) -> None:
        """Forget all lines; numbers go on."""
        self._entries.clear()

    def _on_heard(self, name: str, payload: dict[str, Any]) -> None:
        if name.startswith(_OF_PLAYBACK):
            return
        if self._is_known(payload):
            return
        if name == HUB_REFUSED:
            self._append(Direction.REFUSED, str(payload.get("name", name)), payload)
        else:
            is_recorded = isinstance(payload.get("seq"), int)
            direction = Direction.RECORDED if is_recorded else Direction.TOLD
            self._append(direction, name, payload)

    def _on_sent(self, name: str, payload: dict[str, Any], seq: int | None) -> None:
        if seq is not None and not self._is_known(payload):
            self._append(Direction.RECORDED, name, {**payload, "seq": seq})

    def _is_known(self, payload: Mapping[str, Any]) -> bool:
        """Whether this was logged already: what this desk sends, the hub may tell it again."""
        if payload.get("eventId") is None:
            return False
        known = (str(payload["eventId"]), _text(payload.get("sessionId")))
        if known in self._known:
            return True
        self._known[known] = None
        if len(self._known) > _IDS_KEPT:
            del self._known[next(iter(self._known))]
        return False

    def _append(self, direction: Direction, kind: str, payload: dict[str, Any]) -> None:
        self._count += 1
        raw = msgspec.json.encode(payload)
        seq = payload.get("seq")
        entry = LogEntry(
            number=self._count,
            at=self._now(),
            direction=direction,
            kind=kind,
            session_id=_text(payload.get("sessionId")),
            player_ids=_players_in(payload),
            actor=_text(payload.get("actor") or payload.get("subject")),
            seq=seq if isinstance(seq, int) else None,
            happened_at=instant_of(payload.get("timestamp")),
            text=_text(payload.get("reason"))
            if direction is Direction.REFUSED
            else summary_of(payload),
            raw=raw,
            haystack=f"{kind} {raw[:_HAYSTACK].decode(errors='replace')}".casefold(),
        )
        self._entries.append(entry)
        self.appended.emit(entry)


def summary_of(payload: Mapping[str, Any]) -> str:
    """A payload in a line: what it says, without ids that have columns of their own."""
    parts: list[str] = []
    for key, value in payload.items():
        if key in _HIDDEN or value is None or value == "":
            continue
        if isinstance(value, list):
            parts.append(f"{key} × {len(value)}")  # pyright: ignore[reportUnknownArgumentType]
        elif isinstance(value, dict):
            parts.append(f"{key} {{{summary_of(value)}}}")  # pyright: ignore[reportUnknownArgumentType]
        elif isinstance(value, float):
            parts.append(f"{key} {value:g}")
        else:
            parts.append(f"{key} {value}")
    return ", ".join(parts)[:300]


def instant_of(value: object) -> float | None:
    """A time as the wire writes it, in seconds since 1970; None if it is none."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return value / 1000
    try:
        return msgspec.convert(value, datetime).timestamp()
    except msgspec.ValidationError:
        return None


def lines_as_json(entries: Iterable[LogEntry]) -> str:
    """Lines as a JSON list, to be pasted somewhere else."""
    whole = [
        {
            "number": entry.number,
            "arrivedAt": entry.at,
            "direction": entry.direction,
            "event": entry.kind,
            "payload": entry.payload(),
        }
        for entry in entries
    ]
    return msgspec.json.format(msgspec.json.encode(whole), indent=2).decode()


def _players_in(payload: Mapping[str, Any]) -> tuple[str, ...]:
    named = [payload.get(key) for key in ("playerId", "fromPlayerId", "toPlayerId")]
    readings = payload.get("readings")
    if isinstance(readings, list):
        rows = cast("list[object]", readings)
        named.extend(cast("dict[str, Any]", row).get("playerId") for row in rows if _is_map(row))
    return tuple(dict.fromkeys(one for one in named if isinstance(one, str)))


def _is_map(value: object) -> bool:
    return isinstance(value, dict)


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""

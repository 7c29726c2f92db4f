"""What a peer has not taken yet: nothing most of the time, and never more than so much."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Hashable, Iterable
from typing import Final, Protocol

from engineio.packet import Packet

from hub_server.realtime.engine.frames import Frame, octets_of

MOST_WAITING: Final = 2000
"""Packets that may wait for one peer: about a minute of a busy session."""
MOST_OCTETS: Final = 4_000_000
LONGEST_BEHIND_S: Final = 20.0
"""How long a peer may go on without ever having taken everything."""
_THIN_FROM: Final = 100
_BATCH_OCTETS: Final = 65_536


class Way(Protocol):
    """What takes octets to the peer."""

    @property
    def takes_more(self) -> bool:
        """Whether what is written now goes out soon."""
        ...

    def write(self, octets: bytes) -> None:
        """Send."""
        ...


class Outbox:
    """One peer's packets on their way out.

    While the peer keeps up, what one turn of the loop says is written at its end, in one piece.
    Else packets wait; when many wait, metrics that newer ones have overtaken are left out.

    Args:
        monotonic: Seconds that never jump.
        flush_soon: Calls `flush` before the loop waits again.
        on_overfull: Told once when there are too many.
    """

    def __init__(
        self,
        monotonic: Callable[[], float],
        flush_soon: Callable[[Outbox], None],
        on_overfull: Callable[[], None],
    ) -> None:
        self.left_out = 0
        """Packets that newer ones have overtaken."""
        self._monotonic = monotonic
        self._flush_soon = flush_soon
        self._on_overfull = on_overfull
        self._way: Way | None = None
        self._polled: asyncio.Queue[Packet | None] | None = asyncio.Queue()
        """For one without line: the library's poll takes from it."""
        self._kept: deque[Packet] = deque()
        self._kept_octets = 0
        self._thin_at = _THIN_FROM
        self._behind_since: float | None = None
        self._is_shut = False

    @property
    def behind_s(self) -> float:
        """How long something has been waiting without a break."""
        return 0.0 if self._behind_since is None else self._monotonic() - self._behind_since

    def qsize(self) -> int:
        """Packets that wait."""
        return len(self._kept) + (0 if self._polled is None else self._polled.qsize())

    def attach(self, way: Way) -> None:
        """From now on packets go this way instead of waiting to be polled."""
        polled, self._polled = self._polled, None
        while polled is not None and not polled.empty():
            packet = polled.get_nowait()
            if packet is not None:
                self._keep(packet)
        self._way = way
        self.flush()

    def put_nowait(self, item: Packet | None) -> None:
        """Send, or let wait; None ends a poll."""
        if self._is_shut:
            return
        if self._polled is not None:
            self._polled.put_nowait(item)
            if self._polled.qsize() > MOST_WAITING:
                self._overflow()
        elif item is not None and self._way is not None:
            if not self._kept and self._way.takes_more:
                self._flush_soon(self)
            self._keep(item)
            if self._is_overfull():
                self._overflow()

    async def put(self, item: Packet | None) -> None:
        """The same, as the library calls it."""
        self.put_nowait(item)

    async def get(self) -> Packet | None:
        """For a poll: the next packet."""
        return None if self._polled is None else await self._polled.get()

    def get_nowait(self) -> Packet | None:
        """For a poll: what else there is.

        Raises:
            asyncio.QueueEmpty: Nothing.
        """
        if self._polled is None:
            raise asyncio.QueueEmpty
        return self._polled.get_nowait()

    def task_done(self) -> None:
        """Nothing: nobody waits for what a poll has taken."""

    def flush(self) -> None:
        """The way is free again: send what waits, as much at once as it takes."""
        way = self._way
        while way is not None and self._kept and way.takes_more:
            batch: list[bytes] = []
            size = 0
            while self._kept and size < _BATCH_OCTETS:
                batch.append(octets_of(self._kept.popleft()))
                size += len(batch[-1])
            self._kept_octets -= size
            way.write(b"".join(batch))
        if not self._kept:
            self._behind_since, self._thin_at = None, _THIN_FROM

    def shut(self) -> None:
        """Forget what waits and take nothing more but the word to stop."""
        self._kept.clear()
        self._kept_octets = 0
        self._behind_since = None
        self._is_shut = True
        if self._polled is not None:
            self._polled.put_nowait(None)

    def _keep(self, packet: Packet) -> None:
        if self._behind_since is None:
            self._behind_since = self._monotonic()
        self._kept.append(packet)
        self._kept_octets += len(octets_of(packet))
        if len(self._kept) >= self._thin_at:
            before = len(self._kept)
            self._kept = newest_of_each(self._kept)
            self._kept_octets = sum(len(octets_of(one)) for one in self._kept)
            self.left_out += before - len(self._kept)
            self._thin_at = max(_THIN_FROM, 2 * len(self._kept))

    def _is_overfull(self) -> bool:
        return len(self._kept) > MOST_WAITING or self._kept_octets > MOST_OCTETS

    def _overflow(self) -> None:
        self.shut()
        self._on_overfull()


def newest_of_each(waiting: Iterable[Packet]) -> deque[Packet]:
    """Packets in their order, without those of which newer ones tell everything."""
    told: set[Hashable] = set()
    kept: deque[Packet] = deque()
    for packet in reversed(tuple(waiting)):
        topics = packet.topics if isinstance(packet, Frame) else None
        if topics is not None:
            if topics <= told:
                continue
            told |= topics
        kept.appendleft(packet)
    return kept

"""`python -m benchmarks.hub_load_generator`: players who send, trainers who listen.

A process of its own. Reads a `Load` as one line of JSON from its input, writes a `Seen` as one
line to its output.
"""

from __future__ import annotations

import asyncio
import gc
import os
import sys
import time
from pathlib import Path
from random import Random

import msgspec
import uvloop

from benchmarks.hub_load_wire import RawPeer
from core.domain.ids import new_id

QUIET_S = 2.0
PATIENCE_S = 10.0
AT_ONCE = 100
"""Connections that are opened side by side."""
_ID = b'"eventId":"'
_ID_LENGTH = 36
_TICKS_PER_S = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


class Sender(msgspec.Struct):
    """A player's device."""

    token: str
    player_id: str
    session_id: str


class Load(msgspec.Struct):
    """What to do to a server."""

    port: int
    pid: int
    players: list[Sender]
    trainers: list[str]
    """Their tokens."""
    every_s: float
    """Between two updates of a player."""
    warm_up_s: float
    seconds: float
    comes_back: bool = False
    """Instead of sending: say `in`, wait for the server to die, and come back to the next."""


class Seen(msgspec.Struct):
    """What came of it."""

    connected_in_s: float
    sent: int
    undelivered: int
    unacknowledged: int
    refused: int
    p50_ms: float
    p99_ms: float
    worst_ms: float
    ack_p99_ms: float
    server_cpu: float
    """Share of one core."""
    generator_cpu: float
    idle_rss_bytes: int
    """What all these connections have added to the server's resident memory."""


class Crowd:
    """All connections, and what they have seen."""

    def __init__(self, load: Load) -> None:
        self._load = load
        self._sessions = sorted({player.session_id for player in load.players})
        self._sent_at: dict[bytes, float] = {}
        self._left: dict[bytes, int] = {}
        self._delays: list[float] = []
        self._ack_delays: list[float] = []
        self._refused = 0
        self._last_news = 0.0
        self._counted = 0
        self._random = Random(1)  # noqa: S311 - simulation

    async def run(self) -> Seen:
        load = self._load
        trainers = [await self._connect(token, self._on_trainers_event) for token in load.trainers]
        for trainer in trainers:
            for session_id in self._sessions:
                await _expect(trainer, "training:session:join", sessionId=session_id)
        for session_id in self._sessions:
            await _expect(trainers[0], "training:session:start", sessionId=session_id)
        rss = _resident_bytes(load.pid)
        started = time.perf_counter()
        gate = asyncio.Semaphore(AT_ONCE)
        peers = await asyncio.gather(*(self._enter(player, gate) for player in load.players))
        connected_in_s = time.perf_counter() - started
        if load.comes_back:
            return await self._come_back(peers)
        await asyncio.sleep(1.0)
        rss = _resident_bytes(load.pid) - rss
        gc.freeze()
        loop = asyncio.get_running_loop()
        begin = loop.time()
        measured_from = begin + load.warm_up_s
        end = measured_from + load.seconds
        for player, peer in zip(load.players, peers, strict=True):
            first = begin + self._random.random() * load.every_s
            loop.call_at(first, self._send, player, peer, first, measured_from, end)
        await asyncio.sleep(load.warm_up_s)
        cpu, own, at = _cpu_s(load.pid), time.process_time(), time.perf_counter()
        await asyncio.sleep(load.seconds)
        lasted = time.perf_counter() - at
        cpu, own = _cpu_s(load.pid) - cpu, time.process_time() - own
        # Nobody tells when nothing more comes.
        patience_ends = time.perf_counter() + PATIENCE_S
        while self._is_waiting_until(patience_ends):  # noqa: ASYNC110
            await asyncio.sleep(0.1)
        delays, acks = sorted(self._delays), sorted(self._ack_delays)
        for peer in (*peers, *trainers):
            peer.close()
        return Seen(
            connected_in_s=connected_in_s,
            sent=self._counted,
            undelivered=sum(self._left.values()),
            unacknowledged=self._counted - len(acks) - self._refused,
            refused=self._refused,
            p50_ms=_share(delays, 0.5),
            p99_ms=_share(delays, 0.99),
            worst_ms=_share(delays, 1.0),
            ack_p99_ms=_share(acks, 0.99),
            server_cpu=cpu / lasted,
            generator_cpu=own / lasted,
            idle_rss_bytes=rss,
        )

    def _is_waiting_until(self, end: float) -> bool:
        now = time.perf_counter()
        return bool(self._left) and now - self._last_news < QUIET_S and now < end

    async def _come_back(self, peers: list[RawPeer]) -> Seen:
        sys.stdout.write("in\n")
        sys.stdout.flush()
        await asyncio.wait([peer.gone for peer in peers], return_when=asyncio.FIRST_COMPLETED)
        started = time.perf_counter()
        gate = asyncio.Semaphore(len(peers))
        back = await asyncio.gather(*(self._return(player, gate) for player in self._load.players))
        lasted = time.perf_counter() - started
        for peer in back:
            peer.close()
        none = dict.fromkeys(Seen.__struct_fields__, 0)
        return Seen(**{**none, "connected_in_s": lasted, "refused": self._refused})

    async def _return(self, player: Sender, gate: asyncio.Semaphore) -> RawPeer:
        """As a phone does: try, and try again after a moment."""
        while True:
            try:
                return await self._enter(player, gate)
            except ConnectionRefusedError:  # nobody listens yet
                pass
            except OSError:
                self._refused += 1
            await asyncio.sleep(0.2 + 0.3 * self._random.random())

    async def _connect(self, token: str, on_event: object, player_id: str | None = None) -> RawPeer:
        auth = msgspec.json.encode({"token": token, "player": player_id})
        host = f"127.0.0.1:{self._load.port}"
        _, peer = await asyncio.get_running_loop().create_connection(
            lambda: RawPeer(host, auth, on_event),
            "127.0.0.1",
            self._load.port,  # type: ignore[arg-type]
        )
        await peer.connected
        return peer

    async def _enter(self, player: Sender, gate: asyncio.Semaphore) -> RawPeer:
        async with gate:
            peer = await self._connect(player.token, _ignore, player.player_id)
            await _expect(
                peer,
                "training:session:join",
                sessionId=player.session_id,
                role="player",
                playerId=player.player_id,
            )
            return peer

    def _send(
        self, player: Sender, peer: RawPeer, due: float, measured_from: float, end: float
    ) -> None:
        loop = asyncio.get_running_loop()
        if due >= end:
            return
        loop.call_at(
            due + self._load.every_s,
            self._send,
            player,
            peer,
            due + self._load.every_s,
            measured_from,
            end,
        )
        event_id = new_id()
        update = _event(
            "training:player:metrics",
            sessionId=player.session_id,
            playerId=player.player_id,
            eventId=event_id,
            heartRate=120 + self._random.randrange(60),
            power=180 + self._random.randrange(60),
        )
        counts = due >= measured_from
        now = time.perf_counter()
        if counts:
            self._counted += 1
            key = event_id.encode()
            self._sent_at[key] = now
            self._left[key] = len(self._load.trainers)

        def on_ack(answer: bytes) -> None:
            if not counts:
                return
            if answer.startswith(b'{"ok":true'):
                self._ack_delays.append(time.perf_counter() - now)
            else:
                self._refused += 1

        peer.emit(update, on_ack)

    def _on_trainers_event(self, event: bytes) -> None:
        place = event.find(_ID)
        key = event[place + len(_ID) : place + len(_ID) + _ID_LENGTH]
        sent_at = self._sent_at.get(key)
        if sent_at is None:
            return
        now = time.perf_counter()
        self._last_news = now
        self._delays.append(now - sent_at)
        left = self._left[key] - 1
        if left:
            self._left[key] = left
        else:
            del self._left[key]


def _event(name: str, **payload: object) -> bytes:
    return msgspec.json.encode([name, payload])


async def _expect(peer: RawPeer, name: str, **payload: object) -> None:
    answer = await peer.call(_event(name, **payload))
    if not answer.startswith(b'{"ok":true'):
        raise RuntimeError(answer.decode())


def _ignore(_event: bytes) -> None:
    """A player looks at his own numbers only."""


def _share(ordered_s: list[float], share: float) -> float:
    """A quantile of sorted seconds, in milliseconds; nothing seen is a very long time."""
    if not ordered_s:
        return 1e9
    return ordered_s[min(int(len(ordered_s) * share), len(ordered_s) - 1)] * 1000


def _cpu_s(pid: int) -> float:
    """Processor time of a process with its threads, user and system."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS_PER_S


def _resident_bytes(pid: int) -> int:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def main() -> None:
    load = msgspec.json.decode(sys.stdin.buffer.readline(), type=Load)
    seen = uvloop.run(Crowd(load).run())
    sys.stdout.buffer.write(msgspec.json.encode(seen) + b"\n")


if __name__ == "__main__":
    main()

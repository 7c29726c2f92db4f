"""Hundreds of phones and eight trainers on one hub, beside a bare relay of Node's socket.io.

The same generator does the same to both, one after the other. The hub checks tokens, rights,
limits and values, records durably, folds and broadcasts to the session's followers and to the
player's own devices; the relay does nothing but pass on. `python -m benchmarks.hub_load` shows
where each breaks.
"""

from __future__ import annotations

import asyncio
import os
import signal
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import msgspec

from benchmarks.figure import Figure
from benchmarks.hub_load_club import LoadedClub, fill
from benchmarks.hub_load_generator import Load, Seen
from benchmarks.hub_load_servers import generate, hub, relay, returning

PLAYERS = 500
MANY_PLAYERS = 4000
TRAINERS = 8
EVERY_S = 2.0
SECONDS = 8.0
ROUNDS = 2
WARM_UP_S = 3.0
P99_LIMIT_MS = 50.0
MANY_P99_LIMIT_MS = 100.0
P99_RATIO = 1.5
CPU_RATIO = 3.0
BACK_LIMIT_S = 5.0
IDLE_LIMIT_KB = 40.0


@dataclass(frozen=True, slots=True)
class Scene:
    """A club in a database of its own."""

    file: Path
    club: LoadedClub

    def load(self, server: tuple[int, int]) -> Load:
        """The load on a server, given by port and process id."""
        port, pid = server
        return Load(
            port=port,
            pid=pid,
            players=self.club.players,
            trainers=self.club.trainers,
            every_s=EVERY_S,
            warm_up_s=WARM_UP_S,
            seconds=SECONDS,
        )


@contextmanager
def scene(players: int) -> Iterator[Scene]:
    """A club of so many players."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "hub.db"
        yield Scene(file, asyncio.run(fill(file, players, TRAINERS)))


def measure() -> list[Figure]:
    rounds = [_beside_each_other() for _ in range(ROUNDS)]
    bare, ours = (_calmest(seen) for seen in zip(*rounds, strict=True))
    with scene(PLAYERS) as another:
        back = _restarted(another)
    with scene(MANY_PLAYERS) as many, hub(many.file) as server:
        crowd = generate(many.load(server))
    idle_kb = crowd.idle_rss_bytes / MANY_PLAYERS / 1000
    return [
        *_usual(ours, bare),
        _limit("500 players back after a kill", back.connected_in_s, "s", BACK_LIMIT_S),
        Figure("500 players back, refused + 1", back.refused + 1, "", "none", 1.0, 1.0),
        _limit("4000 players, update to trainer, p99", crowd.p99_ms, "ms", MANY_P99_LIMIT_MS),
        _none("4000 players, updates undelivered", crowd),
        _limit("hub's memory for an idle player", idle_kb, "kB", IDLE_LIMIT_KB),
    ]


def _beside_each_other() -> tuple[Seen, Seen]:
    """The bare relay, then the hub, under the same load."""
    with scene(PLAYERS) as usual:
        with relay() as server:
            bare = generate(usual.load(server))
        with hub(usual.file) as server:
            return bare, generate(usual.load(server))


def _calmest(rounds: Sequence[Seen]) -> Seen:
    """Least time and processor of all rounds, since other programs only ever add; losses of all."""
    calmest = min(rounds, key=lambda seen: seen.p99_ms)
    return msgspec.structs.replace(
        calmest,
        server_cpu=min(seen.server_cpu for seen in rounds),
        generator_cpu=min(seen.generator_cpu for seen in rounds),
        undelivered=sum(seen.undelivered for seen in rounds),
        unacknowledged=sum(seen.unacknowledged for seen in rounds),
        refused=sum(seen.refused for seen in rounds),
    )


def _usual(ours: Seen, bare: Seen) -> list[Figure]:
    p99, cpu = "500 players, update to trainer, p99", "500 players, hub's processor time"
    relay_cpu, own_cpu = bare.server_cpu * 100, ours.server_cpu * 100
    generator = "500 players, the generator's own"
    return [
        _limit(p99, ours.p99_ms, "ms", P99_LIMIT_MS),
        Figure(p99, ours.p99_ms, "ms", "Node's bare relay", bare.p99_ms, P99_RATIO),
        Figure(cpu, own_cpu, "% of a core", "Node's bare relay", relay_cpu, CPU_RATIO),
        _none("500 players, updates undelivered", ours),
        _limit(generator, ours.generator_cpu * 100, "% of a core", 10.0),
    ]


def _limit(name: str, value: float, unit: str, limit: float) -> Figure:
    return Figure(name, value, unit, "limit", limit, 1.0)


def _none(name: str, seen: Seen) -> Figure:
    lost = seen.undelivered + seen.unacknowledged + seen.refused
    return Figure(f"{name} + 1", lost + 1, "", "none", 1.0, 1.0)


def _restarted(another: Scene) -> Seen:
    """`kill -9`, and a hub at the same place: until all are back in their sessions."""
    with hub(another.file) as (port, pid):
        load = another.load((port, pid))
        load.comes_back = True
        with returning(load) as seen:
            os.kill(pid, signal.SIGKILL)
            with hub(another.file, port):
                return seen()


def _breaking() -> None:
    """The table: ever more phones with one update each two seconds."""
    print(
        f"{'phones':>7} {'updates/s':>10} {'':6} {'p50 ms':>9} {'p99 ms':>9} {'lost':>7} "
        f"{'% of a core':>12} {'generator':>10}"
    )
    for players in (500, 1000, 2000, 3000, 4000, 6000, 8000):
        with scene(players) as one:
            for name, serve in (("node", relay), ("hub", lambda one=one: hub(one.file))):
                with serve() as server:
                    seen = generate(one.load(server))
                print(
                    f"{players:7d} {players / EVERY_S:10.0f} {name:6} {seen.p50_ms:9.1f} "
                    f"{seen.p99_ms:9.1f} {seen.undelivered:7d} {seen.server_cpu * 100:12.1f} "
                    f"{seen.generator_cpu * 100:10.1f}",
                    flush=True,
                )


if __name__ == "__main__":
    _breaking()

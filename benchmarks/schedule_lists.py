"""Lists over a long history: 10,000 bundles with 50,000 sessions, and ten times as much.

Three bundles a day, so that the longer history reaches further back and a month stays a month.
Each question is asked over HTTP by the desk's own client.
"""

from __future__ import annotations

import asyncio
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.composition import start_hub
from app.settings import Settings
from benchmarks.figure import Figure
from core.client.hub_client import HubClient, sign_in_with_secret
from core.domain.drafts import BundlePage
from core.domain.session import Session
from core.protocol.rest import API
from core.storage.database import open_database
from core.tasks import TaskScope

BUNDLES = 10_000
SESSIONS_EACH = 5
PLAYERS_EACH = 2
A_DAY = 3
TIMES = 10
RUNS = 30
LIMIT_MS = 30.0
MOST_TIMES_SLOWER = 1.5
_FIRST_PAGE = 20
_CALLED_OFF = 50
"""One bundle in so many."""
_INTERVALS = '[{"name":"Warm-up","durationS":600,"targetZone":2},{"name":"Work","durationS":3000}]'

Question = Callable[[], Awaitable[object]]


def measure() -> list[Figure]:
    small = asyncio.run(_measure(BUNDLES))
    large = asyncio.run(_measure(BUNDLES * TIMES))
    figures = []
    for name, value_ms in small.items():
        figures += [
            Figure(f"{name}, 50,000 sessions", value_ms, "ms", "limit", LIMIT_MS, 1.0),
            Figure(
                f"{name}, 500,000 sessions",
                large[name],
                "ms",
                "50,000",
                value_ms,
                MOST_TIMES_SLOWER,
            ),
        ]
    return figures


async def _measure(bundles: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as home:
        file = Path(home) / "hub.db"
        tasks = TaskScope()
        first = await start_hub(Settings(home=Path(home)), tasks, sample_club=True)
        await first.stop()
        file = next(Path(home).rglob("*.db"))  # noqa: ASYNC240 - before anything is timed
        await (await open_database(f"sqlite:///{file}")).close()
        _fill(file, bundles)
        hub = await start_hub(Settings(home=Path(home)), tasks, sample_club=True)
        client = HubClient(hub.address.url, sign_in_with_secret(hub.address.secret), tasks)
        await client.sign_in()
        found = {name: await _median_ms(ask) for name, ask in _questions(client).items()}
        await client.close()
        await hub.stop()
        await tasks.close()
    return found


def _questions(client: HubClient) -> dict[str, Question]:
    rest = client._rest  # noqa: SLF001 - pages that no screen asks for in this form
    month = datetime.now(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)

    async def deep() -> BundlePage:
        old = await rest.get(f"{API}/session-bundles", BundlePage, limit="100")
        return await rest.get(
            f"{API}/session-bundles", BundlePage, cursor=old.next_cursor or "", limit="20"
        )

    return {
        "bundles, newest page": client.bundles,
        "bundles, 100 and the 20 after": deep,
        "bundles called off": lambda: rest.get(
            f"{API}/session-bundles", BundlePage, status="cancelled"
        ),
        "sessions, newest 20": lambda: rest.get(
            f"{API}/sessions", tuple[Session, ...], limit=str(_FIRST_PAGE)
        ),
        "sessions to come, 20": lambda: rest.get(
            f"{API}/sessions", tuple[Session, ...], limit=str(_FIRST_PAGE), status="scheduled"
        ),
        "calendar month": lambda: client.calendar.entries(month, month + timedelta(days=31)),
    }


async def _median_ms(ask: Question) -> float:
    times_ms = []
    await ask()
    for _ in range(RUNS):
        started = time.perf_counter()
        await ask()
        times_ms.append((time.perf_counter() - started) * 1000)
    return statistics.median(times_ms)


def _fill(file: Path, bundles: int) -> None:
    """Write the history as fast as SQLite takes it; the last month of it is still to come."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        facility, trainer = (
            connection.execute(f"SELECT id FROM {table} LIMIT 1").fetchone()[0]  # noqa: S608
            for table in ("facilities", "users")
        )
        players = [row[0] for row in connection.execute("SELECT id FROM players ORDER BY id")]
        units = [row[0] for row in connection.execute("SELECT id FROM equipment_units")]
        (kind,) = connection.execute("SELECT code FROM equipment_kinds LIMIT 1").fetchone()
        now = datetime.now(UTC)
        rows = list(_starts(now, bundles))
        connection.executemany(
            "INSERT INTO session_bundles (id, name, description, trainer_id, facility_id,"
            " starts_at, duration_minutes, distribution_strategy, created_at, updated_at, version)"
            " VALUES (?, 'Team', '', ?, ?, ?, 60, 'manual', '2020-01-01', '2020-01-01', 1)",
            ((f"b{at:06}", trainer, facility, _text(start)) for at, start in rows),
        )
        connection.executemany(
            "INSERT INTO workout_sessions (id, bundle_id, bundle_order, name, equipment,"
            " facility_id, trainer_id, kind, intervals, blocks, starts_at, ends_at,"
            " duration_minutes, status)"
            " VALUES (?, ?, ?, 'Group', ?, ?, ?, 'CONDITIONING', ?, '[]', ?, ?, 60, ?)",
            (
                (
                    f"b{at:06}-{order}",
                    f"b{at:06}",
                    order,
                    kind,
                    facility,
                    trainer,
                    _INTERVALS,
                    _text(start),
                    _text(start + timedelta(hours=1)),
                    _status(at, start, now),
                )
                for at, start in rows
                for order in range(SESSIONS_EACH)
            ),
        )
        who = [
            (f"b{at:06}-{order}", at * 7 + order * PLAYERS_EACH + number)
            for at, _ in rows
            for order in range(SESSIONS_EACH)
            for number in range(PLAYERS_EACH)
        ]
        connection.executemany(
            "INSERT INTO assignments (session_id, player_id, position, unit_id)"
            " VALUES (?, ?, 0, ?)",
            ((one, players[at % len(players)], units[at % len(units)]) for one, at in who),
        )
        connection.executemany(
            "INSERT INTO reservations (session_id, unit_id, starts_at, ends_at)"
            " SELECT id, ?, starts_at, ends_at FROM workout_sessions WHERE id = ?",
            ((units[at % len(units)], one) for one, at in who),
        )
        connection.commit()


def _starts(now: datetime, bundles: int) -> Iterator[tuple[int, datetime]]:
    last = now.replace(hour=7, minute=0, second=0, microsecond=0) + timedelta(days=30)
    for at in range(bundles):
        day, turn = divmod(at, A_DAY)
        yield at, last - timedelta(days=day) + timedelta(hours=4 * turn)


def _status(at: int, start: datetime, now: datetime) -> str:
    if at % _CALLED_OFF == 0:
        return "cancelled"
    return "scheduled" if start > now else "completed"


def _text(instant: datetime) -> str:
    """As the hub writes an instant."""
    return instant.strftime("%Y-%m-%d %H:%M:%S.%f")

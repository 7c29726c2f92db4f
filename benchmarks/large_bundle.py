"""A bundle of 8 sessions and 100 players over HTTP: checked, gated, reserved, durable.

Beside it the same rows, inserted by plain SQL in one durable transaction on the same file,
through the hub's own driver.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import msgspec

from app.composition import start_hub
from app.settings import Settings
from benchmarks.figure import Figure
from core.client.hub_client import HubClient, sign_in_with_secret
from core.domain.drafts import BundleDraft, CommonProperties, SessionDraft
from core.domain.equipment import BIKE_ERG, ROWING, SKI_ERG, EquipmentUnit
from core.domain.ids import BundleId, UnitId, WorkoutId
from core.storage.database import SqlDatabase, open_database
from core.tasks import TaskScope

RUNS = 40
PLAYERS = 100
SESSIONS = 8
MACHINES = 40
"""Of each of three kinds."""
LIMIT_MS = 100.0
MOST_TIMES_SQL = 3.0
_KINDS = (ROWING, BIKE_ERG, SKI_ERG)


def measure() -> list[Figure]:
    return asyncio.run(_measure())


async def _measure() -> list[Figure]:
    rest_ms: list[float] = []
    row_ms: list[float] = []
    batch_ms: list[float] = []
    with tempfile.TemporaryDirectory() as home:
        tasks = TaskScope()
        hub = await start_hub(Settings(home=Path(home)), tasks, sample_club=True)
        file = next(Path(home).rglob("*.db"))  # noqa: ASYNC240 - before anything is timed
        await _grow_the_club(file)
        client = HubClient(hub.address.url, sign_in_with_secret(hub.address.secret), tasks)
        await client.sign_in()
        drafts = await _drafts(client)
        database = await open_database(f"sqlite:///{file}")
        for draft in drafts:
            started = time.perf_counter()
            created = await client.create_bundle(draft)
            rest_ms.append((time.perf_counter() - started) * 1000)
            batch_ms.append(await _bare(database, created.bundle_id, in_batches=True))
            row_ms.append(await _bare(database, created.bundle_id, in_batches=False))
        await database.close()
        await client.close()
        await hub.stop()
        await tasks.close()
    median_ms = statistics.median(rest_ms)
    rows, batches = statistics.median(row_ms), statistics.median(batch_ms)
    name = f"bundle of {SESSIONS} sessions, {PLAYERS} players over REST, median"
    return [
        Figure(name, median_ms, "ms", "limit", LIMIT_MS, 1.0),
        Figure("the same", median_ms, "ms", "bare INSERTs, row by row", rows, MOST_TIMES_SQL),
        Figure("the same", median_ms, "ms", "bare INSERTs, in batches", batches, MOST_TIMES_SQL),
    ]


async def _grow_the_club(file: Path) -> None:
    """As many players and machines as the bundle wants."""
    database = await open_database(f"sqlite:///{file}")
    async with database.write() as unit:
        first, *_ = await unit.club.players()
        (place, *_) = await unit.club.facilities()
        for number in range(PLAYERS):
            player = msgspec.structs.replace(
                first, id=f"bench-{number:03}", jersey_number=100 + number
            )
            await unit.club.save_player(player)
        for kind in _KINDS:
            for number in range(MACHINES):
                machine = EquipmentUnit(
                    id=UnitId(f"{kind}-bench-{number}"),
                    facility_id=place.id,
                    equipment=kind,
                    name=f"{kind} {number}",
                )
                await unit.club.save_equipment_unit(machine)
        await unit.commit()
    await database.close()


async def _drafts(client: HubClient) -> list[BundleDraft]:
    players = [player for player in await client.players() if player.id.startswith("bench")]
    (place, *_) = await client.facilities()
    workout: WorkoutId = next(one.id for one in await client.workouts() if one.intervals)
    sessions = tuple(
        SessionDraft(
            name=f"Group {index + 1}",
            equipment=_KINDS[index % len(_KINDS)],
            player_ids=tuple(player.id for player in players[index::SESSIONS]),
            workout_id=workout,
        )
        for index in range(SESSIONS)
    )
    tomorrow = date.today() + timedelta(days=1)  # noqa: DTZ011 - any day will do
    return [
        BundleDraft(
            name=f"Whole club {run}",
            common_properties=CommonProperties(
                start_date=tomorrow + timedelta(days=run),
                start_time="09:00",
                duration=60,
                facility_id=place.id,
            ),
            sessions=sessions,
        )
        for run in range(RUNS)
    ]


async def _bare(database: SqlDatabase, bundle_id: BundleId, *, in_batches: bool) -> float:
    """Milliseconds for the bundle's rows once more, after taking them out.

    Args:
        database: As the hub opens it.
        bundle_id: Whose rows.
        in_batches: All rows of a table at once, or row by row.
    """
    of_bundle = f"SELECT id FROM workout_sessions WHERE bundle_id = '{bundle_id}'"  # noqa: S608
    where = {
        "session_bundles": f"id = '{bundle_id}'",
        "workout_sessions": f"bundle_id = '{bundle_id}'",
        "assignments": f"session_id IN ({of_bundle})",
        "reservations": f"session_id IN ({of_bundle})",
        "audit_log": f"subject = '{bundle_id}'",
    }
    async with database.writer.connect() as connection:
        rows = {
            table: [
                tuple(row)
                for row in await connection.exec_driver_sql(
                    f"SELECT * FROM {table} WHERE {condition}"  # noqa: S608 - our own names
                )
            ]
            for table, condition in where.items()
        }
        for table in ("audit_log", "session_bundles"):
            await connection.exec_driver_sql(f"DELETE FROM {table} WHERE {where[table]}")  # noqa: S608
        await connection.commit()
    started = time.perf_counter()
    async with database.writer.connect() as connection, connection.begin():
        for table, lines in rows.items():
            marks = ", ".join("?" * len(lines[0]))
            insert = f"INSERT INTO {table} VALUES ({marks})"  # noqa: S608 - our own names
            for batch in [lines] if in_batches else lines:
                await connection.exec_driver_sql(insert, batch)
    return (time.perf_counter() - started) * 1000

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy.engine.url import make_url

from core.domain.ids import FacilityId, PlayerId, TeamId
from core.domain.player import HeartRateMaxSource
from core.storage import upgrade
from core.storage.database import open_database
from core.storage.engines import postgres_engine, sqlite_engine
from core.storage.transactions import transaction
from tests.helpers.databases import KINDS, fresh_url

_OLD_CLUB = (
    "INSERT INTO teams (id, name) VALUES ('t', 'Old Team')",
    (
        "INSERT INTO players (id, team_id, first_name, last_name, jersey_number, position,"
        " birth_date, sex, mass_kg, heart_rate_max_bpm, heart_rate_rest_bpm, ftp_w, w_prime_j)"
        " VALUES ('p', 't', 'Old', 'Player', 7, 'forward', '2000-01-01', 'male', 80, 195, 50,"
        " '{\"ROWING\": 250.0}', '{}')"
    ),
    "INSERT INTO facilities (id, name, time_zone) VALUES ('f', 'Old Gym', 'UTC')",
)


@pytest.fixture(params=KINDS)
async def url(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    async with fresh_url(request.param, tmp_path) as fresh:
        yield fresh


async def test_that_a_club_from_before_comes_through_with_what_it_did_not_know_left_open(
    url: str,
) -> None:
    address = make_url(url)
    is_file = address.get_backend_name() == "sqlite"
    engine = (
        sqlite_engine(Path(str(address.database)), is_writer=True)
        if is_file
        else postgres_engine(address)
    )
    async with transaction(engine) as connection:
        await connection.run_sync(upgrade.run_migrations, "0005")
        for statement in _OLD_CLUB:
            await connection.exec_driver_sql(statement)
        await connection.commit()
    await engine.dispose()
    database = await open_database(url)
    async with database.read() as unit:
        (player,) = await unit.club.players([PlayerId("p")])
        team = await unit.club.team(TeamId("t"))
        place = await unit.club.facility(FacilityId("f"))
    await database.close()
    assert player.heart_rate_max_source is HeartRateMaxSource.MEASURED
    assert (player.skill, player.lthr_bpm, player.photo) == (None, None, None)
    assert (player.critical_power_w, player.one_rep_max_kg) == ({}, {})
    assert not player.is_archived
    assert team is not None
    assert place is not None
    assert (player.version, team.version, place.version) == (1, 1, 1)
    assert (place.opening_hours, place.turnaround_min) == ((), 0)

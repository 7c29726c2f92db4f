from __future__ import annotations

import pytest

from core.domain.club import NewClub
from core.domain.equipment import BIKE_ERG, ROWING, EquipmentType
from core.errors import ConflictError, InvalidInputError
from core.services.club.beginning import ClubBeginning
from core.services.club.catalog import CatalogService
from core.storage.database import SqlDatabase
from tests.helpers.plans import TRAINER

CLUB = NewClub(
    team_name="Harbour Seals",
    facility_name="Dock Gym",
    time_zone="America/Halifax",
    machines={ROWING: 3, BIKE_ERG: 2},
)


async def test_that_a_new_club_has_its_team_its_place_and_its_machines(
    database: SqlDatabase,
) -> None:
    beginning, catalog = ClubBeginning(database), CatalogService(database)
    start = await beginning.state()
    assert start.is_empty
    assert {ROWING, BIKE_ERG} <= {kind.code for kind in start.standard_kinds}
    assert not (await beginning.create(CLUB, TRAINER)).is_empty
    assert [team.name for team in await catalog.teams()] == ["Harbour Seals"]
    (place,) = await catalog.facilities()
    assert (place.name, place.time_zone) == ("Dock Gym", "America/Halifax")
    assert [machine.name for machine in await catalog.equipment_units()] == [
        "Bike Erg 1", "Bike Erg 2", "Rower 1", "Rower 2", "Rower 3",
    ]  # fmt: skip
    assert len(await catalog.equipment_kinds()) == len(start.standard_kinds)
    for refused in (beginning.create(CLUB, TRAINER), beginning.load_sample(TRAINER)):
        with pytest.raises(ConflictError, match="already"):
            await refused


async def test_that_the_sample_club_fills_an_empty_hub(database: SqlDatabase) -> None:
    beginning = ClubBeginning(database)
    assert not (await beginning.load_sample(TRAINER)).is_empty
    assert len(await CatalogService(database).players()) >= 18


@pytest.mark.parametrize(
    ("club", "field"),
    [
        (NewClub(team_name=" ", facility_name="Gym", time_zone="UTC"), "teamName"),
        (NewClub(team_name="T", facility_name="", time_zone="UTC"), "facilityName"),
        (NewClub(team_name="T", facility_name="G", time_zone="Mars/Base"), "timeZone"),
        (
            NewClub(team_name="T", facility_name="G", time_zone="UTC", machines={ROWING: 101}),
            "machines.ROWING",
        ),
        (
            NewClub(
                team_name="T",
                facility_name="G",
                time_zone="UTC",
                machines={EquipmentType("ROCKET"): 1},
            ),
            "machines.ROCKET",
        ),
    ],
)
async def test_that_a_club_that_cannot_be_meant_is_refused_at_its_field(
    database: SqlDatabase, club: NewClub, field: str
) -> None:
    beginning = ClubBeginning(database)
    with pytest.raises(InvalidInputError) as caught:
        await beginning.create(club, TRAINER)
    assert caught.value.field == field
    assert (await beginning.state()).is_empty

"""The sample club, so that a first start shows something."""

from __future__ import annotations

import tomllib
from importlib import resources
from typing import Any

import msgspec

from core.domain.bundle_template import KeptTemplate
from core.domain.equipment import EquipmentKind, EquipmentUnit
from core.domain.facility import Facility
from core.domain.ids import FacilityId, UnitId
from core.domain.player import Player, Team
from core.domain.restriction import Restriction
from core.domain.user import Role, User
from core.domain.workout import Workout, WorkoutKind
from core.ports.storage import Database, UnitOfWork

_NO_PASSWORD = "!"  # noqa: S105 - the absence of one: no hash looks like this

_Table = dict[str, Any]  # as TOML gives it; msgspec checks it into domain values


async def load_sample_club(database: Database) -> None:
    """Put the sample club into a database that has no team yet; otherwise do nothing.

    Its trainer has no password and so cannot sign in with one.
    """
    async with database.write() as unit:
        if await unit.club.teams():
            return
        await write_sample_club(unit)
        await unit.commit()


async def write_sample_club(unit: UnitOfWork) -> None:
    """Put the sample club into an empty database; the caller commits."""
    source = resources.files("resources.club").joinpath("sample.toml")
    await _load(unit, tomllib.loads(source.read_text(encoding="utf-8")))


async def _load(unit: UnitOfWork, club: _Table) -> None:
    team = msgspec.convert(club["team"], Team)
    facility = msgspec.convert(club["facility"], Facility)
    await unit.club.save_team(team)
    await unit.club.save_facility(facility)
    trainer = msgspec.convert(club["trainer"] | {"role": Role.TRAINER}, User)
    await unit.club.save_user(trainer, _NO_PASSWORD)
    for row in club["equipment"]:
        await _load_machines(unit, row, facility.id)
    for row in club["workouts"]:
        await unit.club.save_workout(msgspec.convert(_unrolled(row), Workout))
    for row in club["templates"]:
        owned = row | {"createdBy": trainer.id}
        await unit.templates.save_template(msgspec.convert(owned, KeptTemplate))
    for row in club["players"]:
        await unit.club.save_player(msgspec.convert(row | {"teamId": team.id}, Player))
    for row in club["restrictions"]:
        await unit.club.save_restriction(msgspec.convert(row, Restriction))


async def _load_machines(unit: UnitOfWork, row: _Table, facility_id: FacilityId) -> None:
    kind = msgspec.convert(row, EquipmentKind)
    await unit.club.save_equipment_kind(kind)
    for number in range(1, row["count"] + 1):
        machine = EquipmentUnit(
            id=UnitId(f"{row['idPrefix']}-{number}"),
            facility_id=facility_id,
            equipment=kind.code,
            name=f"{kind.unit_name} {number}",
        )
        await unit.club.save_equipment_unit(machine)


def _unrolled(row: _Table) -> _Table:
    """A workout of intervals with its repeated blocks written out; others have blocks proper."""
    if row["kind"] != WorkoutKind.CONDITIONING:
        return row
    intervals = [
        interval
        for block in row["blocks"]
        for _ in range(block.get("repeat", 1))
        for interval in block["intervals"]
    ]
    return row | {"intervals": intervals, "blocks": []}

"""A club's first minute: a new one, the sample, or (through the import) a roster."""

from __future__ import annotations

import tomllib
from importlib import resources

import msgspec

from core.domain.club import ClubStart, NewClub
from core.domain.equipment import EquipmentKind, EquipmentType, EquipmentUnit
from core.domain.facility import Facility
from core.domain.ids import FacilityId, TeamId, UnitId, new_id
from core.domain.player import Team
from core.domain.user import Principal
from core.errors import ConflictError, InvalidInputError
from core.planning.content_rules import check_name
from core.planning.timing import zone_of
from core.ports.storage import Database, UnitOfWork
from core.services.club.audit_trail import note_change
from core.services.club.sample import write_sample_club

MAX_MACHINES = 100
"""Of one type, at the beginning."""


class ClubBeginning:
    """What is offered where there is no club yet.

    Args:
        database: Perhaps empty.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def state(self) -> ClubStart:
        """Whether there is a club."""
        async with self._database.read() as unit:
            return ClubStart(is_empty=await _is_empty(unit), standard_kinds=standard_kinds())

    async def create(self, club: NewClub, actor: Principal) -> ClubStart:
        """Begin with a team, a facility, and machines by their numbers.

        Raises:
            InvalidInputError: A name is missing, or the zone or a number cannot be meant.
            ConflictError: There is a club already.
        """
        kinds = {kind.code: kind for kind in standard_kinds()}
        _check(club, kinds)
        team = Team(id=TeamId(new_id()), name=club.team_name.strip())
        place = Facility(
            id=FacilityId(new_id()), name=club.facility_name.strip(), time_zone=club.time_zone
        )
        async with self._database.write() as unit:
            await _check_empty(unit)
            await unit.club.save_team(team)
            await unit.club.save_facility(place)
            for kind in kinds.values():
                if await unit.club.equipment_kind(kind.code) is None:
                    await unit.club.save_equipment_kind(kind)
            for code, count in club.machines.items():
                for machine in _machines(kinds[code], count, place.id):
                    await unit.club.save_equipment_unit(machine)
            await note_change(unit, actor, "club.created", team.id, before=None, after=club)
            await unit.commit()
        return await self.state()

    async def load_sample(self, actor: Principal) -> ClubStart:
        """Fill in the sample club.

        Raises:
            ConflictError: There is a club already.
        """
        async with self._database.write() as unit:
            await _check_empty(unit)
            await write_sample_club(unit)
            await note_change(unit, actor, "club.sample_loaded", "club", before=None, after=None)
            await unit.commit()
        return await self.state()


def standard_kinds() -> tuple[EquipmentKind, ...]:
    """Machine types that most gyms have, as the sample club has them."""
    source = resources.files("resources.club").joinpath("sample.toml")
    rows = tomllib.loads(source.read_text(encoding="utf-8"))["equipment"]
    return msgspec.convert(rows, tuple[EquipmentKind, ...])


def _machines(
    kind: EquipmentKind, count: int, facility_id: FacilityId
) -> tuple[EquipmentUnit, ...]:
    return tuple(
        EquipmentUnit(
            id=UnitId(new_id()),
            facility_id=facility_id,
            equipment=kind.code,
            name=f"{kind.unit_name} {number}",
        )
        for number in range(1, count + 1)
    )


def _check(club: NewClub, kinds: dict[EquipmentType, EquipmentKind]) -> None:
    check_name(club.team_name, "teamName")
    check_name(club.facility_name, "facilityName")
    zone_of(club.time_zone)
    for code, count in club.machines.items():
        if code not in kinds:
            message = f"There is no standard machine type “{code}”; add it later."
            raise InvalidInputError(message, field=f"machines.{code}")
        if not 0 <= count <= MAX_MACHINES:
            message = f"A club begins with 0 to {MAX_MACHINES} machines of a type, not {count}."
            raise InvalidInputError(message, field=f"machines.{code}")


async def _is_empty(unit: UnitOfWork) -> bool:
    return not await unit.club.teams() and not await unit.club.facilities()


async def _check_empty(unit: UnitOfWork) -> None:
    if not await _is_empty(unit):
        raise ConflictError(
            "There is a club in this hub already.",
            suggested_action="Add teams and facilities to it, or import a roster.",
        )

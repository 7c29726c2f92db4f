"""The audit log read with names: who acted, and on whom or what."""

from __future__ import annotations

from core.domain.audit import AuditFilter, AuditIndex, AuditPage
from core.ports.storage import Database, UnitOfWork


async def audit_page(
    database: Database, wanted: AuditFilter, *, limit: int, before: int | None
) -> AuditPage:
    """Lines, the newest first; a wanted text also means whoever and whatever is called so."""
    async with database.read() as unit:
        named: tuple[str, ...] = ()
        if wanted.text:
            text = wanted.text.casefold()
            named = tuple(
                key for key, name in (await _names(unit)).items() if text in name.casefold()
            )
        return await unit.audit.page(wanted, limit=limit, before=before, named=named)


async def audit_index(database: Database) -> AuditIndex:
    """What occurs in the log, and what everything is called now."""
    async with database.read() as unit:
        actors, actions = await unit.audit.occurring()
        return AuditIndex(actors=actors, actions=actions, names=await _names(unit))


async def _names(unit: UnitOfWork) -> dict[str, str]:
    """What the club calls what has an id; who is gone is known by it only."""
    club = unit.club
    return {
        **{machine.id: machine.name for machine in await club.equipment_units()},
        **{workout.id: workout.name for workout in await club.workouts(with_archived=True)},
        **{facility.id: facility.name for facility in await club.facilities()},
        **{team.id: team.name for team in await club.teams()},
        **{device.id: device.name for device in await unit.access.devices()},
        **{player.id: player.name for player in await club.players()},
        **{user.id: user.name for user in await club.users()},
    }

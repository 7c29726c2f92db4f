"""The club's pairings, as all trainers' desks and gateways share them."""

from __future__ import annotations

from collections.abc import Sequence

from core.domain.equipment import EquipmentUnit
from core.domain.gateway import GatewayPlan
from core.domain.ids import PlayerId, SensorId, UnitId
from core.domain.player import Player
from core.domain.sensor import Pairing
from core.domain.session import SessionStatus
from core.domain.user import Principal
from core.errors import InvalidInputError
from core.ports.clock import Clock
from core.ports.storage import Database
from core.services.club.audit_trail import note_change

_LONGEST_ID = 200
_RUNNING = (SessionStatus.IN_PROGRESS, SessionStatus.PAUSED)


class PairingService:
    """Shows and keeps which sensor speaks for whom.

    Args:
        database: Where they are kept.
        clock: Dates what gateways are told.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def all(self) -> tuple[Pairing, ...]:
        """All pairings, in the order of their sensors."""
        async with self._database.read() as unit:
            return await unit.pairings.all()

    async def save(self, pairings: Sequence[Pairing], actor: Principal) -> bool:
        """Keep these, all or none; the sensors' earlier ones are replaced.

        Returns:
            Whether anything is different now.

        Raises:
            InvalidInputError: One names nobody, two owners at once, or somebody unknown.
        """
        async with self._database.write() as unit:
            players = {player.id for player in await unit.club.players()}
            units = {machine.id for machine in await unit.club.equipment_units()}
            before = {one.sensor_id: one for one in await unit.pairings.all()}
            changed = [one for one in pairings if before.get(one.sensor_id) != one]
            for index, pairing in enumerate(pairings):
                _check(pairing, players, units, f"pairings.{index}")
            for pairing in changed:
                await unit.pairings.save(pairing)
                await note_change(
                    unit,
                    actor,
                    "pairing.saved",
                    pairing.sensor_id,
                    before=before.get(pairing.sensor_id),
                    after=pairing,
                )
            await unit.commit()
        return bool(changed)

    async def remove(self, sensor_id: SensorId, actor: Principal) -> bool:
        """The sensor speaks for nobody now.

        Returns:
            Whether it did before.
        """
        async with self._database.write() as unit:
            before = {one.sensor_id: one for one in await unit.pairings.all()}
            if sensor_id not in before:
                return False
            await unit.pairings.remove(sensor_id)
            await note_change(
                unit, actor, "pairing.removed", sensor_id, before=before[sensor_id], after=None
            )
            await unit.commit()
        return True

    async def plan(self) -> GatewayPlan:
        """What a gateway needs to know, and nothing else of the club."""
        async with self._database.read() as unit:
            pairings = await unit.pairings.all()
            sessions = await unit.schedule.sessions(_RUNNING)
            players = {player.id: player for player in await unit.club.players()}
            units = {machine.id: machine for machine in await unit.club.equipment_units()}
        return GatewayPlan(
            pairings=pairings,
            sessions=sessions,
            owners={one.sensor_id: _in_words(one, players, units) for one in pairings},
            at=self._clock.now(),
        )


def _check(pairing: Pairing, players: set[PlayerId], units: set[UnitId], path: str) -> None:
    if not 0 < len(pairing.sensor_id) <= _LONGEST_ID:
        raise InvalidInputError("A pairing names a sensor.", field=f"{path}.sensorId")
    if (pairing.player_id is None) == (pairing.unit_id is None):
        raise InvalidInputError(
            "A sensor speaks for one player or one machine.",
            suggested_action="Name either of them; to free a sensor, delete its pairing.",
            field=path,
        )
    if pairing.player_id is not None and pairing.player_id not in players:
        raise InvalidInputError(
            f"There is no player “{pairing.player_id}”.", field=f"{path}.playerId"
        )
    if pairing.unit_id is not None and pairing.unit_id not in units:
        raise InvalidInputError(f"There is no machine “{pairing.unit_id}”.", field=f"{path}.unitId")


def _in_words(
    pairing: Pairing, players: dict[PlayerId, Player], units: dict[UnitId, EquipmentUnit]
) -> str:
    player = None if pairing.player_id is None else players.get(pairing.player_id)
    if player is not None:
        return f"{player.jersey_number} {player.last_name}"
    machine = None if pairing.unit_id is None else units.get(pairing.unit_id)
    return "" if machine is None else machine.name

"""A machine for one more player of a session that runs, or is about to."""

from __future__ import annotations

from datetime import datetime, timedelta

from core.domain.equipment import EquipmentUnit
from core.domain.ids import UnitId
from core.domain.session import Reservation, Session
from core.planning.reservations import UnitNeed, choose_units, over_capacity, reservation_of
from core.ports.storage import UnitOfWork
from core.services.club.club_view import ClubView

_A_MOMENT = timedelta(minutes=1)
"""How long a machine is held at least: sessions may run over their time."""


async def free_machine(
    work: UnitOfWork,
    club: ClubView,
    session: Session,
    at: datetime,
    had: UnitId | None = None,
) -> tuple[EquipmentUnit, Reservation]:
    """A machine that nobody holds from now to the session's end, with its reservation.

    Args:
        work: The transaction.
        club: What was read in it, of the session's facility.
        session: As it is planned now.
        at: From when on, UTC.
        had: The machine he had there before; he gets it again if it is free.

    Raises:
        OverCapacityError: There is none.
    """
    begins = max(at, session.starts_at)
    need = UnitNeed(
        session_id=session.id,
        session_name=session.name,
        equipment=session.equipment,
        count=1,
        starts_at=begins,
        ends_at=max(session.ends_at, begins + _A_MOMENT),
    )
    held = await work.schedule.reservations(
        facility_id=session.facility_id, starts_before=need.ends_at, ends_after=need.starts_at
    )
    taken = {one.unit_id for one in session.assignments}
    units = [unit for unit in club.units if unit.id not in taken]
    preferred = {session.id: [had] if had is not None else []}
    choice = choose_units([need], units, held, preferred=preferred)
    if choice.shortages:
        raise over_capacity(choice.shortages[0], club.kind(session.equipment), field="toSessionId")
    unit = choice.units[session.id][0]
    return unit, reservation_of(need, unit)

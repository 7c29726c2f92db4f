"""Which machines of the facility are in use and free while a bundle is on the dashboard."""

from __future__ import annotations

from datetime import datetime, timedelta

from core.domain.drafts import BundleSummary
from core.domain.equipment import EquipmentType, EquipmentUnit
from core.domain.ids import UnitId
from core.domain.session import Bundle
from core.live.board import LiveBoard
from core.live.events import utc
from core.live.machine_use import KindUse, machine_use
from core.ports.clock import Clock
from core.ports.hub_link import HubLink

_A_MOMENT = timedelta(minutes=1)
_A_DAY = timedelta(days=1)


class MachineUse:
    """Who trains where is known at once; what others have reserved, as of the last look.

    Args:
        link: The hub, which knows machines and reservations.
        board: The sessions as they stand.
        clock: The present.
    """

    def __init__(self, link: HubLink, board: LiveBoard, clock: Clock) -> None:
        self._link = link
        self._board = board
        self._clock = clock
        self._bundle: Bundle | None = None
        self._units: tuple[EquipmentUnit, ...] = ()
        self._names: dict[EquipmentType, str] = {}
        self._held: frozenset[UnitId] = frozenset()

    async def look(self, bundle: Bundle) -> None:
        """Ask the hub for the machines of the bundle's facility, and for what is reserved.

        Raises:
            HockeyHubError: The hub is away.
        """
        now = utc(self._clock.now())
        units = await self._link.equipment_units()
        kinds = await self._link.equipment_kinds()
        bundles = await self._bundles_since(now)
        ends_at = bundle.starts_at + timedelta(minutes=bundle.duration_min)
        until = max(ends_at, now + _A_MOMENT)  # sessions may run over their time
        near = [
            one.id
            for one in bundles
            if one.starts_at < until
            and one.starts_at + timedelta(minutes=one.duration_min) > now
            and one.id != bundle.id
        ]
        found = [await self._link.reservations(one) for one in (bundle.id, *near)]
        self._held = frozenset(
            held.unit_id
            for reservations in found
            for held in reservations
            if held.starts_at < until and held.ends_at > now
        )
        self._units = tuple(one for one in units if one.facility_id == bundle.facility_id)
        self._names = {kind.code: kind.name for kind in kinds}
        self._bundle = bundle

    async def _bundles_since(self, now: datetime) -> list[BundleSummary]:
        """Those that may still go on; the hub tells the newest start first."""
        found: list[BundleSummary] = []
        cursor: str | None = None
        while True:
            page = await self._link.bundles(cursor)
            found += page.items
            cursor = page.next_cursor
            if cursor is None or not page.items or page.items[-1].starts_at < now - _A_DAY:
                return found

    def kinds(self, bundle: Bundle | None) -> tuple[KindUse, ...]:
        """Every kind of machine of the bundle's facility; empty until it was looked at."""
        if bundle is None or self._bundle is None or bundle.id != self._bundle.id:
            return ()
        return machine_use(self._units, self._names, tuple(self._board.sessions()), self._held)

    def free(self, bundle: Bundle | None, equipment: EquipmentType) -> tuple[str, ...] | None:
        """Names of the free machines of a kind; None while nobody has looked."""
        kinds = self.kinds(bundle)
        found = (kind.free for kind in kinds if kind.equipment == equipment)
        return next(found, ()) if kinds else None

"""Facilities, machine types and machines behind the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime

import msgspec
from typing_extensions import override

from PySide6.QtCore import QObject, Signal

from core.domain.equipment import EquipmentKind, EquipmentUnit, MaintenanceEntry, UnitState
from core.domain.facility import Facility
from core.domain.user import Principal
from core.errors import HockeyHubError
from core.ports.club_link import ClubEditor
from ui.common.hub_model import HubModel
from ui.common.rights import may_change_club
from ui.common.services import DeskServices
from ui.common.shelf import Shelf, Trade, with_version
from ui.equipment import machine_draft as draft
from ui.equipment.machine_draft import Problems, Texts


class MachineShelf(Shelf[EquipmentUnit]):
    """Machines, of which several can be added at once."""

    def __init__(self, model: EquipmentModel, club: ClubEditor) -> None:
        super().__init__(
            model,
            Trade(
                noun="machine",
                key=lambda one: one.id,
                name=lambda one: one.name,
                texts=draft.unit_texts,
                read=self._read,
                save=club.save_equipment_unit,
                delete=lambda one: club.delete_equipment_unit(one.id),
            ),
        )
        self._model = model

    @override
    async def _save(
        self, key: str, sent: Texts, before: EquipmentUnit | None, wanted: EquipmentUnit
    ) -> None:
        names = draft.names_for(sent, self._model.kinds, self.things)
        if before is not None or len(names) == 1:
            await super()._save(key, sent, before, wanted)
            return
        saved = await self._save_all(wanted, names)
        for one in saved:
            self.keep(one)
        self.drafts.settle(key, sent, {}, saved[-1].id, draft.unit_texts(saved[-1]))
        self.added = saved[-1].id

        async def back() -> None:
            for one in saved:
                await self.trade.delete(one)

        self.model.note(f"{names[0]} to {names[-1]} are added.", back)

    async def _save_all(self, wanted: EquipmentUnit, names: tuple[str, ...]) -> list[EquipmentUnit]:
        """All of them, or none."""
        saved: list[EquipmentUnit] = []
        try:
            for name in names:
                unit = msgspec.structs.replace(wanted, name=name)
                saved.append(await self.trade.save(unit))
        except HockeyHubError:
            for unit in saved:
                await self.trade.delete(unit)
            raise
        return saved

    def _read(
        self, stored: EquipmentUnit | None, texts: Texts
    ) -> tuple[EquipmentUnit | None, Problems]:
        if stored is not None:
            return draft.read_unit(stored, texts)
        names = draft.names_for(texts, self._model.kinds, self.things)
        unit, problems = draft.read_unit(None, {**texts, "name": names[0] if names else ""})
        if draft.count_of(texts) is None:
            problems["count"] = f"How many: 1 to {draft.MOST_AT_ONCE}."
        if "equipment" in problems:
            problems.pop("name", None)
        return (None if problems else unit), problems


class EquipmentModel(HubModel):
    """What the club trains on.

    Args:
        services: The hub, and the background.
        parent: Owner.
    """

    logged = Signal(object)
    """A `MaintenanceEntry` that is noted."""

    def __init__(self, services: DeskServices, parent: QObject | None = None) -> None:
        super().__init__(services.tasks, parent)
        self._link, self._hub, self._now = services.link, services.hub, services.now
        self.me: Principal | None = None
        club = self._link.club
        self._club = club
        self.machines = MachineShelf(self, club)
        self.facilities: Shelf[Facility] = Shelf(
            self,
            Trade(
                noun="facility",
                key=lambda one: one.id,
                name=lambda one: one.name,
                texts=draft.facility_texts,
                read=draft.read_facility,
                save=club.save_facility,
                delete=lambda one: club.delete_facility(one.id),
            ),
        )
        self.types: Shelf[EquipmentKind] = Shelf(
            self,
            Trade(
                noun="machine type",
                key=lambda one: one.code,
                name=lambda one: one.name,
                texts=draft.kind_texts,
                read=draft.read_kind,
                save=club.save_equipment_kind,
                delete=lambda one: club.delete_equipment_kind(one.code),
            ),
        )

    @property
    def today(self) -> date:
        """By this computer's calendar."""
        return datetime.fromtimestamp(self._now(), UTC).astimezone().date()

    @property
    def may_change(self) -> bool:
        """Whether whoever sits here may change machines."""
        return may_change_club(self.me)

    @property
    def kinds(self) -> tuple[EquipmentKind, ...]:
        """All machine types."""
        return self.types.things

    @property
    def kind_names(self) -> Mapping[str, str]:
        """Names of machine types by code."""
        return {kind.code: kind.name for kind in self.kinds}

    @property
    def facility_names(self) -> Mapping[str, str]:
        """Names of facilities by id."""
        return {one.id: one.name for one in self.facilities.things}

    @property
    def standing(self) -> Mapping[str, tuple[int, int]]:
        """Machines that are ready, and all, by facility id and by type's code."""
        every, ready = Counter[str](), Counter[str]()
        for unit in self.machines.things:
            for key in (unit.facility_id, unit.equipment):
                every[key] += 1
                ready[key] += unit.state is UnitState.READY
        return {key: (ready[key], every[key]) for key in every}

    def log(self, unit: EquipmentUnit, entry: MaintenanceEntry) -> None:
        """Write a line into a machine's log; the undo takes it, and its state, back."""
        if self.is_busy:
            return

        async def work() -> None:
            after = await self._club.log_maintenance(unit.id, entry)
            self.machines.keep(after)
            self.logged.emit(entry)
            back = with_version(unit, after.version)
            text = f"{unit.name}: “{entry.what}” is noted."
            self.note(text, lambda: self._club.save_equipment_unit(back))

        self.do(work(), "note maintenance")

    @override
    async def fetch(self) -> None:
        if self._hub is not None:
            self.me = await self._hub.people.me()
        self.types.things = await self._link.equipment_kinds()
        self.facilities.things = await self._link.facilities()
        self.machines.things = await self._link.equipment_units()

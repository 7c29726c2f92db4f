"""Templates and programmes behind their page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

import msgspec
from typing_extensions import override

from PySide6.QtCore import QObject

from core.domain.bundle_template import KeptTemplate, TemplateChanges, TemplateFilter
from core.domain.equipment import EquipmentKind, EquipmentType
from core.domain.facility import Facility
from core.domain.ids import FacilityId, ProgrammeId, TemplateId, WorkoutId
from core.domain.player import Player, Team
from core.domain.programme import Programme
from core.domain.workout import Workout
from core.planning.content_rules import MAX_DURATION_MIN
from core.ports.hub_link import HubLink
from ui.common.hub_model import HubModel
from ui.common.shelf import Shelf, Trade
from ui.common.spawner import Spawner

PRIVATE, PUBLIC = "private", "public"


class TemplatesModel(HubModel):
    """What the club has of both, and what it is made of.

    Args:
        link: The hub.
        tasks: Owner of the background work.
        now: The present instant, UTC.
        parent: Owner.
    """

    def __init__(
        self,
        link: HubLink,
        tasks: Spawner,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(tasks, parent)
        self.link = link
        self.now = now
        self.text = ""
        self.templates: Shelf[KeptTemplate] = Shelf(self, self._trade())
        self.programmes: tuple[Programme, ...] = ()
        self.programme: Programme | None = None
        """The chosen one, with its weeks."""
        self.kinds: Mapping[EquipmentType, EquipmentKind] = {}
        self.workouts: Mapping[WorkoutId, Workout] = {}
        self.facilities: Mapping[FacilityId, Facility] = {}
        self.players: tuple[Player, ...] = ()
        self.teams: tuple[Team, ...] = ()
        self._chosen: ProgrammeId | None = None
        self._away: set[TemplateId] = set()

    @override
    async def fetch(self) -> None:
        """Ask the hub for all that is shown."""
        link = self.link
        self.kinds = {one.code: one for one in await link.equipment_kinds()}
        self.workouts = {one.id: one for one in await link.workouts()}
        self.facilities = {one.id: one for one in await link.facilities()}
        self.players, self.teams = await link.players(), await link.teams()
        asked: tuple[str, ProgrammeId | None] | None = None
        while asked != (self.text, self._chosen):  # somebody may choose on meanwhile
            asked = (self.text, self._chosen)
            self.templates.things = await link.templates.page(TemplateFilter(text=self.text))
            self.programmes = await link.programmes.page()
            ids = [one.id for one in self.programmes]
            if self._chosen not in ids:
                self._chosen = ids[0] if ids else None
                asked = (self.text, self._chosen)
            if self._chosen is not None:
                self.programme = await link.programmes.programme(self._chosen)
            else:
                self.programme = None

    def look_for(self, text: str) -> None:
        """Templates with these words."""
        if text.strip() != self.text:
            self.text = text.strip()
            self.reload()

    def choose_programme(self, programme_id: ProgrammeId) -> None:
        """Look at a programme's weeks."""
        if programme_id != self._chosen:
            self._chosen = programme_id
            self.programme = None
            self.changed.emit()
            self.reload()

    def duplicate(self, template: KeptTemplate) -> None:
        """Set a copy beside it, and choose it."""

        async def work() -> None:
            copy = await self.link.templates.duplicate(template.id)
            self.templates.added = copy.id
            self.note(f"“{copy.name}” is a copy.", lambda: self._archive(copy))

        self.do(work(), "duplicate a template")

    def plan_rest(self, programme: Programme) -> None:
        """Plan the weeks that have no trainings."""

        async def work() -> None:
            after = await self.link.programmes.plan_rest(programme.id)
            open_weeks = sum(1 for week in after.weeks if week.problems)
            left = f" {open_weeks} weeks are still in conflict." if open_weeks else ""
            self.note(f"“{after.plan.name}” is planned.{left}", None)

        self.do(work(), "plan the rest of a programme")

    def call_off(self, programme: Programme) -> None:
        """Delete its trainings that have not begun; planning the rest is the way back."""

        async def work() -> None:
            await self.link.programmes.call_off(programme.id)
            text = f"“{programme.plan.name}” is called off; its machines are free again."
            self.note(text, lambda: self.link.programmes.plan_rest(programme.id))

        self.do(work(), "call off a programme")

    def show_programme(self, programme: Programme) -> None:
        """Choose one that has just been made."""
        self._chosen = programme.id
        self.reload()

    def _trade(self) -> Trade[KeptTemplate]:
        return Trade(
            noun="template",
            key=lambda one: one.id,
            name=lambda one: f"“{one.name}”",
            texts=texts_of,
            read=read,
            save=self._save,
            delete=self._archive,
        )

    async def _save(self, template: KeptTemplate) -> KeptTemplate:
        if template.id in self._away:
            back = await self.link.templates.bring_back(template.id)
            self._away.discard(template.id)
            return back
        changes = TemplateChanges(
            version=template.version,
            name=template.name,
            description=template.description,
            tags=template.tags,
            is_public=template.is_public,
            default_duration=template.default_duration,
        )
        return await self.link.templates.change(template.id, changes)

    async def _archive(self, template: KeptTemplate) -> None:
        await self.link.templates.archive(template.id)
        self._away.add(template.id)


def texts_of(template: KeptTemplate) -> dict[str, str]:
    """What the form shows of a template."""
    return {
        "name": template.name,
        "defaultDuration": f"{template.default_duration:g}",
        "sharing": PUBLIC if template.is_public else PRIVATE,
        "tags": ", ".join(template.tags),
        "description": template.description,
    }


def read(
    before: KeptTemplate | None, texts: Mapping[str, str]
) -> tuple[KeptTemplate | None, dict[str, str]]:
    """What is typed as a template, or what is wrong with it."""
    problems: dict[str, str] = {}
    if not texts.get("name", "").strip():
        problems["name"] = "A name is missing."
    minutes = texts.get("defaultDuration", "").strip()
    is_number = minutes.replace(".", "", 1).isdigit()
    if not is_number or not 0 < float(minutes) <= MAX_DURATION_MIN:
        problems["defaultDuration"] = f"Write 1 to {MAX_DURATION_MIN:g} minutes."
    if before is None or problems:
        return None, problems
    tags = (one.strip() for one in texts.get("tags", "").split(","))
    after = msgspec.structs.replace(
        before,
        name=texts["name"].strip(),
        default_duration=float(minutes),
        is_public=texts.get("sharing") == PUBLIC,
        tags=tuple(dict.fromkeys(one for one in tags if one)),
        description=texts.get("description", "").strip(),
    )
    return after, {}

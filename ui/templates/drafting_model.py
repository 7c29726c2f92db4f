"""A programme that is being planned: the form's texts, and what would come of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from PySide6.QtCore import QObject, Signal

from core.domain.bundle_template import KeptTemplate
from core.domain.ids import FacilityId
from core.domain.programme import (
    MAX_WEEKS,
    ProgrammeDraft,
    ProgrammePreview,
    Progression,
    ProgressionKind,
)
from core.errors import HockeyHubError, InvalidInputError
from core.planning.timing import parse_time
from ui.common.spawner import Spawner
from ui.templates.view_model import TemplatesModel

EVERYBODY = "everybody"
_FIELDS = {
    "firstDate": "firstDate",
    "startTime": "startTime",
    "weeks": "weeks",
    "weekdays": "weekdays",
    "name": "name",
    "progression": "step",
    "skippedDates": "skipped",
    "facilityId": "facility",
    "commonProperties": "startTime",
}
"""The form's fields by the first part of the hub's."""


class DraftingModel(QObject):
    """One programme in the making. Whatever is typed is tried at the hub.

    Args:
        model: What the club has.
        template: What is unfolded.
        tasks: Owner of the background work.
        parent: Owner.
    """

    changed = Signal()
    created = Signal(object)
    """The `Programme` that now exists."""

    def __init__(
        self,
        model: TemplatesModel,
        template: KeptTemplate,
        tasks: Spawner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._tasks = tasks
        self.template = template
        self.texts = proposal(model, template)
        self.problems: dict[str, str] = {}
        self.trouble = ""
        """A refusal that belongs to no field."""
        self.preview: ProgrammePreview | None = None
        self.is_asking = False
        self.is_behind = False
        """Something was typed since the hub was asked last."""
        self.is_creating = False
        self._asked = 0

    @property
    def can_create(self) -> bool:
        """Whether at least one week would be planned."""
        weeks = self.preview.weeks if self.preview is not None else ()
        is_still = not (self.is_asking or self.is_behind or self.is_creating)
        return is_still and any(week.trainings and not week.problems for week in weeks)

    def type_in(self, key: str, text: str) -> None:
        """Somebody changed a field."""
        self.texts[key] = text
        self.look()

    def type_on(self, key: str, text: str) -> None:
        """Somebody is typing: the hub is asked later, and nothing is planned until it was."""
        self.texts[key] = text
        self.is_behind = True

    def look(self) -> None:
        """See what would come of it."""
        self.is_behind = False
        draft, self.problems = read_draft(self.texts, self._model, self.template)
        self.trouble = ""
        if draft is None:
            self._asked += 1
            self.is_asking = False
            self.changed.emit()
            return
        self.is_asking = True
        self.changed.emit()
        self._asked += 1
        self._tasks.spawn(self._look(self._asked, draft), name="preview a programme")

    def create(self) -> None:
        """Plan it."""
        draft, self.problems = read_draft(self.texts, self._model, self.template)
        if draft is None or not self.can_create:
            self.changed.emit()
            return
        self.is_creating = True
        self.changed.emit()
        self._tasks.spawn(self._create(draft), name="plan a programme")

    async def _look(self, asked: int, draft: ProgrammeDraft) -> None:
        found: ProgrammePreview | None = None
        refused: HockeyHubError | None = None
        try:
            found = await self._model.link.programmes.preview(draft)
        except HockeyHubError as error:
            refused = error
        if asked != self._asked:
            return  # somebody has typed on
        self.preview, self.is_asking = found, False
        if refused is not None:
            self._refused(refused)
        self.changed.emit()

    async def _create(self, draft: ProgrammeDraft) -> None:
        try:
            programme = await self._model.link.programmes.create(draft)
        except HockeyHubError as error:
            self._refused(error)
        else:
            self.created.emit(programme)
        finally:
            self.is_creating = False
        self.changed.emit()

    def _refused(self, error: HockeyHubError) -> None:
        field = _FIELDS.get((error.field or "").partition(".")[0])
        if field is None:
            self.trouble = f"{error.message} {error.suggested_action}".strip()
        else:
            self.problems = {field: error.message}


def proposal(model: TemplatesModel, template: KeptTemplate) -> dict[str, str]:
    """What is filled in at first: eight weeks from next Monday, twice a week."""
    zone_day = model.now().astimezone().date()
    monday = zone_day + timedelta(days=7 - zone_day.weekday())
    facilities = tuple(model.facilities)
    facility = template.facility_id or (facilities[0] if facilities else "")
    return {
        "name": f"{template.name} programme",
        "firstDate": monday.isoformat(),
        "weeks": "8",
        "weekdays": "1\n4",
        "startTime": "09:00",
        "facility": facility,
        "who": EVERYBODY,
        "kind": ProgressionKind.INTENSITY.value,
        "step": "5",
        "deload": "4",
        "deloadShare": "60",
        "skipped": "",
    }


def read_draft(
    texts: Mapping[str, str], model: TemplatesModel, template: KeptTemplate
) -> tuple[ProgrammeDraft | None, dict[str, str]]:
    """The programme that is typed, or what is wrong with it."""
    problems: dict[str, str] = {}
    if not texts["name"].strip():
        problems["name"] = "A name is missing."
    first = _day(texts["firstDate"])
    if first is None:
        problems["firstDate"] = "Write the day as 2026-11-16."
    skipped = [_day(one) for one in texts["skipped"].replace(",", " ").split()]
    if None in skipped:
        problems["skipped"] = "Write the days as 2026-12-24, 2026-12-31."
    try:
        parse_time(texts["startTime"].strip())
    except InvalidInputError as error:
        problems["startTime"] = error.message
    weeks = _number(texts["weeks"], 1, MAX_WEEKS, "weeks", problems)
    step = _number(texts["step"], 0, 25, "step", problems)
    share = _number(texts["deloadShare"], 20, 100, "deloadShare", problems)
    days = tuple(int(one) for one in texts["weekdays"].split("\n") if one)
    if not days:
        problems["weekdays"] = "Choose at least one day."
    if problems or first is None:
        return None, problems
    team = texts["who"]
    players = [one for one in model.players if not one.is_archived]
    draft = ProgrammeDraft(
        name=texts["name"].strip(),
        template_id=template.id,
        first_date=first,
        weeks=int(weeks),
        weekdays=days,
        start_time=texts["startTime"].strip(),
        facility_id=FacilityId(texts["facility"]) if texts["facility"] else None,
        progression=Progression(
            kind=ProgressionKind(texts["kind"]),
            step=step / 100,
            deload_every=int(texts["deload"] or 0),
            deload_share=share / 100,
        ),
        skipped_dates=tuple(one for one in skipped if one is not None),
        player_ids=tuple(one.id for one in players if team in (EVERYBODY, one.team_id)),
    )
    return draft, {}


def _number(text: str, least: float, most: float, key: str, problems: dict[str, str]) -> float:
    try:
        number = float(text.strip().removesuffix("%"))
    except ValueError:
        number = least - 1
    if not least <= number <= most:
        problems[key] = f"Write {least:g} to {most:g}."
    return number


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        return None

"""Steps of the wizard, and where on them a dotted input path such as `sessions.1.name` is."""

from __future__ import annotations

from enum import IntEnum

from core.domain.value import Value


class Step(IntEnum):
    """The three steps, in order."""

    CONFIGURE = 0
    GROUPS = 1
    REVIEW = 2

    @property
    def title(self) -> str:
        """As written on the rail and on the button that leads here."""
        return _TITLES[self]


_TITLES = {
    Step.CONFIGURE: "Configure",
    Step.GROUPS: "Each session",
    Step.REVIEW: "Review and create",
}

NAME = "name"
COUNT = "sessions"
DAY = "commonProperties.startDate"
START = "commonProperties.startTime"
DURATION = "commonProperties.duration"
FACILITY = "commonProperties.facilityId"
TRAINER = "commonProperties.trainerId"
TEMPLATE_NAME = "templateName"


class Place(Value, frozen=True, kw_only=True):
    """A field on a step. The field is the path that the hub uses in its refusals too."""

    step: Step
    field: str


def group_field(index: int, name: str) -> str:
    """Path of a group's field: `sessions.1.playerIds`."""
    return f"sessions.{index}.{name}"


_GROUP_FIELDS = (
    "name",
    "equipment",
    "playerIds",
    "workoutId",
    "duration",
    "customizations",
    "facilityId",
    "trainerId",
)


def place_of(field: str | None) -> Place:
    """Where the trainer can mend what a refusal is about; the review when nobody knows."""
    parts = (field or "").split(".")
    match parts:
        case ["sessions", index, *rest] if index.isdigit():
            name = rest[0] if rest and rest[0] in _GROUP_FIELDS else "playerIds"
            name = "workoutId" if name == "customizations" else name
            return Place(step=Step.GROUPS, field=group_field(int(index), name))
        case ["templateName" | "saveAsTemplate", *_]:
            return Place(step=Step.REVIEW, field=TEMPLATE_NAME)
        case ["commonProperties", name] if f"commonProperties.{name}" in _STEP_ONE:
            return Place(step=Step.CONFIGURE, field=f"commonProperties.{name}")
        case ["name" | "sessions"]:
            return Place(step=Step.CONFIGURE, field=parts[0])
        case _:
            return Place(step=Step.REVIEW, field="")


_STEP_ONE = frozenset((DAY, START, DURATION, FACILITY, TRAINER))

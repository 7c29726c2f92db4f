"""A bundle as a template: the shape of it, without players and time."""

from __future__ import annotations

from core.domain.drafts import BundleDraft
from core.domain.equipment import EquipmentType
from core.domain.ids import WorkoutId
from core.domain.value import Value


class SessionTemplate(Value, frozen=True, kw_only=True):
    """One session of a template."""

    equipment: EquipmentType
    workout_template: WorkoutId | None = None
    player_count: int
    custom_name: str


class BundleTemplate(Value, frozen=True, kw_only=True):
    """What the seed documents call a bulk session template, less its id."""

    name: str
    sessions: tuple[SessionTemplate, ...]
    default_duration: float
    """Minutes."""
    tags: tuple[str, ...] = ()


def template_of(draft: BundleDraft) -> BundleTemplate:
    """The template that a draft leaves behind."""
    return BundleTemplate(
        name=(draft.template_name or draft.name).strip(),
        sessions=tuple(
            SessionTemplate(
                equipment=session.equipment,
                workout_template=session.workout_id,
                player_count=len(session.player_ids),
                custom_name=session.name.strip(),
            )
            for session in draft.sessions
        ),
        default_duration=draft.common_properties.duration,
    )

"""Bundle templates: the shape of a bundle, without day and, mostly, without names."""

from __future__ import annotations

from datetime import date, datetime

import msgspec

from core.domain.drafts import Customizations
from core.domain.equipment import EquipmentType
from core.domain.ids import FacilityId, PlayerId, TemplateId, UserId, WorkoutId
from core.domain.session import DistributionStrategy
from core.domain.value import Value


class SessionTemplate(Value, frozen=True, kw_only=True):
    """One session of a template."""

    equipment: EquipmentType
    workout_template: WorkoutId | None = None
    player_count: int
    """How many it is meant for."""
    custom_name: str = ""
    duration: float | None = None
    """Minutes; the template's when None."""
    customizations: Customizations | None = None
    """How its workout differs from the base."""
    facility_id: FacilityId | None = None
    """Where, if not where most of the bundle is."""


class TemplateShape(Value, frozen=True, kw_only=True):
    """What bundles are made from: what a template holds besides its name."""

    sessions: tuple[SessionTemplate, ...]
    default_duration: float
    """Minutes."""
    facility_id: FacilityId | None = None
    """Where it usually is."""
    distribution_strategy: DistributionStrategy = DistributionStrategy.AUTOMATIC
    """How players are usually spread."""


class BundleTemplate(TemplateShape, frozen=True, kw_only=True):
    """A template, less what the club knows of it: the body of its creation."""

    name: str
    description: str = ""
    tags: tuple[str, ...] = ()
    is_public: bool = False
    """Whether all trainers of the club see it, or only whoever made it."""


class KeptTemplate(BundleTemplate, frozen=True, kw_only=True):
    """A template that the club keeps."""

    id: TemplateId
    created_by: UserId | None = None
    """None: made at the hub's own desk, in nobody's name."""
    created_by_name: str = ""
    created_at: datetime | None = None
    updated_at: datetime | None = None
    usage_count: int = 0
    """Bundles that were made from it."""
    last_used_at: datetime | None = None
    """When the newest of them was made."""
    is_archived: bool = False
    version: int = 1
    """Grows with each change."""

    @property
    def player_count(self) -> int:
        """How many it is meant for, all sessions together."""
        return sum(session.player_count for session in self.sessions)


class TemplateChanges(Value, frozen=True, kw_only=True):
    """What is changed of a template; what is UNSET stays. `version` is the one that was read."""

    version: int
    name: str | msgspec.UnsetType = msgspec.UNSET
    description: str | msgspec.UnsetType = msgspec.UNSET
    tags: tuple[str, ...] | msgspec.UnsetType = msgspec.UNSET
    is_public: bool | msgspec.UnsetType = msgspec.UNSET
    sessions: tuple[SessionTemplate, ...] | msgspec.UnsetType = msgspec.UNSET
    default_duration: float | msgspec.UnsetType = msgspec.UNSET
    facility_id: FacilityId | msgspec.UnsetType | None = msgspec.UNSET
    distribution_strategy: DistributionStrategy | msgspec.UnsetType = msgspec.UNSET


class TemplateFilter(Value, frozen=True, kw_only=True):
    """Which templates are looked for; all conditions hold together."""

    text: str = ""
    """Each word is in the name, the description or a tag."""
    tag: str = ""
    is_mine: bool = False
    """Only those of whoever asks."""
    is_archived: bool = False


class TemplateUse(Value, frozen=True, kw_only=True):
    """A bundle to be made from a template: what the template does not say."""

    start_date: date
    start_time: str
    """"09:00", on the facility's wall clock."""
    name: str = ""
    """Of the bundle; the template's when empty."""
    facility_id: FacilityId | None = None
    """The template's, or the club's only one, when None."""
    trainer_id: UserId | None = None
    duration: float | None = None
    """Minutes; the template's when None."""
    groups: tuple[tuple[PlayerId, ...], ...] = ()
    """Who is in each session, in their order; empty where players are still to be spread."""
    player_ids: tuple[PlayerId, ...] = ()
    """Who is to be spread over the sessions, if there are no groups."""
    distribution_strategy: DistributionStrategy | None = None
    """How; the template's when None."""

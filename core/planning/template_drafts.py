"""From a draft to the template that it leaves behind, and from a template to a draft. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from core.domain.bundle_template import BundleTemplate, KeptTemplate, SessionTemplate, TemplateUse
from core.domain.drafts import BundleDraft, CommonProperties, SessionDraft
from core.domain.equipment import EquipmentKind
from core.domain.facility import Facility
from core.domain.ids import FacilityId, PlayerId
from core.domain.session import DistributionStrategy
from core.errors import InvalidInputError


def template_of(draft: BundleDraft) -> BundleTemplate:
    """The template that a draft leaves behind: all but players and time."""
    return BundleTemplate(
        name=(draft.template_name or draft.name).strip(),
        description=draft.description,
        sessions=tuple(
            SessionTemplate(
                equipment=session.equipment,
                workout_template=session.workout_id,
                player_count=len(session.player_ids),
                custom_name=session.name.strip(),
                duration=session.duration,
                customizations=session.customizations,
                facility_id=session.facility_id,
            )
            for session in draft.sessions
        ),
        default_duration=draft.common_properties.duration,
        facility_id=draft.common_properties.facility_id,
        distribution_strategy=draft.distribution_strategy,
        tags=draft.template_tags,
        is_public=draft.template_is_public,
    )


def draft_from(
    template: KeptTemplate,
    use: TemplateUse,
    kinds: Sequence[EquipmentKind],
    facilities: Sequence[Facility],
) -> BundleDraft:
    """The bundle that a template becomes.

    Args:
        template: What it is made from.
        use: When, where, who.
        kinds: All machine types, for the names of sessions that have none.
        facilities: All of the club.

    Raises:
        InvalidInputError: Nobody says where, or the groups are not as many as the sessions.
    """
    if use.groups and len(use.groups) != len(template.sessions):
        message = (
            f"“{template.name}” has {len(template.sessions)} sessions, "
            f"but there are {len(use.groups)} groups."
        )
        raise InvalidInputError(message, field="groups")
    strategy = use.distribution_strategy or template.distribution_strategy
    is_spread = bool(use.player_ids) and not use.groups
    if is_spread and strategy is DistributionStrategy.MANUAL:
        strategy = DistributionStrategy.AUTOMATIC
    groups = use.groups or (use.player_ids, *(() for _ in template.sessions[1:]))
    return BundleDraft(
        name=use.name.strip() or template.name,
        description=template.description,
        common_properties=CommonProperties(
            start_date=use.start_date,
            start_time=use.start_time,
            duration=template.default_duration if use.duration is None else use.duration,
            facility_id=_place(template, use, facilities),
            trainer_id=use.trainer_id,
        ),
        sessions=tuple(
            _session(one, index, group, kinds)
            for index, (one, group) in enumerate(zip(template.sessions, groups, strict=True))
        ),
        auto_distribute=is_spread,
        distribution_strategy=strategy if is_spread else DistributionStrategy.MANUAL,
        template_id=template.id,
    )


def session_name(session: SessionTemplate, index: int, kinds: Sequence[EquipmentKind]) -> str:
    """What a template's session is called: by its own name, or as "Rowing Group A"."""
    if session.custom_name:
        return session.custom_name
    names = (kind.name for kind in kinds if kind.code == session.equipment)
    return f"{next(names, session.equipment)} Group {chr(ord('A') + index)}"


def _session(
    session: SessionTemplate,
    index: int,
    group: tuple[PlayerId, ...],
    kinds: Sequence[EquipmentKind],
) -> SessionDraft:
    return SessionDraft(
        name=session_name(session, index, kinds),
        equipment=session.equipment,
        player_ids=group,
        workout_id=session.workout_template,
        duration=session.duration,
        customizations=session.customizations,
        facility_id=session.facility_id,
    )


def _place(template: KeptTemplate, use: TemplateUse, facilities: Sequence[Facility]) -> FacilityId:
    wanted = use.facility_id or template.facility_id
    if wanted is not None:
        return wanted
    if len(facilities) == 1:
        return facilities[0].id
    raise InvalidInputError(
        "Nobody has said where this is to be.",
        suggested_action="Choose a facility.",
        field="facilityId",
    )

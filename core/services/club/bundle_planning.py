"""A bundle as it would be stored: checked, gated, with machines; nothing is written."""

from __future__ import annotations

from datetime import datetime

import msgspec

from core.domain.drafts import BundleDraft, CreatedBundle, CreatedSession, UnassignedPlayer
from core.domain.ids import BundleId, TemplateId, new_id
from core.domain.session import Bundle, Reservation
from core.domain.user import Principal
from core.domain.value import Value
from core.planning.timing import to_utc
from core.planning.validation import check_bundle, check_start
from core.ports.storage import UnitOfWork
from core.services.club.arrangement import Arranger
from core.services.club.audit_trail import note_change
from core.services.club.club_view import view_club
from core.services.club.drafting import sessions_of, strategy_of, trainer_for
from core.services.club.templates import visible


class PlannedBundle(Value, frozen=True, kw_only=True):
    """A bundle with the machines that it is to hold."""

    bundle: Bundle
    reservations: tuple[Reservation, ...]
    unassigned: tuple[UnassignedPlayer, ...] = ()

    def created(self, template_id: TemplateId | None = None) -> CreatedBundle:
        """What is answered once it is stored.

        Args:
            template_id: The template that was saved with it.
        """
        return CreatedBundle(
            bundle_id=self.bundle.id,
            sessions=tuple(CreatedSession(id=session.id) for session in self.bundle.sessions),
            equipment_reservations=self.reservations,
            unassigned=self.unassigned,
            template_id=template_id,
        )


async def plan_bundle(
    unit: UnitOfWork, draft: BundleDraft, actor: Principal, now: datetime
) -> PlannedBundle:
    """Hold a draft against all rules and find everybody a machine.

    Args:
        unit: The transaction; one that writes keeps others from planning on the same meanwhile.
        draft: What is wanted.
        actor: Who wants it.
        now: The present instant.

    Raises:
        HockeyHubError: A rule is broken; `field` says where.
    """
    if draft.template_id is not None:
        await visible(unit, draft.template_id, actor)
    named = [player_id for session in draft.sessions for player_id in session.player_ids]
    elsewhere = {one.facility_id for one in draft.sessions if one.facility_id is not None}
    club = await view_club(unit, draft.common_properties.facility_id, named, elsewhere)
    check_bundle(draft, club.known)
    club.check_leader(draft.common_properties.trainer_id, "commonProperties.trainerId")
    for index, wanted in enumerate(draft.sessions):
        club.check_leader(wanted.trainer_id, f"sessions.{index}.trainerId")
        club.check_joining(wanted.player_ids, f"sessions.{index}.playerIds")
    common = trainer_for(draft.common_properties, actor, club.leader_ids)
    draft = msgspec.structs.replace(draft, common_properties=common)
    starts_at = to_utc(common.start_date, common.start_time, club.place.time_zone)
    check_start(starts_at, now, common)
    bundle_id = BundleId(new_id())
    sessions = sessions_of(draft, bundle_id, starts_at, club)
    paths = {session.id: f"sessions.{index}" for index, session in enumerate(sessions)}
    arranger = Arranger(unit, club, paths)
    strategy = strategy_of(draft)
    unassigned: tuple[UnassignedPlayer, ...] = ()
    if draft.auto_distribute:
        sessions, unassigned = await arranger.distribute(sessions, strategy)
    arrangement = await arranger.arrange(sessions)
    bundle = Bundle(
        id=bundle_id,
        name=draft.name.strip(),
        description=draft.description,
        facility_id=common.facility_id,
        trainer_id=common.trainer_id,
        starts_at=starts_at,
        duration_min=common.duration,
        distribution_strategy=strategy,
        sessions=arrangement.sessions,
        created_at=now,
        updated_at=now,
        template_id=draft.template_id,
    )
    return PlannedBundle(
        bundle=bundle, reservations=arrangement.reservations, unassigned=unassigned
    )


async def store_planned(unit: UnitOfWork, planned: PlannedBundle, actor: Principal) -> None:
    """Write a planned bundle down, in the transaction in which it was planned."""
    bundle = planned.bundle
    await unit.schedule.add_bundle(bundle)
    await unit.schedule.reserve(planned.reservations)
    await note_change(unit, actor, "bundle.created", bundle.id, before=None, after=bundle)

"""From a draft to the sessions it describes, before they are arranged."""

from __future__ import annotations

from datetime import datetime

import msgspec

from core.domain.drafts import BundleDraft, CommonProperties, Customizations, SessionDraft
from core.domain.ids import BundleId, SessionId, UserId, WorkoutId, new_id
from core.domain.session import Assignment, DistributionStrategy, Session
from core.domain.user import Principal
from core.domain.workout import Content, WorkoutKind, fitted_content, kind_of
from core.planning.unrolling import done, done_blocks
from core.services.club.club_view import ClubView

_DEALT = frozenset(DistributionStrategy) - {
    DistributionStrategy.MANUAL,
    DistributionStrategy.READINESS,  # nobody says here how ready the players are
}


def session_of(
    draft: SessionDraft, common: CommonProperties, starts_at: datetime, club: ClubView
) -> Session:
    """A new session as drafted, its players without machines yet."""
    duration_min = draft.duration if draft.duration is not None else common.duration
    content = content_for(club, draft.workout_id, draft.customizations, duration_min)
    return Session(
        id=SessionId(new_id()),
        name=draft.name.strip(),
        equipment=draft.equipment,
        facility_id=draft.facility_id or common.facility_id,
        trainer_id=draft.trainer_id or common.trainer_id,
        workout_id=draft.workout_id,
        workout_version=version_of(club, draft.workout_id),
        kind=content.kind,
        intervals=content.intervals,
        blocks=content.blocks,
        starts_at=starts_at,
        duration_min=duration_min,
        assignments=tuple(Assignment(player_id=player_id) for player_id in draft.player_ids),
    )


def sessions_of(
    draft: BundleDraft, bundle_id: BundleId, starts_at: datetime, club: ClubView
) -> tuple[Session, ...]:
    """The new sessions of a bundle, in their order."""
    return tuple(
        msgspec.structs.replace(
            session_of(one, draft.common_properties, starts_at, club),
            bundle_id=bundle_id,
            bundle_order=order,
        )
        for order, one in enumerate(draft.sessions, start=1)
    )


def content_for(
    club: ClubView,
    workout_id: WorkoutId | None,
    customizations: Customizations | None,
    duration_min: float,
) -> Content:
    """What is customised, else what the workout has, fitted to the duration."""
    own, base = customizations or Customizations(), club.workout(workout_id)
    duration_s = duration_min * 60
    if own.blocks:
        blocks = done_blocks(own.blocks)
        return fitted_content(kind_of(blocks), (), blocks, duration_s)
    if own.intervals or base is None:
        return fitted_content(WorkoutKind.CONDITIONING, done(own.intervals), (), duration_s)
    return fitted_content(base.kind, base.intervals, base.blocks, duration_s)


def version_of(club: ClubView, workout_id: WorkoutId | None) -> int | None:
    """The present version of a workout, to be kept by the session that is made from it."""
    workout = club.workout(workout_id)
    return None if workout is None else workout.version


def strategy_of(draft: BundleDraft) -> DistributionStrategy:
    """How the players of a draft are to be spread, or were by whoever wrote it."""
    if draft.auto_distribute and draft.distribution_strategy not in _DEALT:
        return DistributionStrategy.AUTOMATIC
    return draft.distribution_strategy


def trainer_for(
    common: CommonProperties, actor: Principal, user_ids: frozenset[UserId]
) -> CommonProperties:
    """The same, with a trainer if none is named: who plans, or the club's only user.

    The desktop itself plans as nobody in particular; in a club of one trainer it is clear who.
    """
    subject = UserId(actor.subject)
    if common.trainer_id is not None:
        return common
    if subject in user_ids:
        return msgspec.structs.replace(common, trainer_id=subject)
    if len(user_ids) == 1:
        return msgspec.structs.replace(common, trainer_id=next(iter(user_ids)))
    return common

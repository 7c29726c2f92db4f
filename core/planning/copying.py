"""The same training again, at another time."""

from __future__ import annotations

from datetime import date

from core.domain.drafts import BundleDraft, CommonProperties, Customizations, SessionDraft
from core.domain.session import Bundle, Session, SessionStatus


def copy_of(bundle: Bundle, day: date, start_time: str) -> BundleDraft:
    """A draft of what a bundle has: groups, players, machines and work, exactly as they are.

    Sessions that were called off are left out. How players were spread is not done again.

    Args:
        bundle: What is repeated.
        day: On its facility's calendar.
        start_time: "09:15", on the wall clock there.
    """
    kept = [one for one in bundle.sessions if one.status is not SessionStatus.CANCELLED]
    return BundleDraft(
        name=bundle.name,
        description=bundle.description,
        common_properties=CommonProperties(
            start_date=day,
            start_time=start_time,
            duration=bundle.duration_min,
            facility_id=bundle.facility_id,
            trainer_id=bundle.trainer_id,
        ),
        sessions=tuple(_again(one) for one in kept),
        distribution_strategy=bundle.distribution_strategy,
    )


def _again(session: Session) -> SessionDraft:
    intervals = () if session.blocks else session.intervals
    return SessionDraft(
        name=session.name,
        equipment=session.equipment,
        player_ids=session.player_ids,
        workout_id=session.workout_id,
        duration=session.duration_min,
        customizations=Customizations(intervals=intervals, blocks=session.blocks),
        facility_id=session.facility_id,
        trainer_id=session.trainer_id,
    )

"""What a hub proposes when players are absent."""

from __future__ import annotations

from core.domain.distribution import Measure
from core.domain.drafts import BundleChanges, SessionChanges, Updates
from core.domain.ids import PlayerId
from core.domain.replanning import (
    ReplannedGroup,
    ReplanProposal,
    ReplanRequest,
    ReplanStep,
    StepKind,
)
from core.domain.session import Bundle
from core.planning.distribution import everybody
from core.planning.rebalancing import Standing, rebalance


def replanned(bundle: Bundle, request: ReplanRequest) -> ReplanProposal:
    """The same as the hub proposes where nobody is restricted or stronger than others."""
    standing = [
        Standing(
            equipment=session.equipment,
            capacity=8,
            planned=len(session.player_ids),
            members=[one for one in session.player_ids if one not in request.absent_player_ids],
        )
        for session in bundle.sessions
    ]
    rebalance(standing, [], everybody, {})
    was = {one: session.id for session in bundle.sessions for one in session.player_ids}
    now = {
        one: session.id
        for session, group in zip(bundle.sessions, standing, strict=True)
        for one in group.members
    }
    steps = [
        ReplanStep(player_id=one, kind=StepKind.ABSENT, from_session_id=was[one])
        for one in request.absent_player_ids
    ]
    moved: list[PlayerId] = [one for one in now if now[one] != was[one]]
    steps += [
        ReplanStep(
            player_id=one,
            kind=StepKind.MOVED,
            from_session_id=was[one],
            to_session_id=now[one],
        )
        for one in moved
    ]
    groups = tuple(
        ReplannedGroup(
            session_id=session.id,
            name=session.name,
            equipment=session.equipment,
            capacity=8,
            before=session.player_ids,
            after=tuple(group.members),
            mean_before=3.1,
            mean_after=3.2,
        )
        for session, group in zip(bundle.sessions, standing, strict=True)
    )
    changed = {
        one.session_id: SessionChanges(player_ids=one.after)
        for one in groups
        if one.before != one.after
    }
    return ReplanProposal(
        bundle_id=bundle.id,
        version=bundle.version,
        mode=request.mode,
        measure=Measure.FTP_PER_KG,
        groups=groups,
        steps=tuple(steps),
        sentences=(f"{len(moved)} players move; all others stay where they are.",),
        changes=BundleChanges(updates=Updates(individual=changed), version=bundle.version),
    )

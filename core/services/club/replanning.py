"""Proposes what becomes of a bundle when players do not come. Nothing is stored."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from core.domain.drafts import BundleChanges, SessionChanges, Updates
from core.domain.ids import BundleId, PlayerId, SessionId
from core.domain.replanning import (
    ReplanMode,
    ReplannedGroup,
    ReplanProposal,
    ReplanRequest,
    ReplanStep,
    StepKind,
)
from core.domain.session import Bundle, DistributionStrategy, Session, SessionStatus
from core.errors import InvalidInputError, WrongStateError
from core.planning.distribution import distribute, seed_of
from core.planning.measures import Values, strength_of
from core.planning.parties import GroupOffer
from core.planning.rebalancing import Standing, rebalance
from core.planning.replan_words import sentences_of
from core.planning.validation import check_known, check_players_once
from core.ports.storage import Database
from core.services.club.arrangement import Arranger
from core.services.club.bundle_editing import existing_bundle
from core.services.club.club_view import ClubView, view_club

_NO_PLACE = "no machine that this player may use is free."
_UNKNOWN_READINESS = {DistributionStrategy.MANUAL, DistributionStrategy.READINESS}


class ReplanService:
    """Proposes re-balanced bundles.

    Args:
        database: Where bundles and the club are.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def propose(self, bundle_id: BundleId, request: ReplanRequest) -> ReplanProposal:
        """The bundle without those who are absent.

        Raises:
            NotFoundError: There is no such bundle.
            InvalidInputError: Who is absent is not in it, or who joins is.
            WrongStateError: The session of somebody absent has begun, or all have.
        """
        async with self._database.read() as unit:
            bundle = await existing_bundle(unit, bundle_id)
            everybody = [one for session in bundle.sessions for one in session.player_ids]
            named = (*everybody, *request.joining_player_ids)
            places = {one.facility_id for one in bundle.sessions} - {bundle.facility_id}
            club = await view_club(unit, bundle.facility_id, named, places)
            _check(bundle, request, club)
            planned = [one for one in bundle.sessions if one.status is SessionStatus.SCHEDULED]
            room = await Arranger(unit, club, {}).room(planned)
        capacity = _capacity(planned, room, frozenset(request.absent_player_ids))
        return _Replan(bundle, request, club, capacity).proposal()


class _Replan:
    """One proposal in the making."""

    def __init__(
        self,
        bundle: Bundle,
        request: ReplanRequest,
        club: ClubView,
        capacity: Mapping[SessionId, int],
    ) -> None:
        self._bundle = bundle
        self._request = request
        self._club = club
        self._capacity = capacity
        self._planned = [one for one in bundle.sessions if one.id in capacity]
        longest = max(self._planned, key=lambda session: session.duration_min)
        self._may = club.gate_of(longest).allows
        self._absent = frozenset(request.absent_player_ids)
        self._values = strength_of(list(club.players.values()))

    def proposal(self) -> ReplanProposal:
        """Groups, steps, and the change that makes it so."""
        after, left = (
            self._anew() if self._request.mode is ReplanMode.ANEW else self._with_fewest_moves()
        )
        groups = tuple(self._group(one, after.get(one.id)) for one in self._bundle.sessions)
        steps = self._steps(after, left)
        players, measure = self._club.players, self._values.measure
        changed = {
            one.session_id: SessionChanges(player_ids=one.after)
            for one in groups
            if one.before != one.after
        }
        return ReplanProposal(
            bundle_id=self._bundle.id,
            version=self._bundle.version,
            mode=self._request.mode,
            measure=measure,
            groups=groups,
            steps=steps,
            sentences=sentences_of(groups, steps, players, measure),
            changes=BundleChanges(
                updates=Updates(individual=changed), version=self._bundle.version
            ),
        )

    def _with_fewest_moves(
        self,
    ) -> tuple[dict[SessionId, tuple[PlayerId, ...]], dict[PlayerId, str]]:
        standing: list[Standing] = []
        homeless: list[PlayerId] = []
        for session in self._planned:
            here = [one for one in session.player_ids if one not in self._absent]
            barred = [one for one in here if not self._may(one, session.equipment)]
            homeless += barred
            standing.append(
                Standing(
                    equipment=session.equipment,
                    capacity=self._capacity[session.id],
                    planned=len(session.player_ids),
                    members=[one for one in here if one not in barred],
                )
            )
        homeless += self._request.joining_player_ids
        ids = [one for group in standing for one in group.members]
        weights = self._values.weights([*ids, *homeless])
        left = rebalance(standing, homeless, self._may, weights)
        pairs = zip(self._planned, standing, strict=True)
        after = {session.id: tuple(group.members) for session, group in pairs}
        return after, dict.fromkeys(left, _NO_PLACE)

    def _anew(self) -> tuple[dict[SessionId, tuple[PlayerId, ...]], dict[PlayerId, str]]:
        here = [
            self._club.players[one]
            for session in self._planned
            for one in session.player_ids
            if one not in self._absent
        ]
        here += [self._club.players[one] for one in self._request.joining_player_ids]
        strategy = self._bundle.distribution_strategy
        offers = [
            GroupOffer(name=one.name, equipment=one.equipment, capacity=self._capacity[one.id])
            for one in self._planned
        ]
        dealt = distribute(
            here,
            offers,
            self._may,
            strategy=(
                DistributionStrategy.SKILL_BASED if strategy in _UNKNOWN_READINESS else strategy
            ),
            seed=seed_of(self._bundle.id),
            values=self._values,
        )
        pairs = zip(self._planned, dealt.groups, strict=True)
        after = {session.id: group for session, group in pairs}
        return after, {one.player_id: one.reason for one in dealt.unassigned}

    def _group(self, session: Session, after: tuple[PlayerId, ...] | None) -> ReplannedGroup:
        members = session.player_ids if after is None else after
        return ReplannedGroup(
            session_id=session.id,
            name=session.name,
            equipment=session.equipment,
            capacity=self._capacity.get(session.id, len(session.player_ids)),
            before=session.player_ids,
            after=members,
            mean_before=_mean(self._values, session.player_ids),
            mean_after=_mean(self._values, members),
            is_fixed=after is None,
        )

    def _steps(
        self, after: Mapping[SessionId, Sequence[PlayerId]], left: Mapping[PlayerId, str]
    ) -> tuple[ReplanStep, ...]:
        now = {one: session_id for session_id, group in after.items() for one in group}
        was = {one: session.id for session in self._planned for one in session.player_ids}
        steps: list[ReplanStep] = []
        for one in (*was, *self._request.joining_player_ids):
            source, target = was.get(one), now.get(one)
            if one in self._absent:
                kind = StepKind.ABSENT
            elif one in left:
                kind = StepKind.LEFT_OUT
            elif source is None:
                kind = StepKind.JOINED
            elif source != target:
                kind = StepKind.MOVED
            else:
                continue
            steps.append(
                ReplanStep(
                    player_id=one,
                    kind=kind,
                    from_session_id=source,
                    to_session_id=target,
                    reason=left.get(one, ""),
                )
            )
        return tuple(steps)


def _capacity(
    planned: Sequence[Session], room: Sequence[int], absent: frozenset[PlayerId]
) -> dict[SessionId, int]:
    """Who is still there, and an even share of the machines of that kind that are left."""
    machines = [(session.facility_id, session.equipment) for session in planned]
    here = [sum(one not in absent for one in session.player_ids) for session in planned]
    spare, rivals = Counter[object](), Counter[object](machines)
    for key, free, present in zip(machines, room, here, strict=True):
        spare[key] += free - present
    capacity: dict[SessionId, int] = {}
    for session, key, present in zip(planned, machines, here, strict=True):
        share = -(-max(0, spare[key]) // rivals[key])
        capacity[session.id] = present + share
        spare[key] -= share
        rivals[key] -= 1
    return capacity


def _check(bundle: Bundle, request: ReplanRequest, club: ClubView) -> None:
    by_player = {one: session for session in bundle.sessions for one in session.player_ids}
    if all(one.status is not SessionStatus.SCHEDULED for one in bundle.sessions):
        message = f"“{bundle.name}” has begun or is over and can no longer be planned anew."
        action = "Take players out on the live page."
        raise WrongStateError(message, suggested_action=action)
    for one in request.absent_player_ids:
        session = by_player.get(one)
        if session is None:
            message = f"Player {one} is not in this bundle."
            raise InvalidInputError(message, field="absentPlayerIds")
        if session.status is not SessionStatus.SCHEDULED:
            message = f"“{session.name}” has begun or is over."
            action = "Take the player out on the live page."
            raise WrongStateError(message, suggested_action=action, field="absentPlayerIds")
    check_players_once([("the list", request.joining_player_ids)], "joiningPlayerIds")
    club.check_joining(request.joining_player_ids, "joiningPlayerIds")
    for one in request.joining_player_ids:
        check_known("player", one, club.known.player_ids, "joiningPlayerIds")
        if one in by_player:
            message = f"{club.players[one].name} is in “{by_player[one].name}” already."
            raise InvalidInputError(message, field="joiningPlayerIds")


def _mean(values: Values, player_ids: Sequence[PlayerId]) -> float | None:
    known = [values.known[one] for one in player_ids if one in values.known]
    return sum(known) / len(known) if known else None

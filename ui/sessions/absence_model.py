"""Who does not come, and what the hub makes of the bundle then."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum, auto

from PySide6.QtCore import QObject, Signal

from core.domain.equipment import EquipmentKind, EquipmentType
from core.domain.ids import BundleId, PlayerId
from core.domain.player import Player
from core.domain.replanning import (
    ReplanMode,
    ReplanProposal,
    ReplanRequest,
    ReplanStep,
    StepKind,
)
from core.domain.session import Bundle
from core.errors import HockeyHubError, StaleError
from core.ports.hub_link import HubLink
from ui.common.spawner import Spawner


class AbsencePhase(StrEnum):
    """What the panel is busy with."""

    LOADING = auto()
    FAILED = auto()
    """There is nothing to show; `problem` says why."""
    EDITING = auto()
    APPLYING = auto()


class AbsenceModel(QObject):
    """Ticks, and the proposal that belongs to them.

    Args:
        link: The hub.
        tasks: Owner of the background work.
        parent: Owner.
    """

    changed = Signal()
    applied = Signal(object)
    """The `Bundle` as it is now."""

    def __init__(self, link: HubLink, tasks: Spawner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._tasks = tasks
        self.phase = AbsencePhase.LOADING
        self.problem: HockeyHubError | None = None
        self.stale: StaleError | None = None
        """Why the last plan was not applied; stays while the next one is made."""
        self.bundle: Bundle | None = None
        self.players: Mapping[PlayerId, Player] = {}
        self.kinds: Mapping[EquipmentType, EquipmentKind] = {}
        self.absent: frozenset[PlayerId] = frozenset()
        self.mode = ReplanMode.FEWEST_MOVES
        self.proposal: ReplanProposal | None = None
        self.is_asking = False
        self._id = BundleId("")
        self._asked = 0

    @property
    def can_apply(self) -> bool:
        """Whether there is a proposal that changes something."""
        is_still = self.phase is AbsencePhase.EDITING and not self.is_asking
        proposal = self.proposal
        return is_still and proposal is not None and bool(proposal.changes.updates.individual)

    def step_of(self, player_id: PlayerId) -> ReplanStep | None:
        """What would be different for a player; None if nothing."""
        steps = self.proposal.steps if self.proposal is not None else ()
        return next((one for one in steps if one.player_id == player_id), None)

    def open(self, bundle_id: BundleId) -> None:
        """Begin with a bundle in which everybody is there."""
        self._id = bundle_id
        self.phase, self.problem, self.bundle = AbsencePhase.LOADING, None, None
        self.absent, self.proposal, self.mode = frozenset(), None, ReplanMode.FEWEST_MOVES
        self.stale, self.is_asking = None, False
        self._asked += 1  # an answer still on its way is about another bundle
        self.changed.emit()
        self._tasks.spawn(self._load(), name="load a bundle")

    def reload(self) -> None:
        """Read the bundle anew; the ticks stay."""
        self.phase = AbsencePhase.LOADING
        self.changed.emit()
        self._tasks.spawn(self._load(), name="load a bundle")

    def set_absent(self, player_id: PlayerId, *, is_absent: bool) -> None:
        """Somebody does not come, or does after all."""
        if self.phase is AbsencePhase.EDITING:
            self.absent = self.absent | {player_id} if is_absent else self.absent - {player_id}
            self.stale = None
            self._ask()

    def set_mode(self, mode: ReplanMode) -> None:
        """How far the groups may change."""
        if mode is not self.mode and self.phase is AbsencePhase.EDITING:
            self.mode, self.stale = mode, None
            self._ask()

    def apply(self) -> None:
        """Make it so."""
        if self.can_apply and self.proposal is not None:
            self.phase, self.problem, self.stale = AbsencePhase.APPLYING, None, None
            self.changed.emit()
            self._tasks.spawn(self._apply(self.proposal), name="apply a new plan")

    def _ask(self) -> None:
        self._asked += 1
        self.problem = None
        if not self.absent and self.mode is ReplanMode.FEWEST_MOVES:
            self.proposal, self.is_asking = None, False
            self.changed.emit()
            return
        self.is_asking = True
        self.changed.emit()
        request = ReplanRequest(absent_player_ids=tuple(sorted(self.absent)), mode=self.mode)
        self._tasks.spawn(self._propose(self._asked, request), name="plan a bundle anew")

    async def _load(self) -> None:
        try:
            self.kinds = {one.code: one for one in await self._link.equipment_kinds()}
            self.players = {one.id: one for one in await self._link.players()}
            bundle = await self._link.bundle(self._id)
        except HockeyHubError as error:
            self.phase, self.problem = AbsencePhase.FAILED, error
            self.changed.emit()
            return
        self.bundle, self.phase = bundle, AbsencePhase.EDITING
        here = {one for session in bundle.sessions for one in session.player_ids}
        self.absent &= here
        self._ask()

    async def _propose(self, asked: int, request: ReplanRequest) -> None:
        found: ReplanProposal | None = None
        refused: HockeyHubError | None = None
        try:
            found = await self._link.replan_bundle(self._id, request)
        except HockeyHubError as error:
            refused = error
        if asked != self._asked:
            return  # somebody has ticked on
        self.proposal, self.problem, self.is_asking = found, refused, False
        self.changed.emit()

    async def _apply(self, proposal: ReplanProposal) -> None:
        try:
            bundle = await self._link.update_bundle(proposal.bundle_id, proposal.changes)
        except StaleError as error:
            self.stale = error
            await self._load()
        except HockeyHubError as error:
            self.problem, self.phase = error, AbsencePhase.EDITING
        else:
            self.phase = AbsencePhase.EDITING
            self.applied.emit(bundle)
        finally:
            if self.phase is AbsencePhase.APPLYING:  # a defect; whoever owns the task reports it
                self.phase = AbsencePhase.EDITING
            self.changed.emit()


def moved_into(proposal: ReplanProposal | None, session_id: str) -> tuple[ReplanStep, ...]:
    """Who would come into a session."""
    steps = proposal.steps if proposal is not None else ()
    wanted = (StepKind.MOVED, StepKind.JOINED)
    return tuple(one for one in steps if one.to_session_id == session_id and one.kind in wanted)

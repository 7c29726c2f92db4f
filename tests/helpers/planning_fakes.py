"""What a fake hub knows for planning: occupancy, trainers, drafts that survive."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from typing_extensions import override

from core.domain.bundle_template import KeptTemplate, SessionTemplate, TemplateFilter
from core.domain.distribution import DistributionProposal, DistributionRequest, PlayerForm
from core.domain.equipment import BIKE_ERG, ROWING, SKI_ERG
from core.domain.ids import FacilityId, PlayerId, TemplateId, WorkoutId
from core.domain.session import Bundle
from core.domain.slots import BookedSession, SlotProposals, SlotRequest
from core.domain.user import Trainer
from core.ports.club_link import ClubEditor
from core.ports.distribution_link import DistributionLink
from core.ports.slot_link import SlotLink
from core.ports.template_link import TemplateLink


class FakeSlots(SlotLink):
    """Answers from the bundles of a fake hub.

    Args:
        stored: All bundles.
        check: Raises while the hub is away.
    """

    def __init__(self, stored: Callable[[], Iterable[Bundle]], check: Callable[[], None]) -> None:
        self._stored = stored
        self._check = check
        self.asked: list[SlotRequest] = []
        self.proposals = SlotProposals(slots=())

    @override
    async def propose(self, request: SlotRequest) -> SlotProposals:
        self._check()
        self.asked.append(request)
        return self.proposals

    @override
    async def booked(
        self, begins: datetime, ends: datetime, facility_id: FacilityId | None = None
    ) -> tuple[BookedSession, ...]:
        self._check()
        return tuple(
            booked
            for bundle in self._stored()
            for booked in booked_of(bundle)
            if booked.starts_at < ends and begins < booked.ends_at
        )


class FakeDistributions(DistributionLink):
    """Knows how ready players are.

    Args:
        check: Raises while the hub is away.
    """

    def __init__(self, check: Callable[[], None]) -> None:
        self._check = check
        self.values: dict[PlayerId, float] = {}

    @override
    async def propose(self, request: DistributionRequest) -> DistributionProposal:
        self._check()
        return DistributionProposal(strategy=request.strategy, groups=())

    @override
    async def form(self) -> PlayerForm:
        self._check()
        return PlayerForm(values=self.values)


def booked_of(bundle: Bundle) -> tuple[BookedSession, ...]:
    """A bundle's sessions as others have to know them."""
    return tuple(
        BookedSession(
            id=session.id,
            name=session.name,
            bundle_id=bundle.id,
            facility_id=session.facility_id,
            equipment=session.equipment,
            trainer_id=session.trainer_id,
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            status=session.status,
            player_ids=session.player_ids,
            unit_ids=tuple(one.unit_id for one in session.assignments if one.unit_id is not None),
        )
        for session in bundle.sessions
    )


class FakeTemplates(TemplateLink):
    """Templates that a test has put there.

    Args:
        check: Raises while the hub is away.
    """

    def __init__(self, check: Callable[[], None]) -> None:
        self.kept: tuple[KeptTemplate, ...] = ()
        self._check = check

    @override
    async def page(
        self,
        wanted: TemplateFilter = TemplateFilter(),  # noqa: B008 - frozen
    ) -> tuple[KeptTemplate, ...]:
        self._check()
        return self.kept


def make_template(name: str = "3-Station Parallel", *, tags: tuple[str, ...] = ()) -> KeptTemplate:
    """A template of three groups of six, each on machines of its own."""
    return KeptTemplate(
        id=TemplateId(f"template-{name.lower().replace(' ', '-')}"),
        name=name,
        tags=tags,
        default_duration=45,
        sessions=tuple(
            SessionTemplate(
                equipment=equipment,
                workout_template=WorkoutId("workout-endurance"),
                player_count=6,
                custom_name=custom_name,
            )
            for equipment, custom_name in (
                (ROWING, "Row station"),
                (BIKE_ERG, "Bike station"),
                (SKI_ERG, "Ski station"),
            )
        ),
    )


class FakeClubEditor(ClubEditor):
    """Knows the club's trainers."""

    def __init__(self, trainers: Iterable[Trainer] = ()) -> None:
        self.club_trainers = tuple(trainers)

    @override
    async def trainers(self) -> tuple[Trainer, ...]:
        return self.club_trainers


class MemoryDraft:
    """A draft store that outlives the windows of a test."""

    def __init__(self) -> None:
        self.content: bytes | None = None

    def read(self) -> bytes | None:
        """What was kept."""
        return self.content

    def write(self, content: bytes) -> None:
        """Keep it."""
        self.content = content

    def clear(self) -> None:
        """Keep nothing."""
        self.content = None

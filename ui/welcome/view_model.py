"""A hub without a club behind its first page."""

from __future__ import annotations

from collections.abc import Mapping

from typing_extensions import override

from PySide6.QtCore import QObject, Signal

from core.domain.club import ClubStart, NewClub
from core.domain.equipment import EquipmentKind, EquipmentType
from core.errors import InvalidInputError
from core.planning.timing import zone_of
from core.services.club.roster.cells import number_of
from ui.common.hub_model import HubModel
from ui.common.services import DeskServices

MOST_MACHINES = 50


class WelcomeModel(HubModel):
    """Asks whether there is a club, and makes one.

    Args:
        services: The hub, and the background.
        parent: Owner.
    """

    begun = Signal(str)
    """There is a club now; how it came: "new", "roster" or "sample"."""

    def __init__(self, services: DeskServices, parent: QObject | None = None) -> None:
        super().__init__(services.tasks, parent)
        self._link = services.link
        self.start: ClubStart | None = None

    @property
    def kinds(self) -> tuple[EquipmentKind, ...]:
        """Machine types to choose from."""
        return () if self.start is None else self.start.standard_kinds

    def read(self, texts: Mapping[str, str]) -> tuple[NewClub | None, dict[str, str]]:
        """The club that the texts mean, or what is wrong with them by field."""
        problems: dict[str, str] = {}
        machines: dict[EquipmentType, int] = {}
        for key, what in (("teamName", "team"), ("facilityName", "facility")):
            if not texts.get(key, "").strip():
                problems[key] = f"Give the {what} a name."
        zone = texts.get("timeZone", "").strip()
        try:
            zone_of(zone)
        except InvalidInputError as error:
            problems["timeZone"] = f"{error.message} {error.suggested_action}"
        for kind in self.kinds:
            text = texts.get(f"machines.{kind.code}", "").strip()
            number = number_of(text) if text else 0.0
            if number is None or number != int(number) or not 0 <= number <= MOST_MACHINES:
                problems[f"machines.{kind.code}"] = f"0 to {MOST_MACHINES}."
            elif number:
                machines[kind.code] = int(number)
        if problems:
            return None, problems
        club = NewClub(
            team_name=texts["teamName"].strip(),
            facility_name=texts["facilityName"].strip(),
            time_zone=zone,
            machines=machines,
        )
        return club, {}

    def create(self, club: NewClub, *, then: str) -> None:
        """Make the club, then go on with a roster, or with nothing in particular."""

        async def work() -> None:
            self.start = await self._link.club.create_club(club)
            self.begun.emit(then)

        self.do(work(), "create a club")

    def load_sample(self) -> None:
        """Look around in the sample club."""

        async def work() -> None:
            self.start = await self._link.club.load_sample_club()
            self.begun.emit("sample")

        self.do(work(), "load the sample club")

    @override
    async def fetch(self) -> None:
        self.start = await self._link.club.club_start()

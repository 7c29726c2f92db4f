"""The desk's services with fakes behind them, as a screen is given them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from core.domain.session import Bundle
from core.live.board import LiveBoard
from core.services.desk.machine_desk import MachineDesk
from core.services.desk.pairings import Pairings
from tests.helpers.held_tasks import HeldTasks
from tests.helpers.hub_fakes import FakeHubLink
from tests.helpers.machine_fakes import FakeMachineControl
from tests.helpers.planning_fakes import MemoryDraft
from tests.helpers.radio_fakes import FakeSensorSource
from tests.helpers.sample_club import NOW
from ui.common.services import DeskServices


class QuietFloor:
    """A training floor on which at most a bundle lies."""

    def __init__(self) -> None:
        self.bundle: Bundle | None = None


class FakeDesk:
    """The desk's services with fakes behind them; `services()` is what a screen is given."""

    def __init__(self, *, now: datetime = NOW, page_size: int = 20) -> None:
        self.now = now
        self.link = FakeHubLink(page_size=page_size)
        self.sensors = FakeSensorSource()
        self.pairings = Pairings()
        self.tasks = HeldTasks()
        self.floor = QuietFloor()
        self.control = FakeMachineControl()
        self.plan_draft = MemoryDraft()

    def instant(self) -> float:
        """The desk's clock, seconds since 1970."""
        return self.now.timestamp()

    def services(self) -> DeskServices:
        """For the constructor of a screen that needs no export."""
        return DeskServices(
            link=self.link,
            floor=self.floor,
            sensors=self.sensors,
            pairings=self.pairings,
            machines=MachineDesk(
                self.control, self.sensors, self.pairings, LiveBoard(self.instant), self.instant
            ),
            export=_nothing("export"),
            now=self.instant,
            tasks=self.tasks,
            plan_draft=self.plan_draft,
        )


def _nothing(name: str) -> Any:
    class _Missing:
        def __getattr__(self, attribute: str) -> object:
            message = f"this screen was not meant to use {name}.{attribute}"
            raise AssertionError(message)

    return _Missing()

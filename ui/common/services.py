"""What the desk's screens work with, handed to each by its constructor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.tasks import TaskScope

if TYPE_CHECKING:  # for names only; writers of reports need not load before the window shows
    from core.ports.draft_store import DraftStore
    from core.ports.hub_link import HubLink
    from core.ports.sensors import SensorSource
    from core.ports.workout_link import WorkoutLink
    from core.services.desk.exports import ReportExport
    from core.services.desk.floor import TrainingFloor
    from core.services.desk.hub_choice import HubChoice
    from core.services.desk.hub_side import HubSide
    from core.services.desk.machine_desk import MachineDesk
    from core.services.desk.pairings import Pairings
    from core.services.desk.radio_choice import RadioChoice


@dataclass(frozen=True)
class DeskServices:
    """The services of one desktop. Built by the composition root only."""

    link: HubLink
    floor: TrainingFloor
    sensors: SensorSource
    pairings: Pairings
    machines: MachineDesk
    export: ReportExport
    now: Callable[[], float]
    """Seconds since 1970, by the desk's clock."""
    tasks: TaskScope
    radios: RadioChoice | None = None
    """Which radios to use; None where there is no choice (the virtual gym, a recording)."""
    hub: HubSide | None = None
    """Devices, events and recordings of the hub; None for a screen that needs none of it."""
    workouts: WorkoutLink | None = None
    """The club's library of workouts; None for a screen that needs none of it."""
    plan_draft: DraftStore | None = None
    """Keeps the plan that is being made, so that a crash does not cost it."""
    hub_choice: HubChoice | None = None
    """Which hub the next start works with; None where there is no choice (the demo)."""

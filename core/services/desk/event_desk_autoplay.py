"""Plays a scenario into a session, and keeps count of what the hub took of it."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from msgspec.structs import replace

from core.domain.ids import EventId, new_id
from core.domain.session import SessionStatus
from core.domain.value import Value
from core.errors import HockeyHubError, UnavailableError
from core.events import Event
from core.live.events import utc
from core.ports.clock import Clock
from core.services.desk.event_desk import HubFeed
from core.services.desk.event_desk_scenarios import Scenario, Stage, Step

_START: Final = "training:session:start"
_RESUME: Final = "training:session:resume"


class Progress(Value, frozen=True, kw_only=True):
    """How far a scenario is."""

    title: str
    done: int
    total: int
    refused: int = 0
    left_out: int = 0
    """Steps that this hub does not know."""
    last_refusal: str = ""

    @property
    def is_over(self) -> bool:
        """Whether every step had its turn."""
        return self.done == self.total

    @property
    def sentence(self) -> str:
        """How far it is, in words."""
        parts = [f"{self.title}: {self.done} of {self.total} events"]
        if self.refused:
            parts.append(f"{self.refused} refused ({self.last_refusal})")
        if self.left_out:
            parts.append(f"{self.left_out} unknown to this hub")
        return ", ".join(parts) + "."


class AutoPlay:
    """Plays one scenario at a time.

    Args:
        feed: The hub.
        clock: Sets the pace.
    """

    def __init__(self, feed: HubFeed, clock: Clock) -> None:
        self.progressed: Event[[Progress]] = Event()
        self._feed = feed
        self._clock = clock

    async def play(
        self,
        scenario: Scenario,
        stage: Stage,
        status: SessionStatus,
        *,
        known: Collection[str],
        speed: float = 1.0,
    ) -> Progress:
        """Play it to its end; cancel the task to stop.

        A refused event is counted and the rest goes on: what a hub refuses is worth seeing.

        Args:
            scenario: What to play.
            stage: Into which session.
            status: How the session stands: one that waits is started, one that is paused resumed.
            known: Events that the hub takes.
            speed: How much faster than the scenario was written.

        Raises:
            UnavailableError: The hub is away.
        """
        steps = (*_opening(stage, status), *scenario.steps(stage))
        progress = Progress(title=scenario.title, done=0, total=len(steps))
        self.progressed.emit(progress)
        played_s = 0.0
        for step in steps:
            if step.after_s > played_s:
                await self._clock.sleep((step.after_s - played_s) / speed)
                played_s = step.after_s
            progress = await self._take(step, progress, is_known=step.name in known)
            self.progressed.emit(progress)
        return progress

    async def _take(self, step: Step, progress: Progress, *, is_known: bool) -> Progress:
        progress = replace(progress, done=progress.done + 1)
        if not is_known:
            return replace(progress, left_out=progress.left_out + 1)
        try:
            await self._feed.emit(step.name, self._dated(step))
        except UnavailableError:
            raise
        except HockeyHubError as error:
            return replace(progress, refused=progress.refused + 1, last_refusal=error.message)
        return progress

    def _dated(self, step: Step) -> dict[str, object]:
        return {
            **step.payload,
            "eventId": EventId(new_id()),
            "timestamp": utc(self._clock.now()).isoformat(),
        }


def _opening(stage: Stage, status: SessionStatus) -> tuple[Step, ...]:
    name = {SessionStatus.SCHEDULED: _START, SessionStatus.PAUSED: _RESUME}.get(status)
    if name is None:
        return ()
    return (Step(after_s=0.0, name=name, payload={"sessionId": stage.session_id}),)

"""What one player's machine answered when it was told something."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from core.domain.ids import PlayerId
from core.domain.value import Value


class PushOutcome(StrEnum):
    """What became of one player's target."""

    DONE = "done"
    LIMITED = "limited"
    """Done, as far as the machine's range allows."""
    REFUSED = "refused"
    """The machine said no, or nothing."""
    NOT_CONTROLLABLE = "not_controllable"
    """It cannot be told this at all."""
    NO_MACHINE = "no_machine"
    NO_THRESHOLD = "no_threshold"
    """The player's FTP on this kind of machine is not known."""


class MachinePush(Value, frozen=True, kw_only=True):
    """One player's machine, and what it answered."""

    player_id: PlayerId
    player: str
    """Last name."""
    machine: str
    """The unit's name, as it stands on it; else the device's."""
    outcome: PushOutcome
    power_w: float | None = None
    """What it was set to; None if it was told no power."""
    reason: str = ""
    """Why not as asked, as a predicate of the machine: "is not connected"."""
    next_step: str = ""

    @property
    def is_done(self) -> bool:
        """Whether the machine did it, at least as far as it can."""
        return self.outcome in (PushOutcome.DONE, PushOutcome.LIMITED)


OnAnswer = Callable[[MachinePush], None]
"""Told of each answer as it comes."""


def unheard(_answer: MachinePush) -> None:
    """For who waits for all answers together."""

"""Five times to train, as the hub proposes them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from core.domain.slots import ReasonKind, Slot, SlotProposals, SlotReason


def slot(day: int, hour: int, *, against: str = "") -> Slot:
    """A time in November 2026, with nothing or one thing against it."""
    starts_at = datetime(2026, 11, day, hour - 1, tzinfo=UTC)
    reasons = [SlotReason(kind=ReasonKind.PLAYERS, text="All 18 players can train.", is_good=True)]
    if against:
        reasons.append(SlotReason(kind=ReasonKind.REST, text=against, is_good=False))
    return Slot(
        start_date=date(2026, 11, day),
        start_time=f"{hour:02}:00",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        score=90.0,
        player_count=18,
        reasons=tuple(reasons),
    )


FIVE = (
    slot(17, 9),
    slot(17, 15),
    slot(18, 9),
    slot(19, 9, against="4 players have another session within 8 hours."),
    slot(20, 18),
)


def proposed_times() -> SlotProposals:
    """An answer with all five."""
    return SlotProposals(slots=FIVE)

"""Proposes times to train: the best of all quarters of an hour in which it could begin."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, time

from core.domain.slots import Slot, SlotProposals, SlotRequest
from core.domain.value import Value
from core.planning.slot_fit import Fit, Fitter, Setting
from core.planning.slot_reasons import Habit, Judge
from core.planning.starts import Start, Window, starts_in
from core.planning.timing import parse_time, to_local

SAME_DAY = 3.0
"""What each further time of a day is worth less than one on another day."""
_MIDNIGHT = "24:00"


class _Candidate(Value, frozen=True, kw_only=True):
    start: Start
    fit: Fit
    score: float


def propose(request: SlotRequest, setting: Setting, now: datetime) -> SlotProposals:
    """The best times, the best first; of equally good ones the earliest.

    What is proposed does not overlap, as long as there is enough else: five quarters of an hour
    in a row are one proposal, not five. Of times that are about equally good, those of several
    days are proposed.

    Args:
        request: Which groups, when, where. It has been checked.
        setting: What there is.
        now: No time before this is proposed.
    """
    fitter = Fitter(request, setting)
    home = setting.facilities[request.facility_id]
    before = [
        one
        for one in setting.booked
        if to_local(one.starts_at, home.time_zone).date() < request.start_date
    ]
    judge = Judge(request, setting, fitter, Habit(before, setting))
    found: list[_Candidate] = []
    for start in _starts(request, setting, fitter, now):
        fit = fitter.fit(start.instant)
        if fit.placed or not fitter.players:
            found.append(_Candidate(start=start, fit=fit, score=judge.score(start, fit)))
    found.sort(key=lambda one: (-round(one.score, 6), one.start.instant))
    chosen = _apart(found, request.limit, fitter)
    slots = tuple(_slot(one, fitter, judge) for one in chosen)
    return SlotProposals(slots=slots, note=_note(len(slots), request.limit))


def window_of(request: SlotRequest) -> Window:
    """Days and hours in which a request may lie.

    Raises:
        InvalidInputError: A time is none.
    """
    latest = request.latest_time
    return Window(
        first=request.start_date,
        last=request.end_date,
        earliest=parse_time(request.earliest_time, field="earliestTime"),
        latest=time(0) if latest == _MIDNIGHT else parse_time(latest, field="latestTime"),
    )


def _starts(
    request: SlotRequest, setting: Setting, fitter: Fitter, now: datetime
) -> Iterator[Start]:
    home = setting.facilities[request.facility_id]
    others = [setting.facilities[one] for one in fitter.facility_ids if one != home.id]
    for start in starts_in(window_of(request), home, fitter.longest, not_before=now):
        ends_at = start.instant + fitter.longest
        if all(
            other.is_open(
                to_local(start.instant, other.time_zone), to_local(ends_at, other.time_zone)
            )
            for other in others
        ):
            yield start


def _apart(found: Sequence[_Candidate], limit: int, fitter: Fitter) -> list[_Candidate]:
    """The best that do not overlap, on several days where others are about as good."""
    chosen: list[_Candidate] = []
    left = list(found)
    while left and len(chosen) < limit:
        best = _best_beside(chosen, left)
        chosen.append(best)
        left = [
            one for one in left if abs(one.start.instant - best.start.instant) >= fitter.longest
        ]
    others = [one for one in found if one not in chosen]
    chosen += others[: limit - len(chosen)]
    return sorted(chosen, key=lambda one: (-round(one.score, 6), one.start.instant))


def _best_beside(chosen: Sequence[_Candidate], left: Sequence[_Candidate]) -> _Candidate:
    days = Counter(one.start.on_wall.date() for one in chosen)

    def worth(one: _Candidate) -> float:
        return one.score - SAME_DAY * days[one.start.on_wall.date()]

    return max(left, key=worth)


def _slot(found: _Candidate, fitter: Fitter, judge: Judge) -> Slot:
    start, fit = found.start, found.fit
    return Slot(
        start_date=start.on_wall.date(),
        start_time=f"{start.on_wall:%H:%M}",
        starts_at=start.instant,
        ends_at=start.instant + fitter.longest,
        score=round(found.score, 1),
        player_count=len(fit.placed),
        left_out=judge.left_out(fit),
        reasons=tuple(judge.reasons(start, fit)),
    )


def _note(found: int, wanted: int) -> str:
    if found == 0:
        return "No time fits: look at more days, longer hours, fewer players or other machines."
    return f"There are only {found} such times." if found < wanted else ""

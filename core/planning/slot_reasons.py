"""What speaks for a time to train and against it, weighed and in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from core.domain.drafts import UnassignedPlayer
from core.domain.ids import PlayerId
from core.domain.slots import BookedSession, ReasonKind, SlotReason, SlotRequest
from core.planning.slot_fit import Fit, Fitter, Setting
from core.planning.starts import Start
from core.planning.timing import to_local

REST = timedelta(hours=8)
"""Two trainings that are nearer to each other are one too many on most days."""
FOR_PLAYERS, FOR_REST, FOR_HABIT, FOR_TRAINER = 70.0, 12.0, 10.0, 8.0
"""What each counts for; together 100. Players outweigh all the rest, taken together."""
_MOST_NAMES = 2


class Habit:
    """At which times of the week the club trains.

    Args:
        booked: Sessions of the weeks before.
        setting: Their facilities.
    """

    def __init__(self, booked: Iterable[BookedSession], setting: Setting) -> None:
        self._counts: Counter[tuple[int, str]] = Counter()
        begun: set[tuple[object, datetime]] = set()
        for one in booked:
            facility = setting.facilities.get(one.facility_id)
            place = (one.facility_id, one.starts_at)
            if facility is not None and place not in begun:  # parallel sessions are one training
                begun.add(place)
                self._counts[_moment(to_local(one.starts_at, facility.time_zone))] += 1

    def strength(self, start: Start) -> float:
        """0 for a time at which nobody ever trained, 1 for the most usual one."""
        most = max(self._counts.values(), default=0)
        return self._counts[_moment(start.on_wall)] / most if most else 0.0


class Judge:
    """Weighs starts, and says why.

    Args:
        request: What is wanted.
        setting: What there is.
        fitter: Who could train when.
        habit: When the club usually trains.
    """

    def __init__(
        self, request: SlotRequest, setting: Setting, fitter: Fitter, habit: Habit
    ) -> None:
        self._request = request
        self._setting = setting
        self._fitter = fitter
        self._habit = habit
        self._names = {kind.code: kind.unit_name for kind in setting.kinds}

    def score(self, start: Start, fit: Fit) -> float:
        """0 to 100."""
        everybody = len(self._fitter.players)
        share = len(fit.placed) / everybody if everybody else 1.0
        tired = len(self._tired(start, fit)) / len(fit.placed) if fit.placed else 0.0
        return (
            FOR_PLAYERS * share
            + FOR_REST * (1 - tired)
            + FOR_HABIT * self._habit.strength(start)
            + FOR_TRAINER * (self._elsewhere(start) is None)
        )

    def reasons(self, start: Start, fit: Fit) -> Iterator[SlotReason]:
        """What to tell the trainer, the weightiest first."""
        yield self._about_players(fit)
        yield self._about_machines(fit)
        yield from self._about_hours()
        tired = len(self._tired(start, fit))
        hours = f"{REST // timedelta(hours=1)} hours"
        yield SlotReason(
            kind=ReasonKind.REST,
            text=f"{_players(tired)} another session within {hours}."
            if tired
            else f"Nobody has another session within {hours}.",
            is_good=not tired,
        )
        if self._habit.strength(start) > 0:
            text = f"{start.on_wall:%A} at {start.on_wall:%H:%M} is a usual time of the club."
            yield SlotReason(kind=ReasonKind.HABIT, text=text, is_good=True)
        other = self._elsewhere(start)
        if other is not None:
            text = f"The trainer leads “{other.name}” at that time."
            yield SlotReason(kind=ReasonKind.TRAINER, text=text, is_good=False)

    def left_out(self, fit: Fit) -> tuple[UnassignedPlayer, ...]:
        """Who cannot train, and why."""
        missing = [one for one in self._setting.players if one in self._fitter.players - fit.placed]
        return tuple(UnassignedPlayer(player_id=one, reason=self._why(one, fit)) for one in missing)

    def _why(self, player_id: PlayerId, fit: Fit) -> str:
        other = fit.busy.get(player_id)
        if other is not None:
            zone = self._setting.facilities[self._request.facility_id].time_zone
            begins, ends = to_local(other.starts_at, zone), to_local(other.ends_at, zone)
            return f"Is in “{other.name}” from {begins:%H:%M} to {ends:%H:%M}."
        if player_id in fit.forbidden:
            return "May not use any of these machines (medical restriction)."
        return "All machines this player may use are taken."

    def _about_players(self, fit: Fit) -> SlotReason:
        everybody = len(self._fitter.players)
        if len(fit.placed) == everybody:
            return SlotReason(
                kind=ReasonKind.PLAYERS, text=f"All {everybody} players can train.", is_good=True
            )
        missing = self.left_out(fit)
        named = [
            f"{self._setting.players[one.player_id].last_name} {_lowered(one.reason)}"
            for one in missing[:_MOST_NAMES]
        ]
        more = f"; {len(missing) - _MOST_NAMES} more" if len(missing) > _MOST_NAMES else ""
        text = f"{len(fit.placed)} of {everybody} players can train: {', '.join(named)}{more}."
        return SlotReason(kind=ReasonKind.PLAYERS, text=text, is_good=False)

    def _about_machines(self, fit: Fit) -> SlotReason:
        free = ", ".join(
            f"{count} × {self._names.get(equipment, equipment)}"
            for (_, equipment), count in fit.free.items()
        )
        is_enough = len(fit.placed) + len(fit.busy) + len(fit.forbidden) >= len(
            self._fitter.players
        )
        return SlotReason(kind=ReasonKind.MACHINES, text=f"Free then: {free}.", is_good=is_enough)

    def _about_hours(self) -> Iterator[SlotReason]:
        places = [self._setting.facilities[one] for one in self._fitter.facility_ids]
        known = [place.name for place in places if place.opening_hours]
        if known:
            verb = "is" if len(known) == 1 else "are"
            text = f"{' and '.join(known)} {verb} open the whole time."
            yield SlotReason(kind=ReasonKind.OPENING_HOURS, text=text, is_good=True)

    def _tired(self, start: Start, fit: Fit) -> dict[PlayerId, BookedSession]:
        ends_at = start.instant + self._fitter.longest
        return self._fitter.timetable.busy(fit.placed, start.instant - REST, ends_at + REST)

    def _elsewhere(self, start: Start) -> BookedSession | None:
        if self._request.trainer_id is None:
            return None
        during = self._fitter.timetable.during(start.instant, start.instant + self._fitter.longest)
        leads = (one for one in during if one.trainer_id == self._request.trainer_id)
        return next(leads, None)


def _moment(on_wall: datetime) -> tuple[int, str]:
    return on_wall.isoweekday(), f"{on_wall:%H:%M}"


def _players(count: int) -> str:
    return "1 player has" if count == 1 else f"{count} players have"


def _lowered(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:].rstrip(".")

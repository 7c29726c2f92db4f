"""Moving and copying bundles on the calendar: looked at beforehand, done by the hub, undoable."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date, datetime, time, timedelta

import msgspec

from PySide6.QtCore import QObject, Signal

from core.domain.calendar import CalendarEntry
from core.domain.conflict import WayOutKind, conflict_of
from core.domain.drafts import BundleChanges, CommonChanges, Updates
from core.domain.ids import BundleId
from core.domain.value import Value
from core.errors import HockeyHubError
from core.planning.copying import copy_of
from core.planning.shifting import Prospect, Shifting
from core.planning.slot_fit import Setting
from core.ports.hub_link import BundlePlanner
from ui.calendar.display import WEEK_DAYS, is_movable
from ui.calendar.view_model import CalendarModel
from ui.calendar.words import day_text
from ui.common.feedback import may_go_later
from ui.common.spawner import Spawner
from widgets.calendar.faces import DAY_MIN, Ghost
from widgets.calendar.geometry import QUARTER_MIN
from widgets.calendar.shift import Shift

_TIME = "%H:%M"


class Aim(Value, frozen=True, kw_only=True):
    """A bundle, and when it is to begin on its facility's wall clock."""

    entry: CalendarEntry
    day: date
    start_time: str
    is_copy: bool = False


class Offer(Value, frozen=True, kw_only=True):
    """What went wrong, and what would go instead."""

    text: str
    label: str = ""
    """As on a button; empty where nothing is offered."""
    aim: Aim | None = None


class CalendarMoves(QObject):
    """What is dragged on the calendar.

    Args:
        model: What is shown.
        link: Where bundles are changed.
        tasks: Where background work runs.
        parent: Owner.
    """

    done = Signal(str, str)
    """What was done, as a sentence, and the key of the block to look at; it can be undone."""
    undone = Signal(str)
    refused = Signal(object)
    """An `Offer`."""

    def __init__(
        self,
        model: CalendarModel,
        link: BundlePlanner,
        tasks: Spawner,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._model = model
        self._link = link
        self._tasks = tasks
        self._undo: list[tuple[str, Callable[[], Awaitable[object]]]] = []
        self._same: dict[tuple[BundleId, int], int] = {}
        """By bundle and version: the later version that an undo made, which is like it."""
        self.is_busy = False

    @property
    def can_undo(self) -> bool:
        """Whether something that was done here can be taken back."""
        return bool(self._undo)

    def within(self, shift: Shift) -> Shift:
        """The same shift as far as the week reaches."""
        entry = self._model.entry(shift.key)
        if entry is None:
            return shift
        begins = self._begins(entry)
        first = (self._model.monday - begins.date()).days
        minute = begins.hour * 60 + begins.minute
        return msgspec.structs.replace(
            shift,
            days=min(max(shift.days, first), first + WEEK_DAYS - 1),
            minutes=min(max(shift.minutes, -minute), DAY_MIN - QUARTER_MIN - minute),
        )

    def ghost(self, shift: Shift) -> Ghost | None:
        """Where a block would go and what is in the way; None for one that stays."""
        aim = self._aim(shift)
        if aim is None:
            return None
        prospect = self._prospect(aim)
        at = time.fromisoformat(aim.start_time)
        begins_min = at.hour * 60 + at.minute
        length = aim.entry.ends_at - aim.entry.starts_at
        ends = datetime.combine(aim.day, at) + length
        return Ghost(
            title=aim.entry.name,
            when=f"{aim.start_time} to {ends:%H:%M}, {day_text(aim.day)}",
            day=(aim.day - self._model.monday).days,
            begins_min=begins_min,
            ends_min=begins_min + round(length / timedelta(minutes=1)),
            problems=prospect.problems,
            warnings=prospect.warnings,
            is_copy=aim.is_copy,
        )

    def why_not(self, key: str) -> str:
        """Why a block stays where it is; empty for one that can be moved."""
        entry = self._model.entry(key)
        if entry is None or is_movable(entry):
            return ""
        if entry.bundle_id is None:
            return f"“{entry.name}” is a single session; only bundles are moved here."
        return f"“{entry.name}” has begun or is over, so it stays where it is."

    def drop(self, shift: Shift) -> None:
        """Do it; the hub says whether it can be."""
        aim = self._aim(self.within(shift))
        if aim is not None and not self.within(shift).is_nowhere:
            self.do(aim)

    def do(self, aim: Aim) -> None:
        """Move or copy."""
        if not self.is_busy:
            self.is_busy = True
            work = self._copy(aim) if aim.is_copy else self._move(aim)
            self._tasks.spawn(self._guarded(work, aim), name="change the calendar")

    def undo(self) -> None:
        """Take the last move or copy back."""
        if self.is_busy or not self._undo:
            return
        self.is_busy = True
        self._tasks.spawn(self._guarded(self._take_back(*self._undo[-1]), None), name="undo")

    async def _move(self, aim: Aim) -> None:
        entry, before = aim.entry, self._begins(aim.entry)
        bundle_id = BundleId(entry.id)
        bundle = await self._link.update_bundle(
            bundle_id, _start(aim.day, aim.start_time, entry.version)
        )

        async def back() -> None:
            version = self._latest(bundle_id, bundle.version)
            start = _start(before.date(), before.strftime(_TIME), version)
            restored = await self._link.update_bundle(bundle_id, start)
            self._same[bundle_id, entry.version] = restored.version

        self._undo.append((f"“{entry.name}” is back.", back))
        self._model.reload()
        where = f"{day_text(aim.day)}, {aim.start_time}"
        self.done.emit(f"“{entry.name}” was moved to {where}.", entry.id)

    async def _copy(self, aim: Aim) -> None:
        bundle = await self._link.bundle(BundleId(aim.entry.id))
        created = await self._link.create_bundle(copy_of(bundle, aim.day, aim.start_time))
        self._undo.append(
            (
                f"The copy of “{bundle.name}” is gone.",
                lambda: self._link.delete_bundle(created.bundle_id),
            )
        )
        self._model.reload()
        where = f"{day_text(aim.day)}, {aim.start_time}"
        self.done.emit(f"“{bundle.name}” was copied to {where}.", created.bundle_id)

    async def _take_back(self, text: str, work: Callable[[], Awaitable[object]]) -> None:
        try:
            await work()
        except HockeyHubError as error:
            if not may_go_later(error):
                self._undo.pop()  # or it would stand before all earlier steps
            raise
        self._undo.pop()
        self._model.reload()
        self.undone.emit(text)

    async def _guarded(self, work: Awaitable[None], aim: Aim | None) -> None:
        try:
            await work
        except HockeyHubError as error:
            self._model.reload()
            self.refused.emit(_offer(error, aim))
        finally:
            self.is_busy = False

    def _latest(self, bundle_id: BundleId, version: int) -> int:
        """The version to which later moves were taken back."""
        while (bundle_id, version) in self._same:
            version = self._same[bundle_id, version]
        return version

    def _aim(self, shift: Shift) -> Aim | None:
        entry = self._model.entry(shift.key)
        if entry is None or not is_movable(entry):
            return None
        begins = self._begins(entry) + timedelta(days=shift.days, minutes=shift.minutes)
        return Aim(
            entry=entry,
            day=begins.date(),
            start_time=begins.strftime(_TIME),
            is_copy=shift.is_copy,
        )

    def _prospect(self, aim: Aim) -> Prospect:
        club, model = self._model.club, self._model
        own = [one for one in model.booked if one.bundle_id == aim.entry.bundle_id]
        home = club.facilities.get(aim.entry.facility_id)
        if home is None:
            return Prospect(day=aim.day, start_time=aim.start_time)
        setting = Setting(
            facilities=club.facilities,
            kinds=club.kinds,
            units=club.units,
            players=club.players,
            restrictions=club.restrictions,
            booked=model.booked,
        )
        names = {BundleId(one.id): one.name for one in model.entries}
        shifting = Shifting(own, setting, home, is_copy=aim.is_copy, bundle_names=names)
        return shifting.look(aim.day, aim.start_time, model.now)

    def _begins(self, entry: CalendarEntry) -> datetime:
        """What the wall clock shows when it begins, without a zone."""
        local = self._model.club.local(entry.starts_at, entry.facility_id)
        return local.replace(tzinfo=None)


def _start(day: date, start_time: str, version: int) -> BundleChanges:
    common = CommonChanges(start_date=day, start_time=start_time)
    return BundleChanges(updates=Updates(common=common), version=version)


def _offer(error: HockeyHubError, aim: Aim | None) -> Offer:
    """The refusal, with the next time that would go if the hub knows one."""
    text = f"{error.message} {error.suggested_action}".strip()
    ways = [one for one in conflict_of(error).ways_out if one.kind is WayOutKind.OTHER_TIME]
    if aim is None or not ways:
        return Offer(text=text)
    day, start_time = aim.day, aim.start_time
    for path, value in ways[0].changes.items():
        if path.endswith(".startDate") and isinstance(value, str):
            day = date.fromisoformat(value)
        elif path.endswith(".startTime") and isinstance(value, str):
            start_time = value
    instead = msgspec.structs.replace(aim, day=day, start_time=start_time)
    return Offer(text=text, label=ways[0].label, aim=instead)

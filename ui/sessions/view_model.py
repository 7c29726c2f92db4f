"""The list of bundles behind its page: paging, deleting, errors."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum, auto

from PySide6.QtCore import QObject, Signal

from core.domain.drafts import BundleSummary
from core.domain.equipment import EquipmentKind, EquipmentType
from core.domain.facility import Facility
from core.domain.ids import BundleId, FacilityId
from core.domain.session import Bundle
from core.errors import HockeyHubError
from core.ports.hub_link import HubLink
from ui.common.feedback import Notice, may_go_later, notice_of
from ui.common.spawner import Spawner
from widgets.inputs import BannerKind


class Phase(StrEnum):
    """What the list is busy with."""

    IDLE = auto()
    LOADING = auto()
    READY = auto()
    FAILED = auto()
    """There is nothing to show; `problem` says why."""


class SessionsModel(QObject):
    """Bundles, newest start first.

    Args:
        link: The hub.
        tasks: Where background work runs.
        now: Seconds since 1970.
        parent: Owner.
    """

    changed = Signal()
    noticed = Signal(object)
    """A `Notice` for the trainer."""
    undoable = Signal(object)
    """A `Notice` of the last change, which can be taken back now."""

    def __init__(
        self,
        link: HubLink,
        tasks: Spawner,
        now: Callable[[], float],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._link = link
        self._tasks = tasks
        self.now = now
        self.phase = Phase.IDLE
        self.problem: HockeyHubError | None = None
        self.items: tuple[BundleSummary, ...] = ()
        self.asked_id: BundleId | None = None
        """The bundle the trainer is asked about: shall it be deleted?"""
        self.busy_ids: frozenset[BundleId] = frozenset()
        """Bundles that are being deleted."""
        self.is_busy = False
        self._asks_again = False
        """Somebody wanted to know anew while an answer was on its way."""
        self._undoable: Bundle | None = None
        """The bundle as it was changed last, while that can be taken back."""
        self._cursor: str | None = None
        self._facilities: dict[FacilityId, Facility] = {}
        self._kinds: dict[EquipmentType, EquipmentKind] = {}

    @property
    def has_more(self) -> bool:
        """Whether older bundles can be loaded."""
        return self._cursor is not None

    def facility(self, facility_id: FacilityId) -> Facility | None:
        """A facility, if it is still known."""
        return self._facilities.get(facility_id)

    def kind_name(self, code: EquipmentType) -> str:
        """Name of a machine type."""
        kind = self._kinds.get(code)
        return kind.name if kind is not None else code

    def reload(self) -> None:
        """Read the list anew; what is shown stays until the answer is there."""
        if self.is_busy:
            self._asks_again = True
            return
        self.is_busy, self._asks_again = True, False
        if self.phase is not Phase.READY:
            self.phase = Phase.LOADING
        self.changed.emit()
        self._tasks.spawn(self._reload(), name="list bundles")

    def load_more(self) -> None:
        """Add the next page of older bundles."""
        if self.is_busy or self._cursor is None:
            return
        self.is_busy = True
        self.changed.emit()
        self._tasks.spawn(self._load_more(self._cursor), name="list more bundles")

    def ask_to_delete(self, bundle_id: BundleId) -> None:
        """First step: ask in the row."""
        self.asked_id = bundle_id
        self.changed.emit()

    def keep(self) -> None:
        """The trainer thought better of it."""
        self.asked_id = None
        self.changed.emit()

    def delete(self, bundle_id: BundleId) -> None:
        """Second step."""
        if bundle_id != self.asked_id or bundle_id in self.busy_ids:
            return
        self.asked_id = self._undoable = None
        self.busy_ids |= {bundle_id}
        self.changed.emit()
        self._tasks.spawn(self._delete(bundle_id), name="delete a bundle")

    @property
    def can_take_back(self) -> bool:
        """Whether the last change of a bundle can be undone."""
        return self._undoable is not None

    def on_changed(self, bundle: Bundle) -> None:
        """A bundle was changed."""
        self._undoable = bundle
        self.undoable.emit(Notice(f"“{bundle.name}” was changed.", BannerKind.OK))
        self.reload()

    def take_back(self) -> None:
        """Undo the last change of a bundle."""
        bundle, self._undoable = self._undoable, None
        if bundle is not None:
            self._tasks.spawn(self._take_back(bundle), name="undo a change")

    async def _take_back(self, bundle: Bundle) -> None:
        try:
            restored = await self._link.undo_bundle(bundle.id, bundle.version)
        except HockeyHubError as error:
            if self._undoable is None and may_go_later(error):
                self._undoable = bundle
                self.undoable.emit(notice_of(error))
            else:
                self.noticed.emit(notice_of(error))
        else:
            self.noticed.emit(Notice(f"“{restored.name}” is as it was before.", BannerKind.OK))
            self.reload()

    async def _reload(self) -> None:
        try:
            self._facilities = {one.id: one for one in await self._link.facilities()}
            self._kinds = {one.code: one for one in await self._link.equipment_kinds()}
            page = await self._link.bundles()
        except HockeyHubError as error:
            self._refused(error)
        else:
            self.items, self._cursor = page.items, page.next_cursor
            self.phase, self.problem = Phase.READY, None
        finally:
            self.is_busy = False
        self._settled()

    async def _load_more(self, cursor: str) -> None:
        try:
            page = await self._link.bundles(cursor)
        except HockeyHubError as error:
            self._refused(error)
        else:
            known = {item.id for item in self.items}
            self.items += tuple(item for item in page.items if item.id not in known)
            self._cursor = page.next_cursor
        finally:
            self.is_busy = False
        self._settled()

    async def _delete(self, bundle_id: BundleId) -> None:
        name = next((item.name for item in self.items if item.id == bundle_id), "The bundle")
        try:
            await self._link.delete_bundle(bundle_id)
        except HockeyHubError as error:
            self._refused(error)
        else:
            self.items = tuple(item for item in self.items if item.id != bundle_id)
            text = f"“{name}” was deleted; its machines are free again."
            self.noticed.emit(Notice(text, BannerKind.OK))
        finally:
            self.busy_ids -= {bundle_id}
        self.changed.emit()

    def _settled(self) -> None:
        self.changed.emit()
        if self._asks_again:
            self.reload()

    def _refused(self, error: HockeyHubError) -> None:
        if self.phase is Phase.READY:
            self.noticed.emit(notice_of(error))
        else:
            self.phase, self.problem = Phase.FAILED, error

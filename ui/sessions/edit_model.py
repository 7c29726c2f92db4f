"""Changing a bundle that is planned: wishes, their preview at the hub, applying, undoing."""

from __future__ import annotations

from enum import StrEnum, auto

from PySide6.QtCore import QObject, Signal

from core.domain.bundle_edit import BundlePreview
from core.domain.drafts import BundleChanges, Updates
from core.domain.facility import Facility
from core.domain.ids import BundleId, SessionId
from core.domain.session import Bundle
from core.errors import HockeyHubError, StaleError
from core.ports.hub_link import HubLink
from ui.common.history import History
from ui.common.spawner import Spawner
from ui.sessions.edit_changes import rebased, with_common, with_session
from ui.sessions.edit_facts import EditFacts, load_facts


class EditPhase(StrEnum):
    """What the form is busy with."""

    CLOSED = auto()
    LOADING = auto()
    FAILED = auto()
    """Nothing could be read; `problem` says why."""
    EDITING = auto()
    APPLYING = auto()


class BulkEditModel(QObject):
    """One bundle's changes. `changed` fires after every change of what is to be shown.

    Args:
        link: The hub.
        tasks: Where background work runs.
        parent: Owner.
    """

    changed = Signal()
    applied = Signal(object)
    """The `Bundle` as it is now."""

    def __init__(self, link: HubLink, tasks: Spawner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._link = link
        self._tasks = tasks
        self.phase = EditPhase.CLOSED
        self.problem: HockeyHubError | None = None
        """Why nothing can be shown, or what the hub has against the changes."""
        self.bundle: Bundle | None = None
        self.facts: EditFacts | None = None
        self.preview: BundlePreview | None = None
        """What the changes would do; None while that is not known."""
        self._bundle_id = BundleId("")
        self._history = History(Updates())

    @property
    def updates(self) -> Updates:
        """The changes so far."""
        return self._history.present

    @property
    def has_changes(self) -> bool:
        """Whether anything is different from what is stored."""
        return self.updates != Updates()

    @property
    def can_apply(self) -> bool:
        """Whether the hub would take the changes as they are."""
        return self.phase is EditPhase.EDITING and self.has_changes and self.preview is not None

    @property
    def can_undo(self) -> bool:
        """Whether a change in the form can be taken back."""
        return self._history.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether what was taken back can be done again."""
        return self._history.can_redo

    @property
    def is_stale(self) -> bool:
        """Whether somebody else has changed the bundle since it was read."""
        return isinstance(self.problem, StaleError)

    @property
    def place(self) -> Facility | None:
        """The facility on whose wall clock the bundle is."""
        if self.facts is None or self.bundle is None:
            return None
        return self.facts.place(self.bundle.facility_id)

    def open(self, bundle_id: BundleId) -> None:
        """Begin to change a bundle."""
        self._bundle_id = bundle_id
        self.phase, self.problem, self.bundle, self.preview = EditPhase.LOADING, None, None, None
        self._history = History(Updates())
        self.changed.emit()
        self._tasks.replace(self._load(), name="load a bundle to change")

    def try_again(self) -> None:
        """Read the same bundle once more."""
        self.open(self._bundle_id)

    def close(self) -> None:
        """Forget the changes."""
        self.phase = EditPhase.CLOSED
        self._history = History(Updates())
        self.changed.emit()

    def set_common(self, name: str, value: object) -> None:
        """Change what all sessions share."""
        if self.bundle is not None and self.place is not None:
            updates = with_common(self.updates, self.bundle, self.place, name, value)
            self._commit(updates, merge_key=name)

    def set_session(self, session_id: SessionId, name: str, value: object) -> None:
        """Change one session."""
        sessions = self.bundle.sessions if self.bundle is not None else ()
        for session in sessions:
            if session.id == session_id:
                updates = with_session(self.updates, session, name, value)
                self._commit(updates, merge_key=f"{session_id} {name}")

    def undo(self) -> None:
        """Take the last change in the form back."""
        if self._history.undo():
            self._look()

    def redo(self) -> None:
        """Do again what was taken back."""
        if self._history.redo():
            self._look()

    def catch_up(self) -> None:
        """Read what somebody else has changed, and keep the own wishes."""
        if self.phase is EditPhase.EDITING:
            self._tasks.replace(self._catch_up(), name="load a bundle to change")

    def look_again(self) -> None:
        """Ask once more what the changes would do, after a question that failed."""
        if self.phase is EditPhase.EDITING:
            self._look()

    def apply(self) -> None:
        """Send the changes. While they are on their way, a second call does nothing."""
        if self.can_apply and self.bundle is not None:
            self.phase = EditPhase.APPLYING
            self.changed.emit()
            changes = BundleChanges(updates=self.updates, version=self.bundle.version)
            self._tasks.spawn(self._apply(changes), name="change a bundle")

    def _commit(self, updates: Updates, *, merge_key: str) -> None:
        if self.phase is EditPhase.EDITING and self._history.commit(updates, merge_key=merge_key):
            self._look()

    def _look(self) -> None:
        """Ask the hub what the changes would do; a later question makes this one void."""
        self.preview = None
        if not self.is_stale:
            self.problem = None
        self.changed.emit()
        if self.has_changes and self.bundle is not None:
            changes = BundleChanges(updates=self.updates, version=self.bundle.version)
            self._tasks.replace(self._preview(changes), name="preview a change")

    async def _load(self) -> None:
        try:
            self.facts = await load_facts(self._link)
            self.bundle = await self._link.bundle(self._bundle_id)
        except HockeyHubError as error:
            self.phase, self.problem = EditPhase.FAILED, error
        else:
            self.phase = EditPhase.EDITING
        self.changed.emit()

    async def _catch_up(self) -> None:
        try:
            self.bundle = await self._link.bundle(self._bundle_id)
        except HockeyHubError as error:
            self.problem = error
            self.changed.emit()
            return
        self.problem = None
        if self.place is not None:
            self._history = History(rebased(self.updates, self.bundle, self.place))
        self._look()

    async def _preview(self, changes: BundleChanges) -> None:
        try:
            found = await self._link.preview_bundle(self._bundle_id, changes)
        except HockeyHubError as error:
            if changes.updates == self.updates:
                self.problem = error
                self.changed.emit()
        else:
            if changes.updates == self.updates:
                self.preview, self.problem = found, None
                self.changed.emit()

    async def _apply(self, changes: BundleChanges) -> None:
        try:
            bundle = await self._link.update_bundle(self._bundle_id, changes)
        except HockeyHubError as error:
            self.problem, self.preview = error, None
            self.phase = EditPhase.EDITING
            self.changed.emit()
        else:
            self.close()
            self.applied.emit(bundle)
        finally:
            if self.phase is EditPhase.APPLYING:  # a defect; whoever owns the task reports it
                self.phase = EditPhase.EDITING
                self.changed.emit()

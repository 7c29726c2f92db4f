"""The workout that is written, and everything that can be done to it; each act one undo step."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from PySide6.QtCore import QObject, Signal

from core.domain.workout import WorkoutKind
from core.errors import InvalidInputError
from ui.common.history import History
from ui.workouts import edits
from ui.workouts.draft import Draft, Part, PartKind, Place, Section, kind_of_part
from ui.workouts.findings import Finding, findings
from ui.workouts.profile import Profile, profile_of
from ui.workouts.starts import PARTS, new_section


class BuilderModel(QObject):
    """A draft with its history, what is chosen in it, and what is wrong with it.

    Args:
        draft: Where it begins.
        parent: Owner.
    """

    changed = Signal()
    """The draft, or what is chosen in it."""
    refused = Signal(object)
    """An `InvalidInputError`: it cannot be done."""

    def __init__(self, draft: Draft, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._history = History(draft)
        self._stored = draft
        self.chosen: Place | None = _first_part(draft)
        self._refresh()

    @property
    def draft(self) -> Draft:
        """As it stands now."""
        return self._history.present

    @property
    def is_new(self) -> bool:
        """Whether the hub has never seen it."""
        return not self.draft.id

    @property
    def is_changed(self) -> bool:
        """Whether something would be lost by leaving."""
        return self.draft != self._stored

    @property
    def can_undo(self) -> bool:
        """Whether there is something to take back."""
        return self._history.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether something taken back can be done again."""
        return self._history.can_redo

    @property
    def found(self) -> Section | Part | None:
        """What is chosen."""
        return None if self.chosen is None else self.draft.at(self.chosen)

    def problem_at(self, place: Place | None, field: str = "") -> str:
        """What is wrong at a place (None: with the whole), or with one field there."""
        return next(
            (
                one.text
                for one in self.findings
                if one.place == place and (not field or one.field == field)
            ),
            "",
        )

    def choose(self, place: Place | None) -> None:
        """Look at something."""
        if place != self.chosen:
            self.chosen = place
            self.changed.emit()

    def set_name(self, name: str) -> None:
        """Name the workout."""
        self._commit(msgspec.structs.replace(self.draft, name=name), merge_key="name")

    def set_description(self, text: str) -> None:
        """Say what it is for."""
        self._commit(msgspec.structs.replace(self.draft, description=text), merge_key="text")

    def set_tags(self, tags: tuple[str, ...]) -> None:
        """Replace the words by which it is found."""
        self._commit(msgspec.structs.replace(self.draft, tags=tags), merge_key="tags")

    def set_kind(self, kind: WorkoutKind) -> None:
        """Let it be about something else; what does not belong there is said by the findings."""
        self._commit(msgspec.structs.replace(self.draft, kind=kind))

    def change_part(self, part: Part, field: str = "") -> None:
        """Replace the chosen part; what is typed into one field is one step."""
        if self.chosen is not None and self.chosen.part is not None:
            key = f"{self.chosen}{field}" if field else ""
            self._commit(edits.with_part(self.draft, self.chosen, part), merge_key=key)

    def change_section(self, section: Section, field: str = "") -> None:
        """Replace the chosen section."""
        if self.chosen is not None and self.chosen.part is None:
            key = f"{self.chosen}{field}" if field else ""
            changed = edits.with_section(self.draft, self.chosen.section, section)
            self._commit(changed, merge_key=key)

    def add_part(self, kind: PartKind, part: Part | None = None) -> None:
        """Add a part behind the chosen one, or where parts of its kind stand."""
        part = PARTS[kind] if part is None else part
        place = self._place_for(kind_of_part(part))
        if place is None:
            self.add_section(kind, (part,))
            return
        at = Place(place.section, _behind(self.draft, place))
        self._commit_at(edits.part_inserted(self.draft, part, at), at)

    def add_section(
        self, kind: PartKind, parts: tuple[Part, ...] = (), *, repeats: int = 1
    ) -> None:
        """Add a section behind the chosen one."""
        at = len(self.draft.sections) if self.chosen is None else self.chosen.section + 1
        section = msgspec.structs.replace(new_section(kind, parts), repeats=repeats)
        if self.draft.kind is WorkoutKind.CONDITIONING:
            section = msgspec.structs.replace(section, name="")
        chosen = Place(at) if repeats > 1 else Place(at, 0)
        self._commit_at(edits.inserted(self.draft, section, at), chosen)

    def remove(self) -> None:
        """Take away what is chosen."""
        if self.chosen is None:
            return
        row = self.draft.places.index(self.chosen) if self.chosen in self.draft.places else 0
        after = edits.removed(self.draft, self.chosen)
        places = after.places
        self._commit_at(after, places[min(row, len(places) - 1)] if places else None)

    def duplicate(self) -> None:
        """Set a copy behind what is chosen."""
        if self.chosen is not None:
            self._commit_at(*edits.doubled(self.draft, self.chosen))

    def shift(self, step: int) -> None:
        """Move what is chosen up (-1) or down (1)."""
        if self.chosen is not None:
            place = self.chosen
            self._try(lambda: edits.shifted(self.draft, place, step))

    def move(self, from_row: int, before_row: int) -> None:
        """Move a row of the outline before another one."""
        place = self.draft.places[from_row]
        self._try(lambda: edits.moved(self.draft, place, before_row))

    def undo(self) -> None:
        """Take the last step back."""
        if self._history.undo():
            self._refresh()
            self.changed.emit()

    def redo(self) -> None:
        """Do again what was taken back."""
        if self._history.redo():
            self._refresh()
            self.changed.emit()

    def note_saved(self, stored: Draft, sent: Draft) -> None:
        """The hub has what was sent as `stored`; what was written since then stays unsaved."""
        now, self._history = self.draft, History(stored)
        if now != sent:
            name = stored.name if now.name == sent.name else now.name
            now = msgspec.structs.replace(now, id=stored.id, version=stored.version, name=name)
            self._history.commit(now)
        self._stored = stored
        self._refresh()
        self.changed.emit()

    def _place_for(self, kind: PartKind) -> Place | None:
        """The chosen place if such parts may stand there, else the last section of such parts."""
        sections, chosen = self.draft.sections, self.chosen
        here = None if chosen is None else self.draft.at(Place(chosen.section))
        if isinstance(here, Section) and here.kind is kind:
            return chosen
        fitting = [number for number, one in enumerate(sections) if one.kind is kind]
        return Place(fitting[-1]) if fitting else None

    def _try(self, act: Callable[[], tuple[Draft, Place]]) -> None:
        try:
            draft, place = act()
        except InvalidInputError as error:
            self.refused.emit(error)
        else:
            self._commit_at(draft, place)

    def _commit_at(self, draft: Draft, chosen: Place | None) -> None:
        self.chosen = chosen
        self._commit(draft)

    def _commit(self, draft: Draft, *, merge_key: str = "") -> None:
        self._history.commit(draft, merge_key=merge_key)
        self._refresh()
        self.changed.emit()

    def _refresh(self) -> None:
        draft = self.draft
        if self.chosen is not None and draft.at(self.chosen) is None:
            self.chosen = _first_part(draft)
        self.findings: tuple[Finding, ...] = findings(draft)
        self.profile: Profile = profile_of(draft)


def _first_part(draft: Draft) -> Place | None:
    parts = [place for place in draft.places if place.part is not None]
    return parts[0] if parts else next(iter(draft.places), None)


def _behind(draft: Draft, place: Place) -> int:
    return len(draft.sections[place.section].parts) if place.part is None else place.part + 1

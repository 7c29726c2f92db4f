"""The facilities and the machine types: lists and forms."""

from __future__ import annotations

from zoneinfo import available_timezones

from PySide6.QtWidgets import QHBoxLayout

from core.domain.equipment import EquipmentKind
from core.domain.facility import Facility
from core.domain.workout import WorkoutKind
from ui.common.drafts import NEW
from ui.common.edit_card import EditCard
from ui.common.hub_model import Phase
from ui.common.shelf_side import ShelfSide
from ui.equipment import rows
from ui.equipment.hours_text import WEEKDAYS, hours_key
from ui.equipment.machine_draft import proposed_code
from ui.equipment.rows import SUITS, FacilityRows, TypeRows
from ui.equipment.side_parts import DETAIL_PX, LOADING, remove_button
from ui.equipment.view_model import EquipmentModel
from widgets.inputs import Button
from widgets.inputs.choice import Option
from widgets.inputs.text_form import FieldKind, FieldSpec, TextForm
from widgets.tables import RowTable

_FACILITY_FIELDS = (
    FieldSpec(key="name", label="Name", longest=120, span=2),
    FieldSpec(
        key="timeZone",
        label="Time zone",
        kind=FieldKind.SUGGEST,
        options=tuple(Option(id=zone, text=zone) for zone in sorted(available_timezones())),
        hint="Europe/Stockholm",
    ),
    FieldSpec(key="turnaroundMin", label="Minutes between two sessions", hint="0", longest=5),
    FieldSpec(key="hours", label="Opening hours, all empty: always", kind=FieldKind.HEADING),
    *(
        FieldSpec(
            key=hours_key(number), label=name, hint="closed  (08:00-12:00, 14:00-22:00)", longest=80
        )
        for number, name in enumerate(WEEKDAYS, start=1)
    ),
)
_TYPE_FIELDS = (
    FieldSpec(key="name", label="Name", hint="Air bikes", longest=120),
    FieldSpec(key="unitName", label="One of them is called", hint="Air bike", longest=120),
    FieldSpec(
        key="suits",
        label="What is trained on it",
        kind=FieldKind.TOGGLES,
        options=tuple(Option(id=kind.value, text=SUITS[kind]) for kind in WorkoutKind),
        span=2,
    ),
)


class FacilitySide(ShelfSide[Facility]):
    """Facilities with their opening hours."""

    def __init__(self, model: EquipmentModel) -> None:
        self.form = TextForm(_FACILITY_FIELDS)
        self.copy = Button("Monday's hours on all days", icon_name="copy")
        self.remove = remove_button()
        card = EditCard("The chosen facility", (self.form,))
        card.head.addWidget(self.remove)
        line = QHBoxLayout()
        line.addWidget(self.copy)
        line.addStretch(1)
        card.body.insertLayout(1, line)
        table_rows = FacilityRows(model)
        column = rows.FacilityColumn
        widths: dict[int, int] = {column.ZONE: 140, column.MACHINES: 118, column.TODAY: 190}
        table = RowTable(table_rows, "Facilities", widths, wide=column.NAME)
        super().__init__(model.facilities, table_rows, table, card, DETAIL_PX)
        self._model = model
        self.proposal = self._proposed
        self.remove.clicked.connect(self.delete)
        self.copy.clicked.connect(self._on_copy)
        self.list.searched.connect(lambda _text: self.refresh())

    def refresh(self) -> None:
        """Show what the hub said last."""
        model = self._model
        words = tuple(self.list.search.text().casefold().split())
        things = model.facilities.things
        self.show_things([one for one in things if rows.found(words, one.name, one.time_zone)])
        if model.phase is Phase.READY and things:
            self.list.state.show_text("search", "No facility is found", "Look for other words.")
        else:
            action = "Add facility" if model.may_change else ""
            words_ = "Where do you train? Times are shown in the facility's zone."
            ready = ("place", "No facility yet", words_, action)
            self.list.show_state({Phase.LOADING: LOADING, Phase.READY: ready})
        self._show_card()

    def _show_card(self) -> None:
        model, facility = self._model, self.current
        is_new = self.key == NEW
        if facility is None and not is_new:
            self.card.show_nothing("place", "No facility is chosen", "Choose one on the left.")
            return
        self.form.set_read_only(is_read_only=not model.may_change)
        self.copy.setVisible(model.may_change)
        self.remove.setVisible(not is_new and model.may_change)
        if facility is None:
            self.card.show_head("New facility", "Its machines are added afterwards.")
            return
        ready, every = model.standing.get(facility.id, (0, 0))
        self.card.show_head(facility.name, f"{ready} of {every} machines are ready")

    def _proposed(self) -> dict[str, str]:
        zones = [one.time_zone for one in self._model.facilities.things]
        return {"name": "", "timeZone": zones[0] if zones else "", "turnaroundMin": "0"}

    def _on_copy(self) -> None:
        text = self.form.values[hours_key(1)]
        for number in range(2, 8):
            self.card.edited.emit(hours_key(number), text)


class TypeSide(ShelfSide[EquipmentKind]):
    """Machine types: an open list."""

    def __init__(self, model: EquipmentModel) -> None:
        self.form = TextForm(_TYPE_FIELDS)
        self.remove = remove_button()
        card = EditCard("The chosen machine type", (self.form,))
        card.head.addWidget(self.remove)
        table_rows = TypeRows(model)
        column = rows.TypeColumn
        widths: dict[int, int] = {column.UNIT: 130, column.MACHINES: 124, column.SUITS: 240}
        table = RowTable(table_rows, "Machine types", widths, wide=column.NAME)
        super().__init__(model.types, table_rows, table, card, DETAIL_PX)
        self._model = model
        self.proposal = lambda: {"suits": WorkoutKind.CONDITIONING.value}
        self.remove.clicked.connect(self.delete)
        self.list.searched.connect(lambda _text: self.refresh())

    def refresh(self) -> None:
        """Show what the hub said last."""
        model = self._model
        words = tuple(self.list.search.text().casefold().split())
        things = model.types.things
        self.show_things([one for one in things if rows.found(words, one.name, one.unit_name)])
        if model.phase is Phase.READY and things:
            self.list.state.show_text("search", "No type is found", "Look for other words.")
        else:
            action = "Add type" if model.may_change else ""
            ready = ("machine", "No machine types yet", "What is trained on here?", action)
            self.list.show_state({Phase.LOADING: LOADING, Phase.READY: ready})
        self._show_card()

    def _show_card(self) -> None:
        model, kind = self._model, self.current
        is_new = self.key == NEW
        if kind is None and not is_new:
            self.card.show_nothing("machine", "No type is chosen", "Choose one on the left.")
            return
        self.form.set_read_only(is_read_only=not model.may_change)
        self.remove.setVisible(not is_new and model.may_change)
        if kind is None:
            code = proposed_code(model.types.texts(NEW).get("name", ""))
            caption = f"In files and at the API: {code}" if code else "Such as air bikes"
            self.card.show_head("New machine type", caption)
            return
        self.card.show_head(kind.name, f"In files and at the API: {kind.code}")

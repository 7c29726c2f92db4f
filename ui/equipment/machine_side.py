"""The machines: list, form and log."""

from __future__ import annotations

from core.domain.equipment import EquipmentUnit, MaintenanceEntry, UnitState
from core.domain.user import DESKTOP_SUBJECT
from ui.common.drafts import NEW
from ui.common.edit_card import EditCard
from ui.common.hub_model import Phase
from ui.common.shelf_side import ShelfSide
from ui.equipment import rows
from ui.equipment.machine_draft import names_for
from ui.equipment.rows import STATES, MachineRows
from ui.equipment.side_parts import DETAIL_PX, LOADING, remove_button
from ui.equipment.upkeep_panel import UpkeepPanel
from ui.equipment.view_model import EquipmentModel
from widgets.inputs.choice import Choice, Option
from widgets.inputs.text_form import FieldKind, FieldSpec, TextForm
from widgets.tables import RowTable

_MACHINE_FIELDS = (
    FieldSpec(key="equipment", label="Type", kind=FieldKind.CHOICE),
    FieldSpec(key="facilityId", label="Facility", kind=FieldKind.CHOICE),
    FieldSpec(key="name", label="Name", longest=120),
    FieldSpec(
        key="state",
        label="State",
        kind=FieldKind.CHOICE,
        options=tuple(Option(id=state.value, text=text) for state, text in STATES.items()),
    ),
)
_NEW_FIELDS = (FieldSpec(key="count", label="How many", hint="1", longest=3),)


class MachineSide(ShelfSide[EquipmentUnit]):
    """Machines, with their state and their log."""

    def __init__(self, model: EquipmentModel) -> None:
        self.form, self.new_form = TextForm(_MACHINE_FIELDS), TextForm(_NEW_FIELDS)
        self.upkeep = UpkeepPanel()
        self.remove = remove_button()
        card = EditCard("The chosen machine", (self.form, self.new_form))
        card.head.addWidget(self.remove)
        card.body.insertWidget(2, self.upkeep)
        table_rows = MachineRows(model)
        column = rows.MachineColumn
        widths: dict[int, int] = {
            column.TYPE: 110,
            column.PLACE: 180,
            column.STATE: 124,
            column.UPKEEP: 108,
        }
        table = RowTable(table_rows, "Machines", widths, wide=column.NAME)
        super().__init__(model.machines, table_rows, table, card, DETAIL_PX)
        self._model = model
        self.place = Choice(name="Facility")
        self.place.setMinimumWidth(170)
        self.list.filters.addWidget(self.place)
        self.proposal = self._proposed
        self.remove.clicked.connect(self.delete)
        self.upkeep.logged.connect(self._on_logged)
        model.logged.connect(self.upkeep.settle)
        self.place.chosen.connect(lambda _id: self.refresh())
        self.list.searched.connect(lambda _text: self.refresh())

    def refresh(self) -> None:
        """Show what the hub said last."""
        model = self._model
        places = [Option(id=key, text=name) for key, name in model.facility_names.items()]
        self.place.show_options(
            [Option(id="", text="All facilities"), *places], self.place.current_id
        )
        self.place.setVisible(len(places) > 1)
        kinds = [Option(id=key, text=name) for key, name in model.kind_names.items()]
        self.form.set_options("equipment", kinds)
        self.form.set_options("facilityId", places)
        self.show_things(self._shown())
        if model.phase is Phase.READY and model.machines.things:
            self.list.state.show_text("search", "No machine is found", "Look for other words.")
        else:
            words = "Add the machines that can be reserved: several at once, numbered on."
            action = "Add machines" if model.may_change else ""
            ready = ("machine", "No machines yet", words, action)
            self.list.show_state({Phase.LOADING: LOADING, Phase.READY: ready})
        self._show_card()

    def _shown(self) -> list[EquipmentUnit]:
        model, place = self._model, self.place.current_id
        words = tuple(self.list.search.text().casefold().split())
        return [
            one
            for one in model.machines.things
            if place in ("", one.facility_id)
            and rows.found(
                words,
                one.name,
                model.kind_names.get(one.equipment, ""),
                model.facility_names.get(one.facility_id, ""),
                STATES[one.state],
            )
        ]

    def _show_card(self) -> None:
        model, unit = self._model, self.current
        is_new = self.key == NEW
        if unit is None and not is_new:
            self.card.show_nothing("machine", "No machine is chosen", "Choose one on the left.")
            return
        self.new_form.setVisible(is_new)
        self.upkeep.setVisible(not is_new)
        self.remove.setVisible(not is_new and model.may_change)
        for form in (self.form, self.new_form):
            form.set_read_only(is_read_only=not model.may_change)
        if unit is None:
            names = names_for(model.machines.texts(NEW), model.kinds, model.machines.things)
            self.form.set_hint("name", names[0] if names else "By its type, numbered on")
            told = names[0] if len(names) == 1 else f"{names[0]} to {names[-1]}" if names else ""
            self.card.show_head("New machines", told or "Choose a type; names are numbered on.")
            return
        kind = model.kind_names.get(unit.equipment, unit.equipment)
        place = model.facility_names.get(unit.facility_id, "")
        self.card.show_head(unit.name, f"{kind} · {place}")
        someone = model.me is not None and model.me.subject != DESKTOP_SUBJECT
        me = model.me.name if model.me is not None and someone else ""
        self.upkeep.show_unit(
            unit, model.today, me, may_change=model.may_change, is_busy=model.is_busy
        )

    def _proposed(self) -> dict[str, str]:
        model, current = self._model, self.list.current
        kind = current.equipment if current else model.kinds[0].code if model.kinds else ""
        places = list(model.facility_names)
        place = self.place.current_id or (places[0] if places else "")
        if current is not None and not self.place.current_id:
            place = current.facility_id
        state = UnitState.READY.value
        return {"equipment": kind, "facilityId": place, "state": state, "count": "1"}

    def _on_logged(self, entry: MaintenanceEntry) -> None:
        unit = self.current
        if unit is not None:
            self._model.log(unit, entry)

"""Machines, facilities and machine types as texts in a form, and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from core.domain.equipment import EquipmentKind, EquipmentType, EquipmentUnit, UnitState
from core.domain.facility import Facility
from core.domain.ids import FacilityId, UnitId
from core.domain.workout import WorkoutKind
from core.errors import InvalidInputError
from core.planning.place_rules import check_equipment_kind, check_equipment_unit, check_facility
from core.services.club.roster.cells import number_of
from ui.equipment import hours_text

Texts = Mapping[str, str]
Problems = dict[str, str]
Thing = TypeVar("Thing", EquipmentKind, EquipmentUnit)
MOST_AT_ONCE = 50


def facility_texts(facility: Facility) -> dict[str, str]:
    """What a form shows of a facility."""
    minutes = facility.turnaround_min
    return {
        "name": facility.name,
        "timeZone": facility.time_zone,
        "turnaroundMin": f"{minutes:g}",
        **hours_text.texts_of(facility.opening_hours),
    }


def read_facility(stored: Facility | None, texts: Texts) -> tuple[Facility | None, Problems]:
    """The facility that the texts mean, or what is wrong with them."""
    hours, problems = hours_text.read(texts)
    minutes = number_of(texts.get("turnaroundMin", "").strip() or "0")
    if minutes is None:
        problems["turnaroundMin"] = "Write a number of minutes."
    if problems or minutes is None:
        return None, problems
    facility = Facility(
        id=FacilityId("") if stored is None else stored.id,
        name=texts.get("name", "").strip(),
        time_zone=texts.get("timeZone", "").strip(),
        opening_hours=hours,
        turnaround_min=minutes,
        version=1 if stored is None else stored.version,
    )
    try:
        check_facility(facility)
    except InvalidInputError as error:
        return None, {_facility_field(facility, error.field or ""): error.message}
    return facility, {}


def unit_texts(unit: EquipmentUnit) -> dict[str, str]:
    """What a form shows of a machine."""
    return {
        "name": unit.name,
        "equipment": unit.equipment,
        "facilityId": unit.facility_id,
        "state": unit.state.value,
    }


def read_unit(stored: EquipmentUnit | None, texts: Texts) -> tuple[EquipmentUnit | None, Problems]:
    """The machine that the texts mean, or what is wrong with them."""
    unit = EquipmentUnit(
        id=UnitId("") if stored is None else stored.id,
        facility_id=FacilityId(texts.get("facilityId", "")),
        equipment=EquipmentType(texts.get("equipment", "")),
        name=texts.get("name", "").strip(),
        state=UnitState(texts.get("state") or UnitState.READY.value),
        maintenance=() if stored is None else stored.maintenance,
        version=1 if stored is None else stored.version,
    )
    checked, problems = _checked(unit, check_equipment_unit)
    if not unit.equipment:
        problems["equipment"] = "Say what kind of machine it is."
    if not unit.facility_id:
        problems["facilityId"] = "Say where it stands."
    return (None if problems else checked), problems


def count_of(texts: Texts) -> int | None:
    """How many machines are to be added at once; None if that cannot be meant."""
    number = number_of(texts.get("count", "").strip() or "1")
    if number is None or number != int(number) or not 1 <= number <= MOST_AT_ONCE:
        return None
    return int(number)


def kind_texts(kind: EquipmentKind) -> dict[str, str]:
    """What a form shows of a machine type."""
    return {
        "code": kind.code,
        "name": kind.name,
        "unitName": kind.unit_name,
        "suits": "\n".join(one.value for one in kind.suits),
    }


def read_kind(stored: EquipmentKind | None, texts: Texts) -> tuple[EquipmentKind | None, Problems]:
    """The machine type that the texts mean, or what is wrong with them."""
    name = texts.get("name", "").strip()
    code = texts.get("code", "").strip() if stored is None else stored.code
    kind = EquipmentKind(
        code=EquipmentType(code or proposed_code(name)),
        name=name,
        unit_name=texts.get("unitName", "").strip() or name,
        suits=tuple(WorkoutKind(one) for one in texts.get("suits", "").split("\n") if one),
        version=1 if stored is None else stored.version,
    )
    checked, problems = _checked(kind, check_equipment_kind)
    if not name:
        problems = {"name": "A name is missing."}
    return (None if problems else checked), problems


def proposed_code(name: str) -> str:
    """Such as AIR_BIKE for "Air bike"."""
    words = "".join(sign if sign.isalnum() and sign.isascii() else " " for sign in name.upper())
    return "_".join(words.split())[:40]


def _checked(thing: Thing, check: Callable[[Thing], None]) -> tuple[Thing | None, Problems]:
    try:
        check(thing)
    except InvalidInputError as error:
        return None, {(error.field or "").partition(".")[0]: error.message}
    return thing, {}


def _facility_field(facility: Facility, path: str) -> str:
    """The form has a field for each weekday."""
    name, _, rest = path.partition(".")
    index = rest.partition(".")[0]
    if name != "openingHours" or not index:
        return hours_text.hours_key(1) if name == "openingHours" else name
    return hours_text.hours_key(facility.opening_hours[int(index)].weekday)


def names_for(
    texts: Texts, kinds: Sequence[EquipmentKind], units: Sequence[EquipmentUnit]
) -> tuple[str, ...]:
    """What new machines are called: as typed, or numbered on: "Rower 7", "Rower 8"."""
    count = count_of(texts) or 0
    typed = texts.get("name", "").strip()
    if typed and count == 1:
        return (typed,)
    code = texts.get("equipment", "")
    noun = next((kind.unit_name for kind in kinds if kind.code == code), "")
    base = typed.rstrip("0123456789 ") or noun
    if not base:
        return ()
    taken = {one.name.casefold() for one in units if one.facility_id == texts.get("facilityId")}
    names: list[str] = []
    number = 1
    while len(names) < count:
        name = f"{base} {number}"
        if name.casefold() not in taken:
            names.append(name)
        number += 1
    return tuple(names)

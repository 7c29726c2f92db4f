"""Radios as lines: what hears, how much of it is used, and what is chosen for the next start."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from core.domain.radio import AdapterStatus, LinkCapacity, RadioState, RadioStatus
from core.domain.sensor import Sensor
from core.domain.value import Value
from core.services.desk.radio_choice import SYSTEM, RadioChoice
from core.services.desk.radio_news import radio_text
from widgets.inputs import Tone

_STATES = {
    RadioState.OFF: ("Starting", Tone.SOFT),
    RadioState.LISTENING: ("Listening", Tone.OK),
    RadioState.NO_BLUETOOTH: ("Not there", Tone.DANGER),
}


class RadioRow(Value, frozen=True, kw_only=True):
    """One receiver."""

    name: str
    title: str
    state: str
    tone: Tone
    detail: str
    """Connections and what is heard."""
    used: int = 0
    limit: int = 0
    """0: there is none, or it is not told."""
    is_short: bool = False
    trouble: str = ""
    """What happened and what to do, where something is wrong."""
    action: str = ""
    """What its button says; empty: it has none."""
    choice: str = ""
    """By which name it is chosen."""

    @property
    def spoken(self) -> str:
        """All of it, read aloud."""
        return " ".join(filter(None, (f"{self.title}: {self.state}.", self.detail, self.trouble)))


def radio_rows(
    status: RadioStatus, sensors: Iterable[Sensor], choice: RadioChoice | None
) -> tuple[RadioRow, ...]:
    """All receivers: those of this run, those that sensors name besides, those to come."""
    heard = Counter(sensor.receiver for sensor in sensors)
    names = {one.name for one in status.adapters}
    is_only = len(status.adapters) == 1 and not set(heard) - {""} - names
    rows = [
        _row(one, sum(heard.values()) if is_only else heard[one.name], choice)
        for one in status.adapters
    ]
    rows += [
        RadioRow(
            name=name,
            title=radio_text(name),
            state="Remote",
            tone=Tone.INFO,
            detail=_heard_text(count),
        )
        for name, count in sorted(heard.items())
        if name and name not in names
    ]
    return (*rows, *_to_come(choice))


def tab_text(status: RadioStatus) -> str:
    """What the tab says of all of them together."""
    lost = [one for one in status.adapters if one.state is RadioState.NO_BLUETOOTH]
    if lost:
        count = (
            f"{len(lost)} of {len(status.adapters)} not there" if len(status.adapters) > 1 else ""
        )
        return f"Radios: {count or 'no Bluetooth'}"
    return f"Radios: {status.capacity.sentence}"


def is_troubled(status: RadioStatus) -> bool:
    """Whether a radio is missing, or all together hold too little."""
    lost = any(one.state is RadioState.NO_BLUETOOTH for one in status.adapters)
    return lost or status.capacity.is_short


def _row(adapter: AdapterStatus, heard: int, choice: RadioChoice | None) -> RadioRow:
    state, tone = _STATES[adapter.state]
    capacity = adapter.capacity
    is_there = adapter.state is RadioState.LISTENING
    trouble = f"{adapter.reason} {adapter.next_step}".strip()
    if is_there and capacity.is_short and not trouble:
        trouble = capacity.sentence
    chosen = _choice_of(adapter.name, choice)
    is_leaving = choice is not None and chosen not in choice.chosen and not choice.is_forced
    if is_leaving:
        trouble = f"{trouble} Not used any more from the next start on.".strip()
    return RadioRow(
        name=adapter.name,
        title=radio_text(adapter.name),
        state=state,
        tone=Tone.WARNING if is_there and capacity.is_short else tone,
        detail=" · ".join((_capacity_text(capacity), _heard_text(heard))) if is_there else "",
        used=capacity.used,
        limit=capacity.limit or 0,
        is_short=capacity.is_short,
        trouble=trouble,
        action=_action(chosen, choice),
        choice=chosen,
    )


def _to_come(choice: RadioChoice | None) -> Iterable[RadioRow]:
    if choice is None:
        return
    for name in choice.chosen:
        if name not in choice.used:
            yield RadioRow(
                name=name,
                title=radio_text("bluetooth" if name == SYSTEM else name),
                state="From the next start",
                tone=Tone.INFO,
                detail="Plug it in, then close the program and start it again."
                if name != SYSTEM
                else "",
                action=_action(name, choice),
                choice=name,
            )


def _choice_of(name: str, choice: RadioChoice | None) -> str:
    return name if choice is not None and name in choice.used else SYSTEM


def _action(chosen: str, choice: RadioChoice | None) -> str:
    if choice is None:
        return ""
    if chosen not in choice.chosen:
        return "Keep"
    return "Remove" if len(choice.chosen) > 1 else ""


def _capacity_text(capacity: LinkCapacity) -> str:
    if capacity.limit is None:
        return f"{capacity.used} connected"
    about = "" if capacity.is_measured else "about "
    return f"{capacity.used} of {about}{capacity.limit} connections"


def _heard_text(count: int) -> str:
    return f"hears {count} sensor{'' if count == 1 else 's'}"

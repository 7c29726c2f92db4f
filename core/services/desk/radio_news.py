"""Tells once that a radio went, what to do, and once that it is back."""

from __future__ import annotations

from core.domain.radio import AdapterStatus, RadioState, RadioStatus
from core.domain.value import Value
from core.services.desk.radio_choice import dongle_number


class RadioNews(Value, frozen=True, kw_only=True):
    """One thing worth interrupting for."""

    text: str
    """A sentence and the next step."""
    is_good: bool = False


class RadioHerald:
    """Compares how the radios stood with how they stand. Begin with the first status heard."""

    def __init__(self) -> None:
        self._states: dict[str, RadioState] = {}

    def news(self, status: RadioStatus) -> RadioNews | None:
        """What happened since the last status, if anything did."""
        before, self._states = self._states, {one.name: one.state for one in status.adapters}
        gone = [one for one in status.adapters if _went(before.get(one.name), one.state)]
        back = [one for one in status.adapters if _came(before.get(one.name), one.state)]
        if gone:
            return RadioNews(text=_gone_text(gone, status))
        if back:
            names = " and ".join(radio_text(one.name) for one in back)
            verb = "is" if len(back) == 1 else "are"
            return RadioNews(text=f"{names} {verb} back. Sensors reconnect.", is_good=True)
        return None


def radio_text(name: str) -> str:
    """A radio in words."""
    number = dongle_number(name)
    if number is not None:
        return f"USB dongle {number + 1} ({name})"
    if name.startswith("hci"):
        return f"Bluetooth adapter {name}"
    return {"bluetooth": "This computer's Bluetooth", "virtual": "Virtual gym"}.get(name, name)


def short_radio_text(name: str) -> str:
    """A radio in words that fit a narrow column; empty for none."""
    number = dongle_number(name)
    if number is not None:
        return f"Dongle {number + 1}"
    return "Computer" if name == "bluetooth" else name


def _went(before: RadioState | None, now: RadioState) -> bool:
    return now is RadioState.NO_BLUETOOTH and before is not now


def _came(before: RadioState | None, now: RadioState) -> bool:
    return now is RadioState.LISTENING and before is RadioState.NO_BLUETOOTH


def _gone_text(gone: list[AdapterStatus], status: RadioStatus) -> str:
    left = [one for one in status.adapters if one.state is RadioState.LISTENING]
    steps = " ".join(dict.fromkeys(one.next_step for one in gone if one.next_step))
    if not left:
        reasons = " ".join(dict.fromkeys(one.reason for one in gone if one.reason))
        return f"{reasons} {steps}".strip()
    names = " and ".join(radio_text(one.name) for one in gone)
    stays = " and ".join(radio_text(one.name) for one in left)
    return f"{names} cannot be heard; {stays} {_goes(len(left))} on. {steps}".strip()


def _goes(count: int) -> str:
    return "goes" if count == 1 else "go"

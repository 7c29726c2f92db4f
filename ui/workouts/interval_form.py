"""One interval: how long, and what heart and machine are asked for."""

from __future__ import annotations

import msgspec

from PySide6.QtWidgets import QCheckBox, QLineEdit, QSpinBox, QWidget

from core.domain.workout import Interval
from core.planning.target_rules import (
    HEART_RATE_SHARES,
    MAX_FTP_SHARE,
    PACES_S,
    POWERS_W,
)
from ui.workouts.form_parts import PartForm, row_of, show_text
from widgets.inputs import SegmentedControl
from widgets.inputs.clock_spins import SecondsField
from widgets.inputs.spins import NumberField

_SHARE = "share"
_HEART = (("", "None"), *((str(zone), f"Z{zone}") for zone in range(1, 6)), (_SHARE, "% HRmax"))
_FTP, _WATTS, _PACE = "ftp", "watts", "pace"
_MACHINE = (("", "None"), (_FTP, "% FTP"), (_WATTS, "Watts"), (_PACE, "Pace"))
_USUAL = {_FTP: 0.9, _WATTS: 200.0, _PACE: 120.0}
_USUAL_SHARE = 0.8
_RAMP_FACTOR = {_FTP: 1.25, _WATTS: 1.25, _PACE: 0.93}
_VALUE_PX = 132
_set = msgspec.structs.replace


class IntervalForm(PartForm):
    """Name, time, target of the heart, target of the machine, ramp."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Interval", parent)
        self._interval = Interval(name="", duration_s=60)
        self.name = QLineEdit()
        self.duration = SecondsField(5, 4 * 3600, name="Duration")
        self.heart = SegmentedControl(_HEART, name="Heart rate")
        self.heart_share = NumberField("%", name="Share of HRmax")
        self.heart_share.set_scale(HEART_RATE_SHARES[0] * 100, HEART_RATE_SHARES[1] * 100, 1)
        self.machine = SegmentedControl(_MACHINE, name="Machine")
        self.values = _Values("Target")
        self.ramps = QCheckBox("Ramp to")
        self.ends = _Values("End of the ramp")
        self.add_field("name", "Name", self.name, (0, 0))
        self.add_field("durationS", "Duration", self.duration, (0, 1))
        heart = row_of([self.heart, self.heart_share])
        self.add_field("targetHeartRateShare", "Heart rate", heart, (1, 0), 2)
        machine = row_of([self.machine, *self.values.all, self.ramps, *self.ends.all])
        self.add_field("targetFtpShare", "Machine", machine, (2, 0), 2)
        self.grid.setColumnStretch(0, 2)
        self.grid.setColumnStretch(1, 1)
        self._connect()

    def show_interval(self, interval: Interval) -> None:
        """Show one."""
        self._is_showing = True
        self._interval = interval
        show_text(self.name, interval.name)
        self.duration.setValue(round(interval.duration_s))
        self.heart.choose(_heart_of(interval))
        self.heart_share.setVisible(interval.target_heart_rate_share is not None)
        self.heart_share.setValue((interval.target_heart_rate_share or _USUAL_SHARE) * 100)
        kind, value = _machine_of(interval)
        self.machine.choose(kind)
        self.values.show_value(kind, value)
        self.ramps.setVisible(bool(kind))
        self.ramps.setChecked(interval.ramps_to is not None)
        self.ends.show_value(kind if interval.ramps_to is not None else "", interval.ramps_to)
        self._is_showing = False

    def _connect(self) -> None:
        self.name.textEdited.connect(lambda text: self._change("name", name=text))
        self.duration.valueChanged.connect(
            lambda seconds: self._change("durationS", duration_s=float(seconds))
        )
        self.heart.chosen.connect(self._on_heart)
        self.heart_share.valueChanged.connect(
            lambda percent: self._change("heart", target_heart_rate_share=percent / 100)
        )
        self.machine.chosen.connect(lambda kind: self._on_machine(kind, _USUAL.get(kind)))
        self.ramps.clicked.connect(self._on_ramp)
        for kind, field in self.values.fields.items():
            field.valueChanged.connect(
                lambda _value, kind=kind: self._on_value(kind, self.values.value_of(kind))
            )
        for kind, field in self.ends.fields.items():
            field.valueChanged.connect(
                lambda _value, kind=kind: self._change("ramp", ramps_to=self.ends.value_of(kind))
            )

    def _on_heart(self, target: str) -> None:
        is_share = target == _SHARE
        zone = int(target) if target and not is_share else None
        share = (self._interval.target_heart_rate_share or _USUAL_SHARE) if is_share else None
        self._change("", target_zone=zone, target_heart_rate_share=share)

    def _on_machine(self, kind: str, value: float | None) -> None:
        if kind != _machine_of(self._interval)[0]:
            self._change("", **_target(kind, value), ramps_to=None)

    def _on_value(self, kind: str, value: float) -> None:
        self._change("machine", **_target(kind, value))

    def _on_ramp(self, is_ramp: bool) -> None:
        kind, value = _machine_of(self._interval)
        end = (value or 0.0) * _RAMP_FACTOR.get(kind, 1.0)
        self._change("", ramps_to=round(end, 2 if kind == _FTP else 0) if is_ramp else None)

    def _change(self, field: str, **changes: object) -> None:
        if not self._is_showing:
            self.edited.emit(_set(self._interval, **changes), field)


class _Values:
    """One field for each way of telling a machine what is wanted; only one is shown."""

    def __init__(self, name: str) -> None:
        share = NumberField("% FTP", name=f"{name} as share of FTP")
        share.set_scale(1, MAX_FTP_SHARE * 100, 5)
        watts = NumberField("W", name=f"{name} in watts")
        watts.set_scale(*POWERS_W, 5)
        pace = SecondsField(
            int(PACES_S[0]), int(PACES_S[1]), step_s=1, unit="/500 m", name=f"{name} as pace"
        )
        pace.setToolTip("As the machine's monitor shows it; on a bike per 1000 m")
        self.fields: dict[str, NumberField | QSpinBox] = {_FTP: share, _WATTS: watts, _PACE: pace}
        for field in self.fields.values():
            field.setFixedWidth(_VALUE_PX)

    @property
    def all(self) -> tuple[QWidget, ...]:
        """The fields."""
        return tuple(self.fields.values())

    def value_of(self, kind: str) -> float:
        """What stands in a field, in the unit of the interval."""
        value = self.fields[kind].value()
        return value / 100 if kind == _FTP else float(value)

    def show_value(self, kind: str, value: float | None) -> None:
        """Show the field of a kind with a value, and no other."""
        for own, field in self.fields.items():
            field.setVisible(own == kind and value is not None)
        if kind and value is not None:
            chosen = self.fields[kind]
            if isinstance(chosen, QSpinBox):
                chosen.setValue(round(value))
            else:
                chosen.setValue(value * 100 if kind == _FTP else value)


def _heart_of(interval: Interval) -> str:
    if interval.target_heart_rate_share is not None:
        return _SHARE
    return "" if interval.target_zone is None else str(interval.target_zone)


def _machine_of(interval: Interval) -> tuple[str, float | None]:
    if interval.target_ftp_share is not None:
        return _FTP, interval.target_ftp_share
    if interval.target_pace_s is not None:
        return _PACE, interval.target_pace_s
    if interval.target_power_w is not None:
        return _WATTS, interval.target_power_w
    return "", None


def _target(kind: str, value: float | None) -> dict[str, float | None]:
    return {
        "target_ftp_share": value if kind == _FTP else None,
        "target_power_w": value if kind == _WATTS else None,
        "target_pace_s": value if kind == _PACE else None,
    }

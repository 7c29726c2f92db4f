"""The fields of a player: who he is, his heart, and what he can do on which machine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from typing_extensions import override

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from core.domain.equipment import EquipmentKind
from core.domain.player import HeartRateMaxSource, Player
from core.domain.workout import Workout, WorkoutKind
from core.services.club.roster.fields import FieldBook
from ui.players.words import POSITIONS, SEXES, options_of
from widgets.inputs import Label, Tone
from widgets.inputs.choice import Option
from widgets.inputs.edit_form import EditForm
from widgets.inputs.text_form import FieldKind, FieldSpec, TextForm

_ESTIMATED = HeartRateMaxSource.ESTIMATED.value
_SOURCES = (
    Option(id=HeartRateMaxSource.MEASURED.value, text="Measured"),
    Option(id=_ESTIMATED, text="Estimated from age"),
)
_LINE, _CHOICE = FieldKind.LINE, FieldKind.CHOICE
_SKILLS = (
    Option(id="", text="Not rated"),
    *(Option(id=str(rating), text=str(rating)) for rating in range(1, 11)),
)
_FIELDS = (
    FieldSpec(key="firstName", label="First name"),
    FieldSpec(key="lastName", label="Last name"),
    FieldSpec(key="jerseyNumber", label="Number", hint="0 to 99", longest=2),
    FieldSpec(
        key="position",
        label="Position",
        kind=_CHOICE,
        options=options_of((key.value, text) for key, text in POSITIONS.items()),
    ),
    FieldSpec(key="team", label="Team", kind=_CHOICE),
    FieldSpec(key="birthDate", label="Birth date", hint="2005-04-23", longest=10),
    FieldSpec(
        key="sex",
        label="Sex (for the formulas)",
        kind=_CHOICE,
        options=options_of((key.value, text) for key, text in SEXES.items()),
    ),
    FieldSpec(key="massKg", label="Body mass (kg)", hint="81.5", longest=10),
    FieldSpec(key="skill", label="Skill, 1 novice to 10", kind=_CHOICE, options=_SKILLS),
    FieldSpec(key="heart", label="Heart", kind=FieldKind.HEADING),
    FieldSpec(key="heartRateMaxSource", label="Maximum comes from", kind=_CHOICE, options=_SOURCES),
    FieldSpec(key="heartRateMaxBpm", label="Maximum (bpm)", longest=5),
    FieldSpec(key="heartRateRestBpm", label="At rest (bpm)", hint="52", longest=5),
    FieldSpec(key="lthrBpm", label="At threshold (bpm)", hint="not measured", longest=5),
)
_COLUMNS = 3


class ProfileForm(TextForm):
    """Who somebody is, and his heart."""

    def __init__(self) -> None:
        super().__init__(_FIELDS, columns=_COLUMNS)

    def show_estimated(self, *, is_estimated: bool, is_read_only: bool) -> None:
        """An estimated maximum is not typed."""
        line = self.field("heartRateMaxBpm")
        if isinstance(line, QLineEdit):
            line.setReadOnly(is_estimated or is_read_only)
            line.setEnabled(not is_estimated)
            line.setToolTip("208 − 0.7 × age: true to some ±10 bpm" if is_estimated else "")
            line.setPlaceholderText("Needs the birth date" if is_estimated else "from a test")


class PerformanceForm(EditForm):
    """Thresholds by machine type and the heaviest single repetitions; follows what there is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._specs: tuple[FieldSpec, ...] = ()
        self._form = TextForm((), columns=_COLUMNS)
        self._is_read_only = False
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        hint = (
            "Empty means not measured. Intervals ask for a share of the FTP; critical power and "
            "W′ belong together."
        )
        self._layout.addWidget(Label(hint, tone=Tone.SOFT, wraps=True))
        self._layout.addWidget(self._form)

    @property
    @override
    def keys(self) -> tuple[str, ...]:
        """Of all fields."""
        return self._form.keys

    def field(self, key: str) -> QWidget:
        """The widget that takes an answer."""
        return self._form.field(key)

    def problem(self, key: str) -> str:
        """What is said to be wrong with a field."""
        return self._form.problem(key)

    def show_club(
        self,
        kinds: Sequence[EquipmentKind],
        workouts: Sequence[Workout],
        player: Player | None,
        book: FieldBook,
    ) -> None:
        """Ask for what can be measured here, and for what is known of this player besides."""
        specs = (*_machine_specs(kinds, player), *_exercise_specs(workouts, player, book))
        if specs == self._specs:
            return
        self._specs = specs
        old, self._form = self._form, TextForm(specs, columns=_COLUMNS)
        self._form.edited.connect(self.edited)
        self._form.set_read_only(is_read_only=self._is_read_only)
        self._layout.replaceWidget(old, self._form)
        old.hide()
        old.deleteLater()

    @override
    def show_values(self, values: Mapping[str, str]) -> None:
        """Show texts."""
        self._form.show_values(values)

    @override
    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Say what is wrong, each at its field."""
        self._form.show_problems(problems)

    def set_read_only(self, *, is_read_only: bool) -> None:
        """Show only, or let somebody change it."""
        self._is_read_only = is_read_only
        self._form.set_read_only(is_read_only=is_read_only)

    @override
    def focus(self, key: str) -> None:
        """Put the cursor into a field."""
        self._form.focus(key)


def _machine_specs(kinds: Sequence[EquipmentKind], player: Player | None) -> list[FieldSpec]:
    measured = set() if player is None else {*player.ftp_w, *player.critical_power_w}
    found: list[FieldSpec] = []
    for kind in kinds:
        if WorkoutKind.CONDITIONING not in kind.suits and kind.code not in measured:
            continue
        code = kind.code
        found += [
            FieldSpec(key=f"head.{code}", label=kind.name, kind=FieldKind.HEADING),
            FieldSpec(key=f"ftpW.{code}", label="FTP (W)", longest=8),
            FieldSpec(key=f"criticalPowerW.{code}", label="Critical power (W)", longest=8),
            FieldSpec(key=f"wPrimeJ.{code}", label="W′ (J)", longest=8),
        ]
    return found


def _exercise_specs(
    workouts: Sequence[Workout], player: Player | None, book: FieldBook
) -> list[FieldSpec]:
    names = {
        exercise.id: exercise.name
        for workout in workouts
        for block in workout.blocks
        for exercise in block.exercises
        if exercise.load is not None
    }
    extra = () if player is None else tuple(player.one_rep_max_kg)
    names |= {key: book.label(f"oneRepMaxKg.{key}") for key in extra if key not in names}
    if not names:
        return []
    heading = FieldSpec(
        key="head.1rm", label="Heaviest single repetition (kg)", kind=FieldKind.HEADING
    )
    fields = [
        FieldSpec(key=f"oneRepMaxKg.{key}", label=name, longest=8)
        for key, name in sorted(names.items(), key=lambda item: item[1])
    ]
    return [heading, *fields]

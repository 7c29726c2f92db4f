"""One player: numbers, heart rate over his zones, power, time in zones."""

from __future__ import annotations

from typing_extensions import override

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QWidget

from core.live.events import MedicalStatus
from core.live.state import PlayerState
from core.live.views import Quantity, TileView
from core.physiology.zones import zone_bounds_bpm
from ui.common.actions import ACTIONS, ActionId
from ui.live.choices import block_text
from ui.live.fitness_form import FitnessForm
from ui.live.fitness_words import standing_line
from ui.live.group_panel import SPAN_S, curve_since, origin_of, until_of
from ui.live.move_menu import fill_move_menu
from ui.live.removal_question import RemovalQuestion
from ui.live.totals import Figure, rating_text
from ui.live.view_model import LiveViewModel
from widgets.charts.live_chart import LiveChart
from widgets.charts.zone_bar import ZoneBars
from widgets.inputs import Button, ButtonKind, Card, ElidedLabel, Label, TextRole, Tone
from widgets.theme import current_theme

_DASH = "\N{EN DASH}"
_HEART_SPAN_BPM = 50.0
_POWER_SPAN_W = 150.0
_COLUMNS = 4
_NARROW_PX = 520
_ALWAYS = (
    "Heart rate",
    "Of maximum",
    "Power",
    "Cadence",
    "Mean heart rate",
    "Calories",
    "Load (TRIMP)",
    "W\N{PRIME} left",
)
_BODY = ("Muscle oxygen", "Haemoglobin", "Body core", "Skin")
"""Shown for who wears such a sensor."""
_RATED = ("Session RPE", "Session load")
"""Shown for who has said how hard it was."""


class PlayerPanel(Card):
    """Details of the chosen player."""

    def __init__(self, model: LiveViewModel, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._model = model
        self._name = ElidedLabel("", TextRole.HEADING)
        self.back = Button(
            "All groups",
            kind=ButtonKind.QUIET,
            icon_name="chevron-left",
            tooltip="Back to the curves of all groups",
        )
        self.move_menu = QMenu(self)
        self.move_button = Button(
            "Move to",
            kind=ButtonKind.SECONDARY,
            icon_name="forward",
            tooltip="Move this player to another session of the bundle",
        )
        self.move_button.setMenu(self.move_menu)
        self.fitness_button = Button(
            "Fitness",
            kind=ButtonKind.SECONDARY,
            icon_name="medical",
            tooltip=ACTIONS[ActionId.SAY_FITNESS].tooltip,
        )
        self.remove_button = Button(
            "Remove",
            kind=ButtonKind.SECONDARY,
            icon_name="minus",
            tooltip="Take this player out of the session; you are asked first",
        )
        self.fitness = FitnessForm(model.fitness)
        self.removal = RemovalQuestion(model.removal)
        self._where = Label("", TextRole.CAPTION, tone=Tone.SOFT)
        self._standing = ElidedLabel("", tone=Tone.WARNING)
        self.figures = {name: Figure(name) for name in (*_ALWAYS, *_BODY, *_RATED)}
        self.heart_rate = LiveChart(
            "Heart rate", "bpm", at_rest=(80, 180), least_span=_HEART_SPAN_BPM
        )
        self.power = LiveChart("Power", "W", at_rest=(0, 300), least_span=_POWER_SPAN_W)
        self.zones = ZoneBars()
        self._build()
        self.move_menu.aboutToShow.connect(self._fill_move_menu)
        self.back.clicked.connect(model.deselect)
        self.fitness_button.clicked.connect(self._on_fitness)
        self.remove_button.clicked.connect(model.removal.ask)

    def _build(self) -> None:
        unit = current_theme().space.unit
        head = QHBoxLayout()
        head.setSpacing(unit)
        head.addWidget(self._name, 1)
        for button in (self.fitness_button, self.move_button, self.remove_button, self.back):
            self.tools.addWidget(button)
        head.addLayout(self.tools)
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * unit // 2)
        for index, figure in enumerate(self.figures.values()):
            grid.addWidget(figure, index // _COLUMNS, index % _COLUMNS)
        for name in (*_BODY, *_RATED):
            self.figures[name].hide()
        self.content.addLayout(head)
        self.content.addWidget(self._where)
        self.content.addWidget(self._standing)
        self.content.addWidget(self.fitness)
        self.content.addWidget(self.removal)
        self.content.addLayout(grid)
        self.content.addWidget(self.heart_rate, 3)
        self.content.addWidget(self.power, 2)
        self.content.addWidget(Label("Time in zones", TextRole.CAPTION, tone=Tone.SOFT))
        self.content.addWidget(self.zones)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        is_narrow = self.width() < _NARROW_PX
        for button in (self.fitness_button, self.remove_button, self.back):
            button.set_icon_only(is_icon_only=is_narrow)

    def refresh(self) -> None:
        """Show the numbers of now."""
        state, tile, session = (
            self._model.selected,
            self._model.selected_tile,
            self._model.selected_state,
        )
        if state is None or tile is None or session is None:
            return
        if state.moved_to is not None and self._model.board.session(state.moved_to) is not None:
            self._model.select(state.moved_to, state.player.id)  # follow him
            return
        self._name.set_whole(f"{tile.jersey_number}  {state.player.name}")
        self.setAccessibleName(state.player.name)
        parts = (session.session.name, tile.unit_name, f"{tile.condition}".capitalize())
        who = (session.session_id, state.player.id)
        can_remove = self._model.removal.can_remove(*who)
        targets = self._model.moves.targets(session.session_id)
        self.move_button.setEnabled(bool(targets) and state.removed_at is None)
        self.remove_button.setEnabled(can_remove)
        self.fitness_button.setEnabled(self._model.fitness.can_say(*who))
        self.fitness.close_unless(who)
        self.removal.close_unless(who)
        self._show_standing(state)
        where = "  \N{MIDDLE DOT}  ".join(part for part in parts if part)
        self._where.setText("\n".join(filter(None, (where, block_text(tile.block)))))
        for name, (value, unit) in _figures(state, tile).items():
            self.figures[name].show_value(value, unit)
        for name, is_worn in _shown(state).items():
            self.figures[name].setVisible(is_worn)
        self.zones.show_seconds(state.seconds_in_zone)

    def _show_standing(self, state: PlayerState) -> None:
        line, tone = standing_line(state.medical)
        self._standing.set_whole(line)
        self._standing.set_tone(tone)
        self._standing.setVisible(bool(line))

    def ask_fitness(self, status: MedicalStatus | None) -> None:
        """Open the form for the player, with what is to be said if that is known."""
        state, session = self._model.selected, self._model.selected_state
        if state is None or session is None:
            return
        who = (session.session_id, state.player.id)
        if self._model.fitness.can_say(*who):
            self.removal.hide()
            self.fitness.ask(who, state.medical, status)

    def ask_removal(self) -> None:
        """Ask whether the player is to be taken out."""
        state, session = self._model.selected, self._model.selected_state
        if state is None or session is None:
            return
        who = (session.session_id, state.player.id)
        if self._model.removal.can_remove(*who):
            self.fitness.hide()
            self.removal.ask(who, state.player.name, session.session.name)

    def _on_fitness(self) -> None:
        self._model.fitness.ask()

    def _fill_move_menu(self) -> None:
        state, session = self._model.selected, self._model.selected_state
        if state is not None and session is not None:
            job = self._model.moves
            fill_move_menu(self.move_menu, job, session.session_id, state.player.id)

    def draw(self) -> None:
        """Draw the curves."""
        state = self._model.selected
        if state is None:
            return
        colours = current_theme().colours
        origin = origin_of(self._model)
        until_s = until_of(self._model)
        maximum = state.player.heart_rate_max_bpm
        lower = [zone_bounds_bpm(zone, maximum)[0] for zone in range(1, 6)]
        self.heart_rate.set_zone_bounds((*lower, float(maximum)))
        for chart, quantity, colour in (
            (self.heart_rate, Quantity.HEART_RATE, colours.curve_heart),
            (self.power, Quantity.POWER, colours.curve_power),
        ):
            t_s, values = self._model.board.curve(state.player.id, quantity)
            curve = curve_since(state.player.name, colour, t_s, values, origin)
            chart.draw([curve], until_s, SPAN_S)


def _figures(state: PlayerState, tile: TileView) -> dict[str, tuple[str, str]]:
    return {
        "Heart rate": (_number(tile.heart_rate_bpm), "bpm"),
        "Of maximum": (_number(tile.heart_rate_percent), "%"),
        "Power": (_number(tile.power_w), "W"),
        "Cadence": (_number(tile.cadence_per_min), "/min"),
        "Mean heart rate": (_number(state.heart_rate_mean_bpm), "bpm"),
        "Calories": (_number(tile.energy_kcal), "kcal"),
        "Load (TRIMP)": (_number(tile.trimp), ""),
        "W\N{PRIME} left": (_number(tile.w_balance_percent), "%"),
        "Muscle oxygen": (_number(tile.muscle_oxygen_percent), "%"),
        "Haemoglobin": (_number(tile.haemoglobin_g_per_dl, 1), "g/dL"),
        "Body core": (_number(tile.core_temperature_c, 1), "°C"),
        "Skin": (_number(tile.skin_temperature_c, 1), "°C"),
        "Session RPE": (rating_text(tile.session_rpe), "of 10"),
        "Session load": (_number(tile.session_load), ""),
    }


def _shown(state: PlayerState) -> dict[str, bool]:
    has_oxygen = state.body.muscle_oxygen_at is not None
    has_temperature = state.body.temperature_at is not None
    worn = dict(zip(_BODY, (has_oxygen, has_oxygen, has_temperature, has_temperature), strict=True))
    return {**worn, **dict.fromkeys(_RATED, state.session_rpe is not None)}


def _number(value: float | None, decimals: int = 0) -> str:
    return _DASH if value is None else f"{value:.{decimals}f}"

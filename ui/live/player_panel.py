"""One player: numbers, heart rate over his zones, power, time in zones."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QMenu, QWidget

from core.live.state import PlayerState
from core.live.views import Quantity, TileView
from core.physiology.zones import zone_bounds_bpm
from ui.live.group_panel import SPAN_S, curve_since, origin_of, until_of
from ui.live.move_menu import fill_move_menu
from ui.live.totals import Figure
from ui.live.view_model import LiveViewModel
from widgets.charts.live_chart import LiveChart
from widgets.charts.zone_bar import ZoneBars
from widgets.inputs import Button, ButtonKind, Card, Label, TextRole, Tone
from widgets.theme import current_theme

_DASH = "\N{EN DASH}"
_HEART_SPAN_BPM = 50.0
_POWER_SPAN_W = 150.0
_COLUMNS = 4
_BODY = ("Muscle oxygen", "Haemoglobin", "Body core", "Skin")
"""Shown for who wears such a sensor."""


class PlayerPanel(Card):
    """Details of the chosen player."""

    def __init__(self, model: LiveViewModel, parent: QWidget | None = None) -> None:
        super().__init__("Player", parent)
        self._model = model
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
        self.move_menu.aboutToShow.connect(self._fill_move_menu)
        self.tools.addWidget(self.move_button)
        self.tools.addWidget(self.back)
        self._where = Label("", TextRole.CAPTION, tone=Tone.SOFT)
        self.figures = {
            name: Figure(name)
            for name in (
                "Heart rate",
                "Of maximum",
                "Power",
                "Cadence",
                "Mean heart rate",
                "Calories",
                "Load (TRIMP)",
                "W\N{PRIME} left",
                *_BODY,
            )
        }
        for name in _BODY:
            self.figures[name].hide()
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * current_theme().space.unit // 2)
        for index, figure in enumerate(self.figures.values()):
            grid.addWidget(figure, index // _COLUMNS, index % _COLUMNS)
        self.heart_rate = LiveChart(
            "Heart rate", "bpm", at_rest=(80, 180), least_span=_HEART_SPAN_BPM
        )
        self.power = LiveChart("Power", "W", at_rest=(0, 300), least_span=_POWER_SPAN_W)
        self.zones = ZoneBars()
        self.content.addWidget(self._where)
        self.content.addLayout(grid)
        self.content.addWidget(self.heart_rate, 3)
        self.content.addWidget(self.power, 2)
        self.content.addWidget(Label("Time in zones", TextRole.CAPTION, tone=Tone.SOFT))
        self.content.addWidget(self.zones)
        self.back.clicked.connect(model.deselect)

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
        self.heading.setText(f"{tile.jersey_number}  {state.player.name}")
        self.setAccessibleName(state.player.name)
        parts = (session.session.name, tile.unit_name, f"{tile.condition}".capitalize())
        self.move_button.setEnabled(bool(self._model.moves.targets(session.session_id)))
        self._where.setText("  \N{MIDDLE DOT}  ".join(part for part in parts if part))
        for name, (value, unit) in _figures(state, tile).items():
            self.figures[name].show_value(value, unit)
        for name, is_worn in _worn(state).items():
            self.figures[name].setVisible(is_worn)
        self.zones.show_seconds(state.seconds_in_zone)

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
    }


def _worn(state: PlayerState) -> dict[str, bool]:
    has_oxygen = state.body.muscle_oxygen_at is not None
    has_temperature = state.body.temperature_at is not None
    return dict(zip(_BODY, (has_oxygen, has_oxygen, has_temperature, has_temperature), strict=True))


def _number(value: float | None, decimals: int = 0) -> str:
    return _DASH if value is None else f"{value:.{decimals}f}"

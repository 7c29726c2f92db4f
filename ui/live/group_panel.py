"""Curves of all groups side by side: heart rate and power over the session's time."""

from __future__ import annotations

import numpy as np

from PySide6.QtWidgets import QWidget

from core.live.views import Quantity
from ui.live.outcome import ended_at, mean_bpm, mean_w
from ui.live.view_model import LiveViewModel
from widgets.charts.legend import Legend
from widgets.charts.live_chart import Curve, LiveChart, Samples
from widgets.inputs import Card
from widgets.theme import current_theme

SPAN_S = 15 * 60.0
_HEART_SPAN_BPM = 50.0
_POWER_SPAN_W = 150.0


class GroupPanel(Card):
    """Means over the players with fresh data, one curve per group."""

    def __init__(self, model: LiveViewModel, parent: QWidget | None = None) -> None:
        super().__init__("Groups", parent)
        self._model = model
        self.heart_rate = LiveChart(
            "Mean heart rate", "bpm", at_rest=(80, 180), least_span=_HEART_SPAN_BPM
        )
        self.power = LiveChart("Mean power", "W", at_rest=(0, 300), least_span=_POWER_SPAN_W)
        self._heart_legend = Legend()
        for widget, stretch in ((self._heart_legend, 0), (self.heart_rate, 1), (self.power, 1)):
            self.content.addWidget(widget, stretch)

    def refresh(self) -> None:
        """Show the latest means."""
        colours = current_theme().colours.groups
        rows = []
        for index, group in enumerate(self._model.groups()):
            bpm, watts = group.heart_rate_mean_bpm, group.power_mean_w
            if group.status.is_over:
                state = self._model.states[index]
                bpm, watts = mean_bpm([state]), mean_w([state])
            parts = [
                text
                for text in (
                    f"{bpm:.0f} bpm" if bpm is not None else "",
                    f"{watts:.0f} W" if watts is not None else "",
                )
                if text
            ]
            value = "  ".join(parts) or "\N{EN DASH}"
            rows.append((group.name, colours[index % len(colours)], value))
        self._heart_legend.show_rows(rows)

    def draw(self) -> None:
        """Draw the curves."""
        origin = origin_of(self._model)
        until_s = until_of(self._model)
        colours = current_theme().colours.groups
        for chart, quantity in (
            (self.heart_rate, Quantity.HEART_RATE),
            (self.power, Quantity.POWER),
        ):
            curves = []
            for index, state in enumerate(self._model.states):
                t_s, values = self._model.board.group_curve(state.session_id, quantity)
                curves.append(
                    Curve(
                        state.session.name,
                        colours[index % len(colours)],
                        *_since(t_s, values, origin),
                    )
                )
            chart.draw(curves, until_s, SPAN_S)


def origin_of(model: LiveViewModel) -> float:
    """Instant that the time axis calls 0:00: the first start, or the present before it."""
    starts = [state.started_at for state in model.states if state.started_at is not None]
    return min(starts, default=model.now)


def until_of(model: LiveViewModel) -> float:
    """Where the time axis ends, in its own seconds: now, or the end of the last session."""
    end = ended_at(model.states)
    return max((model.now if end is None else end) - origin_of(model), 0.0)


def _since(t_s: Samples, values: Samples, origin: float) -> tuple[Samples, Samples]:
    """Times counted from `origin`; what was up to then is left out."""
    first = int(np.searchsorted(t_s, origin, side="right"))
    return t_s[first:] - origin, values[first:]


def curve_since(name: str, colour: str, t_s: Samples, values: Samples, origin: float) -> Curve:
    """A curve with times counted from `origin`."""
    return Curve(name, colour, *_since(t_s, values, origin))

"""A curve over the session's time, with heart-rate zones as bands behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from typing_extensions import override

import pyqtgraph as pg
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from widgets.charts.legend import line_style
from widgets.inputs import Label, TextRole, Tone
from widgets.inputs.time_text import clock_text
from widgets.theme import current_theme, font

_BAND_ALPHA = 46
_BAND_FONT_PX = 11
_CLOCK_STEPS_S = (10, 15, 30, 60, 120, 180, 300, 600, 1200, 3600)
_VALUE_STEPS = (5, 10, 20, 25, 50, 100, 200, 500)
_MARGIN_SHARE = 0.08
_LINE_PX = 2.0
_LEAST_S = 60.0
"""The time axis never shows less, so that the first seconds do not race."""

Samples = np.ndarray[tuple[int], np.dtype[np.float64]]


@dataclass(frozen=True, eq=False)
class Curve:
    """Values over time; NaN is a gap."""

    name: str
    colour: str
    t_s: Samples
    """On the chart's own axis: seconds since the session began."""
    values: Samples


class LiveChart(QWidget):
    """Draws curves when told to; never by itself, so hidden charts cost nothing.

    Args:
        title: What is drawn.
        unit: Unit of the values.
        at_rest: What the value axis shows while there is nothing to draw.
        least_span: The value axis never shows less than this, so that noise stays small.
        parent: Its owner.
    """

    def __init__(
        self,
        title: str,
        unit: str,
        *,
        at_rest: tuple[float, float],
        least_span: float,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._unit = unit
        self._at_rest = at_rest
        self._least_span = least_span
        self._items: list[pg.PlotDataItem] = []
        self._bands: list[pg.LinearRegionItem] = []
        self._bounds: tuple[float, ...] = ()
        self._title = Label(f"{title}, {unit}", TextRole.CAPTION, tone=Tone.SOFT)
        self._value = Label("", TextRole.CAPTION)
        self._plot = pg.PlotWidget(
            axisItems={"bottom": _ClockAxis("bottom"), "left": _ValueAxis("left")}
        )
        self._view: Any = self._plot.getViewBox()  # untyped, and its methods vary
        self._plot.setMouseEnabled(x=False, y=False)
        self._plot.setMenuEnabled(False)
        self._plot.hideButtons()
        self._plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._plot.setFrameShape(self._plot.Shape.NoFrame)
        self._plot.setAccessibleName(f"{title} over time")
        self.setAccessibleName(f"{title} over time")
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self._value)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(head)
        layout.addWidget(self._plot, 1)
        self._dress()

    @property
    def curve_count(self) -> int:
        """Curves drawn at present."""
        return sum(1 for item in self._items if item.isVisible())

    def set_zone_bounds(self, bounds: Sequence[float]) -> None:
        """Lower bounds of zones 1 to 5 and the top of zone 5; empty for no bands."""
        if tuple(bounds) != self._bounds:
            self._bounds = tuple(bounds)
            self._show_bands()

    def draw(self, curves: Sequence[Curve], until_s: float, span_s: float) -> None:
        """Show curves for the last `span_s` seconds before `until_s`."""
        while len(self._items) < len(curves):
            item = self._plot.plot(connect="finite", skipFiniteCheck=False)
            item.setClipToView(True)
            self._items.append(item)
        for index, item in enumerate(self._items):
            item.setVisible(index < len(curves))
            if index < len(curves):
                curve = curves[index]
                item.setPen(_pen(curve.colour, index))
                item.setData(curve.t_s, curve.values)
        start_s = max(until_s - span_s, 0.0)
        self._view.setXRange(start_s, max(until_s, start_s + _LEAST_S), padding=0)
        self._fit(curves, start_s)
        self._value.setText(self._latest(curves))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._dress()

    def _latest(self, curves: Sequence[Curve]) -> str:
        if not any(len(curve.values) for curve in curves):
            return "No data yet"
        if len(curves) != 1 or not len(curves[0].values) or np.isnan(curves[0].values[-1]):
            return ""
        return f"{curves[0].values[-1]:.0f} {self._unit}"

    def _fit(self, curves: Sequence[Curve], start_s: float) -> None:
        shown = [curve.values[curve.t_s >= start_s] for curve in curves]
        values = np.concatenate(shown) if shown else np.empty(0)
        values = values[np.isfinite(values)]
        if not len(values):
            self._view.setYRange(*self._at_rest, padding=0)
            return
        low, high = float(values.min()), float(values.max())
        missing = max(self._least_span - (high - low), 0.0)
        margin = max(high - low, self._least_span) * _MARGIN_SHARE
        bottom = max(low - missing / 2 - margin, 0.0)
        top = max(high + margin, bottom + self._least_span)
        self._view.setYRange(bottom, top, padding=0)

    def _show_bands(self) -> None:
        for band in self._bands:
            self._view.removeItem(band)
        self._bands = [
            self._band(zone, low, high)
            for zone, (low, high) in enumerate(
                zip(self._bounds, self._bounds[1:], strict=False), start=1
            )
        ]

    def _band(self, zone: int, low: float, high: float) -> pg.LinearRegionItem:
        fill = QColor(current_theme().zone_fill(zone))
        fill.setAlpha(_BAND_ALPHA)
        band = pg.LinearRegionItem(
            values=(low, high),
            orientation="horizontal",
            brush=fill,
            pen=pg.mkPen(None),
            movable=False,
        )
        band.setZValue(-10)
        label = pg.InfLineLabel(
            band.lines[0],
            f"Z{zone}",
            position=0.02,
            anchors=[(0, 1), (0, 1)],
            color=current_theme().colours.text_soft,
        )
        label.setFont(font(_BAND_FONT_PX))
        self._view.addItem(band, ignoreBounds=True)
        return band

    def _dress(self) -> None:
        theme = current_theme()
        colours = theme.colours
        self._plot.setBackground(colours.surface)
        for name in ("left", "bottom"):
            axis = self._plot.getAxis(name)
            axis.setPen(pg.mkPen(colours.line))
            axis.setTextPen(pg.mkPen(colours.text_soft))
            axis.setStyle(tickFont=font(theme.type_px.caption - 1), tickLength=-4)
        self._plot.getAxis("left").setWidth(36)
        self._show_bands()
        self._plot.showGrid(x=False, y=True, alpha=0.15)


class _ClockAxis(pg.AxisItem):
    """Seconds written as minutes and seconds."""

    @override
    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        return [clock_text(value) for value in values]

    @override
    def tickSpacing(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, float]]:
        return _steps(maxVal - minVal, size, _CLOCK_STEPS_S, least_px=56)


class _ValueAxis(pg.AxisItem):
    """Round values, never crowded."""

    @override
    def tickSpacing(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, float]]:
        return _steps(maxVal - minVal, size, _VALUE_STEPS, least_px=30)


def _steps(
    span: float, size: float, steps: Sequence[int], *, least_px: float
) -> list[tuple[float, float]]:
    """The smallest step whose ticks stand at least `least_px` apart."""
    for step in steps:
        if span / step <= max(size / least_px, 1):
            return [(step, 0)]
    return [(steps[-1], 0)]


def _pen(colour: str, index: int) -> pg.QtGui.QPen:
    return pg.mkPen(colour, width=_LINE_PX, style=line_style(index))

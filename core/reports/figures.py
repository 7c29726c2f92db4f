"""Line charts as SVG text: bands, areas, lines, ticks. Only numbers go in, never names."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

INK = "#1F2933"
GRID = "#C9CED6"
_MAX_POINTS = 720


def thinned(values: NDArray[np.float64], points: int = _MAX_POINTS) -> NDArray[np.float64]:
    """Means over equal stretches, so that a line has at most so many points; gaps stay gaps."""
    step = max(math.ceil(len(values) / points), 1)
    if step == 1:
        return values
    padded = np.concatenate((values, np.full(-len(values) % step, np.nan))).reshape(-1, step)
    count = np.sum(~np.isnan(padded), axis=1)
    sums = np.nansum(padded, axis=1)
    return np.where(count > 0, sums / np.maximum(count, 1), np.nan)


class Chart:
    """A chart of something over seconds.

    Args:
        width_pt: Outer width, in points.
        height_pt: Outer height, in points.
        seconds: Right end of the time axis; the left end is 0.
        low: Lower end of the value axis.
        high: Upper end of the value axis.
        sides_pt: Room for numbers at the left and words at the right.
    """

    def __init__(
        self,
        *,
        width_pt: float,
        height_pt: float,
        seconds: float,
        low: float,
        high: float,
        sides_pt: tuple[float, float] = (20.0, 4.0),
    ) -> None:
        self._width, self._height = width_pt, height_pt
        self._seconds = max(seconds, 1.0)
        self._low, self._high = low, max(high, low + 1.0)
        self._left, self._right = sides_pt[0], width_pt - sides_pt[1]
        self._top, self._bottom = 4.0, height_pt - 11.0
        self._parts: list[str] = []

    def band(self, start: float, end: float, low: float, high: float, fill: str) -> None:
        """A shaded rectangle; its outline keeps it visible in black and white."""
        x, y = self._x(start), self._y(high)
        width, height = self._x(end) - x, self._y(low) - y
        if width > 0 and height > 0:
            self._parts.append(
                f'<rect x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}" '
                f'fill="{fill}" stroke="#8A94A0" stroke-width="0.4"/>'
            )

    def level(self, value: float, label: str = "") -> None:
        """A horizontal grid line with its number."""
        y = self._y(value)
        self._parts.append(
            f'<line x1="{self._left:.2f}" y1="{y:.2f}" x2="{self._right:.2f}" y2="{y:.2f}" '
            f'stroke="{GRID}" stroke-width="0.4"/>'
        )
        self._text(self._left - 3, y + 2.2, label, "end")

    def word(self, value: float, text: str) -> None:
        """A word at the right of the chart, at the height of a value."""
        self._text(self._right + 3, self._y(value) + 2.2, text, "start")

    def segment(self, start: float, end: float, value: float) -> None:
        """A horizontal piece of a dashed line on a white ground: a target."""
        y = f"{self._y(value):.2f}"
        place = f'x1="{self._x(start):.2f}" y1="{y}" x2="{self._x(end):.2f}" y2="{y}"'
        self._parts.append(
            f'<line {place} stroke="#FFFFFF" stroke-width="2.2"/>'
            f'<line {place} stroke="{INK}" stroke-width="1.1" stroke-dasharray="3.5 2"/>'
        )

    def line(self, values: NDArray[np.float64], *, width: float = 1.0, ink: str = INK) -> None:
        """A line through the values, one a second; it breaks at NaN."""
        data = "".join(f"M{' '.join(piece)}" for piece in self._pieces(values))
        if data:
            self._parts.append(
                f'<path d="{data}" fill="none" stroke="{ink}" stroke-width="{width}" '
                'stroke-linejoin="round" stroke-linecap="round"/>'
            )

    def area(self, values: NDArray[np.float64], *, fill: str) -> None:
        """The area under the values, one a second; it breaks at NaN."""
        bottom = f"{self._y(self._low):.2f}"
        for piece in self._pieces(values):
            first, last = piece[0].split(",")[0], piece[-1].split(",")[0]
            self._parts.append(
                f'<path d="M{first},{bottom} L{" ".join(piece)} L{last},{bottom} Z" fill="{fill}"/>'
            )

    def minutes(self) -> None:
        """The time axis, with about six numbers."""
        total = self._seconds / 60
        step = next((s for s in (1, 2, 5, 10, 15, 20, 30) if total / s <= 7), 60)  # noqa: PLR2004
        for minute in range(0, math.floor(total) + 1, step):
            x = self._x(minute * 60)
            self._parts.append(
                f'<line x1="{x:.2f}" y1="{self._bottom:.2f}" x2="{x:.2f}" '
                f'y2="{self._bottom + 2:.2f}" stroke="{INK}" stroke-width="0.5"/>'
            )
            self._text(x, self._bottom + 9, str(minute), "middle")

    def svg(self) -> str:
        """The whole chart."""
        axis = (
            f'<path d="M{self._left:.2f},{self._top:.2f} V{self._bottom:.2f} '
            f'H{self._right:.2f}" fill="none" stroke="{INK}" stroke-width="0.6"/>'
        )
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self._width:g} '
            f'{self._height:g}" width="{self._width:g}" height="{self._height:g}" '
            f'font-family="Roboto" font-size="6.5" fill="{INK}">{"".join(self._parts)}{axis}</svg>'
        )

    def _x(self, second: float) -> float:
        share = min(max(second / self._seconds, 0.0), 1.0)
        return self._left + share * (self._right - self._left)

    def _y(self, value: float) -> float:
        share = min(max((value - self._low) / (self._high - self._low), 0.0), 1.0)
        return self._bottom - share * (self._bottom - self._top)

    def _text(self, x: float, y: float, text: str, anchor: str) -> None:
        if text:
            self._parts.append(
                f'<text x="{x:.2f}" y="{y:.2f}" text-anchor="{anchor}">{text}</text>'
            )

    def _pieces(self, values: NDArray[np.float64]) -> list[Sequence[str]]:
        """Runs of points without a gap, as "x,y"; a lone point gets a length."""
        thin = thinned(values)
        step = math.ceil(len(values) / len(thin)) if len(thin) else 1
        pieces: list[list[str]] = []
        is_open = False
        for index, value in enumerate(thin.tolist()):
            if math.isnan(value):
                is_open = False
                continue
            if not is_open:
                pieces.append([])
                is_open = True
            x = self._x((index + 0.5) * step)
            pieces[-1].append(f"{x:.1f},{self._y(value):.1f}")
        return [piece if len(piece) > 1 else piece * 2 for piece in pieces]

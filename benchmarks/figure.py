"""One measured figure beside its peer or limit."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """`ratio` is value / peer in the same run; it is good when it is at most `limit`."""

    name: str
    value: float
    unit: str
    peer: str
    peer_value: float
    limit: float

    @property
    def ratio(self) -> float:
        return self.value / self.peer_value

    @property
    def is_good(self) -> bool:
        return self.ratio <= self.limit


def table(figures: list[Figure]) -> str:
    """As people read it."""
    header = ("figure", "measured", "against", "ratio", "at most", "")
    rows = [
        (
            figure.name,
            f"{figure.value:.4g} {figure.unit}",
            f"{figure.peer} {figure.peer_value:.4g} {figure.unit}",
            f"{figure.ratio:.3g}",
            f"{figure.limit:.3g}",
            "ok" if figure.is_good else "SHORT",
        )
        for figure in figures
    ]
    widths = [max(len(row[column]) for row in [header, *rows]) for column in range(len(header))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in [header, *rows]
    )

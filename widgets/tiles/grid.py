"""Where tiles stand: the same place as long as the wall keeps its size, since eyes learn it."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF

GAP_PX = 6
_MIN_WIDTH_PX = 122
_RATIO = 0.62
"""Height of a tile as a share of its width, when there is a choice."""
_TALLEST_RATIO = 1.1
_LOWEST_PX = 84


def column_count(tiles: int, width: float) -> int:
    """Columns for a number of tiles: as many as fit, then evened out over the rows."""
    if tiles <= 0:
        return 1
    fit = max(int((width + GAP_PX) // (_MIN_WIDTH_PX + GAP_PX)), 1)
    rows = math.ceil(tiles / min(fit, tiles))
    return math.ceil(tiles / rows)


def wanted_height(tiles: int, width: float) -> int:
    """Height at which all tiles are readable at this width."""
    if tiles <= 0:
        return 0
    columns = column_count(tiles, width)
    rows = math.ceil(tiles / columns)
    tile_width = (width - GAP_PX * (columns - 1)) / columns
    return round(rows * max(tile_width * _RATIO, _LOWEST_PX) + GAP_PX * (rows - 1))


def tile_rects(tiles: int, width: float, height: float) -> list[QRectF]:
    """One rectangle per tile, row by row."""
    if tiles <= 0:
        return []
    columns = column_count(tiles, width)
    rows = math.ceil(tiles / columns)
    tile_width = (width - GAP_PX * (columns - 1)) / columns
    tile_height = min((height - GAP_PX * (rows - 1)) / rows, tile_width * _TALLEST_RATIO)
    return [
        QRectF(
            (index % columns) * (tile_width + GAP_PX),
            (index // columns) * (tile_height + GAP_PX),
            tile_width,
            tile_height,
        )
        for index in range(tiles)
    ]

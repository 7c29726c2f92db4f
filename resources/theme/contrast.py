"""How well one colour reads on another (WCAG 2.2)."""

from __future__ import annotations

from functools import cache

_MID_LINEAR = 0.03928
"""Where the sRGB curve turns from a line into a power (WCAG 2.2, relative luminance)."""


@cache
def contrast_ratio(one: str, other: str) -> float:
    """Contrast of two colours, `#RRGGBB`, after WCAG 2.2: 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable_ink(fill: str, dark: str, light: str) -> str:
    """Whichever of two inks is easier to read on a fill."""
    return dark if contrast_ratio(dark, fill) >= contrast_ratio(light, fill) else light


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    if channel <= _MID_LINEAR:
        return channel / 12.92
    return float(((channel + 0.055) / 1.055) ** 2.4)

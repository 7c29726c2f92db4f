"""Themes as values: colours, spacing, type scale, zone colours."""

from __future__ import annotations

import tomllib
from enum import StrEnum
from functools import cache

import msgspec

from core.domain.value import Value
from resources.theme import tokens_text
from resources.theme.contrast import readable_ink


class ThemeName(StrEnum):
    """The themes there are."""

    DARK = "dark"
    LIGHT = "light"
    HIGH_CONTRAST = "high-contrast"


class Space(Value, frozen=True, kw_only=True, rename=None):
    """Lengths in px."""

    unit: int
    radius: int
    control: int
    rail: int


class TypeScale(Value, frozen=True, kw_only=True, rename=None):
    """Font sizes in px."""

    display: int
    title: int
    heading: int
    body: int
    caption: int


class ZoneColours(Value, frozen=True, kw_only=True, rename=None):
    """Fills of heart-rate zones 0 to 5, and the two inks that may stand on them."""

    fills: tuple[str, str, str, str, str, str]
    no_data: str
    ink_dark: str
    ink_light: str


class Colours(Value, frozen=True, kw_only=True, rename=None):
    """Colours by meaning, as `#RRGGBB`."""

    is_dark: bool
    check: str
    """Name of the tick drawn on the accent colour."""
    window: str
    surface: str
    raised: str
    sunken: str
    line: str
    line_strong: str
    text: str
    text_soft: str
    text_faint: str
    accent: str
    accent_hover: str
    on_accent: str
    accent_text: str
    accent_soft: str
    focus: str
    ok: str
    ok_soft: str
    warning: str
    warning_soft: str
    danger: str
    danger_soft: str
    danger_fill: str
    danger_hover: str
    on_danger: str
    info: str
    info_soft: str
    curve_heart: str
    curve_power: str
    groups: tuple[str, str, str, str, str, str, str, str]
    """One per parallel session, apart from the zone colours and for colour-blind eyes too."""


class Theme(Value, frozen=True, kw_only=True):
    """Everything that decides how the window looks."""

    name: ThemeName
    colours: Colours
    space: Space
    type_px: TypeScale
    zones: ZoneColours

    def zone_fill(self, zone: int | None) -> str:
        """The colour of a zone; the no-data colour for None."""
        return self.zones.no_data if zone is None else self.zones.fills[zone]

    def ink_on(self, fill: str) -> str:
        """Black or white, whichever is easier to read on a fill."""
        return readable_ink(fill, self.zones.ink_dark, self.zones.ink_light)


class _Tokens(msgspec.Struct, frozen=True, kw_only=True):
    space: Space
    type: TypeScale
    zones: ZoneColours
    themes: dict[ThemeName, Colours]


@cache
def load_theme(name: ThemeName | str) -> Theme:
    """Read a theme from the token file.

    Raises:
        ValueError: There is no theme of that name.
        msgspec.ValidationError: The token file lacks something.
    """
    tokens = msgspec.convert(tomllib.loads(tokens_text()), type=_Tokens)
    theme_name = ThemeName(name)
    return Theme(
        name=theme_name,
        colours=tokens.themes[theme_name],
        space=tokens.space,
        type_px=tokens.type,
        zones=tokens.zones,
    )


@cache
def blend(one: str, other: str, share: float) -> str:
    """A colour between two: `share` of the first, the rest of the second."""
    mixed = (
        round(int(one[at : at + 2], 16) * share + int(other[at : at + 2], 16) * (1 - share))
        for at in (1, 3, 5)
    )
    return "#" + "".join(f"{channel:02X}" for channel in mixed)

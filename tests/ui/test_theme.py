import pytest

from PySide6.QtWidgets import QApplication

from resources.icons import icon_path
from widgets.inputs import Button
from widgets.theme import ThemeName, apply_theme, contrast_ratio, current_theme, icon, load_theme
from widgets.theme.tokens import blend

_TEXT_MINIMUM = 4.5
_READ_ON = ("window", "surface", "raised")
_TEXTS = ("text", "text_soft", "accent_text", "ok", "warning", "danger", "info")


@pytest.mark.parametrize("name", list(ThemeName))
@pytest.mark.parametrize("text", _TEXTS)
def test_that_every_text_colour_can_be_read_on_every_surface(name: ThemeName, text: str):
    colours = load_theme(name).colours
    for ground in _READ_ON:
        assert contrast_ratio(getattr(colours, text), getattr(colours, ground)) >= _TEXT_MINIMUM


@pytest.mark.parametrize("name", list(ThemeName))
def test_that_words_on_filled_buttons_can_be_read(name: ThemeName):
    colours = load_theme(name).colours
    assert contrast_ratio(colours.on_accent, colours.accent) >= _TEXT_MINIMUM
    assert contrast_ratio(colours.on_danger, colours.danger_fill) >= _TEXT_MINIMUM


@pytest.mark.parametrize("zone", range(6))
def test_that_the_ink_on_a_zone_can_be_read(zone: int):
    theme = load_theme(ThemeName.DARK)
    fill = theme.zone_fill(zone)
    assert contrast_ratio(theme.ink_on(fill), fill) >= _TEXT_MINIMUM


def test_that_an_unknown_theme_is_refused():
    with pytest.raises(ValueError, match="sepia"):
        load_theme("sepia")


def test_that_a_blend_lies_between_its_two_colours():
    assert blend("#000000", "#FFFFFF", 0.5) == "#808080"


def test_that_switching_the_theme_tints_icons_anew(qapp: QApplication, qtbot):
    button = Button("Start", icon_name="play")
    qtbot.addWidget(button)
    before = button.icon().cacheKey()
    apply_theme(qapp, load_theme(ThemeName.LIGHT))
    assert current_theme().name is ThemeName.LIGHT
    assert button.icon().cacheKey() != before


@pytest.mark.parametrize(
    "path", sorted(icon_path("play").parent.glob("*.svg")), ids=lambda p: p.stem
)
def test_that_every_icon_draws_something(path, qapp: QApplication):
    image = icon(path.stem, "#FFFFFF").pixmap(24, 24).toImage()
    drawn = sum(
        image.pixelColor(x, y).alpha() > 0
        for x in range(image.width())
        for y in range(image.height())
    )
    assert drawn > 8

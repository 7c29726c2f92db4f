import msgspec
import pytest

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from core.domain.equipment import ROWING
from core.domain.ids import PlayerId, SessionId
from core.live.views import TileCondition, TileView
from widgets.theme import ThemeName, apply_theme, load_theme
from widgets.tiles.face import MainNumber, face_of
from widgets.tiles.grid import column_count, tile_rects, wanted_height
from widgets.tiles.wall import TileWall

LIVE = TileView(
    player_id=PlayerId("player-007"),
    session_id=SessionId("session-1"),
    jersey_number=7,
    name="Lindqvist",
    unit_name="Rower 3",
    equipment=ROWING,
    condition=TileCondition.LIVE,
    heart_rate_bpm=152,
    heart_rate_age_s=0.4,
    zone=3,
    zone_fill=0.6,
    heart_rate_percent=78.4,
    power_w=241.6,
    cadence_per_min=28.0,
    target_zone=4,
    target_power_w=250.0,
    w_balance_percent=71.0,
    energy_kcal=312.0,
    trimp=34.0,
)
THEME = load_theme(ThemeName.DARK)


def changed(**fields) -> TileView:
    return msgspec.structs.replace(LIVE, **fields)


@pytest.mark.requirement(28, 67)
def test_that_a_live_tile_says_number_zone_and_target():
    face = face_of(LIVE, MainNumber.HEART_RATE, THEME)
    assert (face.jersey, face.name, face.unit) == ("7", "Lindqvist", "Rower 3")
    assert (face.main, face.main_unit, face.second) == ("152", "bpm", "242 W  ·  78 %")
    assert (face.zone, face.target_zone, face.fill) == (3, 4, THEME.zone_fill(3))
    assert face.spoken == "7 Lindqvist, Rower 3: 152 beats per minute, zone 3, target zone 4"


def test_that_the_wall_can_show_power_instead():
    face = face_of(LIVE, MainNumber.POWER, THEME)
    assert (face.main, face.main_unit, face.second) == ("242", "W", "152 bpm  ·  78 %")


def test_that_a_live_tile_shows_oxygen_and_core_temperature_of_who_is_measured():
    both = changed(muscle_oxygen_percent=54.4, core_temperature_c=38.27)
    face = face_of(both, MainNumber.HEART_RATE, THEME)
    assert face.second == "242 W  ·  O₂ 54 %"
    assert face.spoken.endswith("muscle oxygen 54 percent, core temperature 38.3 degrees")
    warm = changed(power_w=None, core_temperature_c=38.27)
    assert face_of(warm, MainNumber.HEART_RATE, THEME).second == "38.3 °C  ·  78 %"


def test_that_a_stale_number_is_struck_out_and_tells_its_age():
    face = face_of(
        changed(condition=TileCondition.STALE, heart_rate_age_s=4.2), MainNumber.HEART_RATE, THEME
    )
    assert (face.main, face.second, face.is_struck) == ("152", "4 s old", True)
    assert face.zone is None
    assert face.edge == THEME.zone_fill(3)


def test_that_a_lost_sensor_shows_a_dash_on_a_hatched_tile():
    face = face_of(
        changed(
            condition=TileCondition.LOST, heart_rate_bpm=None, zone=None, heart_rate_age_s=65.0
        ),
        MainNumber.HEART_RATE,
        THEME,
    )
    assert (face.main, face.second, face.is_hatched, face.mark) == (
        "–",
        "No signal 1:05",
        True,
        "strap",
    )


@pytest.mark.parametrize(
    ("condition", "mark", "words"),
    [
        (TileCondition.WAITING, "strap", "Waiting for strap"),
        (TileCondition.PAUSED, "pause", "Paused"),
        (TileCondition.DONE, "check", "Done  ·  load 34"),
        (TileCondition.REMOVED, "close", "Left the session"),
    ],
)
def test_that_every_other_condition_has_a_mark_and_words(condition, mark, words):
    face = face_of(changed(condition=condition), MainNumber.HEART_RATE, THEME)
    assert (face.mark, face.second) == (mark, words)
    assert words in face.spoken


def test_that_a_paused_tile_is_paler_than_a_live_one():
    live = face_of(LIVE, MainNumber.HEART_RATE, THEME)
    paused = face_of(changed(condition=TileCondition.PAUSED), MainNumber.HEART_RATE, THEME)
    assert paused.fill != live.fill
    assert paused.zone == live.zone


@pytest.mark.parametrize("tiles", [1, 5, 6, 8, 18, 24])
@pytest.mark.parametrize("width", [320, 840, 1400])
def test_that_tiles_stay_inside_their_widget_and_apart(tiles, width):
    rects = tile_rects(tiles, width, wanted_height(tiles, width))
    assert len(rects) == tiles
    for index, rect in enumerate(rects):
        assert rect.left() >= 0
        assert rect.right() <= width + 0.01
        assert not any(rect.intersects(other) for other in rects[index + 1 :])
    assert column_count(tiles, width) * rects[0].width() <= width + 0.01


@pytest.fixture
def wall(qtbot) -> TileWall:
    wall = TileWall("Players of Rowing Group A")
    qtbot.addWidget(wall)
    wall.resize(840, 120)
    wall.show_tiles(
        [changed(player_id=PlayerId(f"player-{at}"), jersey_number=at) for at in range(1, 13)]
    )
    wall.show()
    return wall


def test_that_arrow_keys_move_between_tiles_and_enter_chooses(qtbot, wall: TileWall):
    columns = column_count(12, wall.width())
    wall.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Up):
        qtbot.keyClick(wall, key)
    assert wall.focused_index == 0
    qtbot.keyClick(wall, Qt.Key.Key_Down)
    with qtbot.waitSignal(wall.player_chosen) as chosen:
        qtbot.keyClick(wall, Qt.Key.Key_Return)
    assert chosen.args == [f"player-{columns + 1}"]


def test_that_a_click_chooses_the_player_under_it(qtbot, wall: TileWall):
    with qtbot.waitSignal(wall.player_chosen) as chosen:
        qtbot.mouseClick(wall, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    assert chosen.args == ["player-1"]


def test_that_the_wall_speaks_the_tile_in_focus(wall: TileWall):
    wall.setFocus()
    wall.show_tiles([changed(heart_rate_bpm=171, zone=4)])
    assert (
        "171 beats per minute, zone 4" in f"{wall.accessibleName()} {wall.accessibleDescription()}"
    )


def test_that_only_the_changed_tile_is_painted_again(qtbot, wall: TileWall, monkeypatch):
    repainted: list[int] = []
    monkeypatch.setattr(wall, "_repaint", repainted.append)
    views = list(wall._crowd.views)
    views[4] = msgspec.structs.replace(views[4], heart_rate_bpm=160)
    wall.show_tiles(views)
    assert repainted == [4]


@pytest.mark.parametrize("condition", list(TileCondition))
@pytest.mark.parametrize("theme", list(ThemeName))
def test_that_every_condition_paints_in_every_theme(qapp: QApplication, qtbot, condition, theme):
    apply_theme(qapp, load_theme(theme))
    wall = TileWall("All")
    qtbot.addWidget(wall)
    wall.resize(180, 140)
    wall.show_tiles([changed(condition=condition)])
    wall.show_sparks({LIVE.player_id: (0.1, float("nan"), 0.5, 0.9)})
    picture = QPixmap(wall.size())
    wall.render(picture)
    image = picture.toImage()
    colours = {image.pixelColor(x, y).name() for x in range(180) for y in range(140)}
    assert len(colours) > 4


def test_that_a_theme_switch_changes_the_faces(qapp: QApplication, wall: TileWall):
    waiting = changed(condition=TileCondition.WAITING)
    wall.show_tiles([waiting])
    before = wall.faces[0].fill
    apply_theme(qapp, load_theme(ThemeName.LIGHT))
    assert wall.faces[0].fill != before


def test_that_machines_are_shortened_on_all_tiles_of_a_wall_or_on_none(qtbot):
    wall = TileWall("Players")
    qtbot.addWidget(wall)
    short = [changed(player_id=PlayerId(f"p{at}"), name="Ek") for at in range(6)]
    wall.show_tiles(short)
    wall.resize(830, 120)
    wall.show()
    assert not wall.is_unit_short
    long = changed(player_id=PlayerId("long"), name="Delacroix-Hart")
    wall.show_tiles([*short[:4], long])
    assert wall.is_unit_short

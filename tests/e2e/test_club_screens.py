"""The club's screens in the real window, at a desk with a real hub of its own."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from app.settings import Settings
from core.domain.player import Player
from tests.helpers.real_desktop import started_desktop, window_of
from tests.helpers.real_window import Trainer, play, seated_trainer
from tests.helpers.waiting import until
from tests.helpers.windows import dressed
from ui.common.hub_model import Phase
from ui.equipment.page import EquipmentPage
from ui.players.page import PlayersPage
from ui.roster.page import RosterPage
from ui.roster.view_model import Step
from ui.shell.pages import PageName
from ui.shell.window import MainWindow
from ui.welcome.page import WelcomePage

__all__ = ["dressed"]

pytestmark = pytest.mark.timeout(150)
ROSTER = """No;Name;Pos;Born;Sex;Weight (kg);Max HR;Rest HR
91;Elin Åström;F;2006-02-11;F;68,5;197;51
92;Sara Lind;D;2005-07-30;F;71;;54
93;Maja Ros;F;23.13.2004;F;66;195;49
"""


@pytest.mark.requirement(11)
def test_that_a_club_is_created_filled_and_mended_at_its_first_start(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scene() -> None:
        settings = Settings(home=tmp_path / "home")
        async with started_desktop(settings):
            window = await window_of(MainWindow)
            await until(lambda: window.current_page is PageName.WELCOME, "a club is offered", 40)
            page = cast("WelcomePage", window.page(PageName.WELCOME))
            await until(page.buttons[1].isEnabled, "the hub has said that it is empty")
            page.buttons[1].click()
            for field, text in (("teamName", "Lights"), ("facilityName", "Rink gym")):
                line_of(page.form.form.field(field)).setText(text)
            page.form.form.field("timeZone").setCurrentText("Europe/Stockholm")
            line_of(page.form.machines.field("machines.ROWING")).setText("2")
            page.form.make_and_import.click()
            await until(lambda: window.current_page is PageName.ROSTER, "on with the roster", 20)
            await import_roster(window, tmp_path)
            await until(lambda: window.current_page is PageName.PLAYERS, "to the players")
            players = cast("PlayersPage", window.page(PageName.PLAYERS))
            await until(lambda: len(players.rows.rows) == 2, "they are in the list")
            names = [row.player.name for row in players.rows.rows]
            assert names == ["Elin Åström", "Sara Lind"]
            window.go_to(PageName.EQUIPMENT)
            gym = cast("EquipmentPage", window.page(PageName.EQUIPMENT))
            await until(lambda: len(gym.machines.list.rows.rows) == 2, "the rowers are there")

    play(qapp, scene)


async def import_roster(window: MainWindow, folder: Path) -> None:
    """Choose, match, skip what cannot be read, write."""
    page = cast("RosterPage", window.page(PageName.ROSTER))
    await until(lambda: page.model.phase is Phase.READY, "the teams are known")
    (folder / "roster.csv").write_bytes(ROSTER.encode("cp1252"))
    page.file.chosen.emit(folder / "roster.csv")
    await until(lambda: page.model.step is Step.COLUMNS, "the file is read", 20)
    page.on.click()
    assert page.model.preview is not None
    assert [row.number for row in page.model.preview.rows if row.is_blocked] == [4]
    page.rows.skip.click()
    await until(page.on.isEnabled, "the rest can be written", 20)
    page.on.click()
    await until(lambda: page.model.step is Step.DONE, "they are written", 20)
    assert "2 added" in page.done.state.accessibleName()
    page.on.click()


@pytest.mark.requirement(20)
def test_that_players_are_changed_restricted_deleted_and_brought_back_at_the_hub(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with seated_trainer(tmp_path / "home") as trainer:
            trainer.window.go_to(PageName.PLAYERS)
            page = cast("PlayersPage", trainer.window.page(PageName.PLAYERS))
            await until(lambda: len(page.rows.rows) > 0, "the players are there", 20)
            await change_mass(trainer, page)
            await restrict(trainer, page)
            await delete_and_bring_back(trainer, page)
            await meet_somebody_else(trainer, page)

    play(qapp, scene)


async def at_hub(trainer: Trainer, player: Player) -> Player:
    """A player as the hub has him."""
    everybody = await trainer.desk.link.club.everybody()
    return next(one for one in everybody if one.id == player.id)


async def change_mass(trainer: Trainer, page: PlayersPage) -> None:
    """Typed, saved by keys, undone by keys."""
    page.table.selectRow(0)
    first = page.rows.rows[0].player
    trainer.type_over(line_of(page.card.profile.field("massKg")), "77,5")
    QTest.keyClick(page, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: page.model.undo is not None, "it is saved")
    assert (await at_hub(trainer, first)).mass_kg == 77.5
    QTest.keyClick(page, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    await until(lambda: page.rows.rows[0].player.mass_kg == first.mass_kg, "it is as before")
    await until(lambda: not page.model.is_busy, "all is done")


async def restrict(trainer: Trainer, page: PlayersPage) -> None:
    """Entered by the form; the gate knows it at once."""
    first = page.rows.rows[0].player
    page.card.show_tab("medical")
    await trainer.click(page.medical.add)
    page.medical.form.field("bodyPart").setCurrentText("groin")
    page.medical.form.edited.emit("severity", "stop")
    await trainer.click(page.medical.save)
    await until(lambda: bool(page.medical.cards), "it is in the list")
    restrictions = await trainer.desk.link.restrictions()
    assert [one.body_part for one in restrictions if one.player_id == first.id] == ["groin"]
    await until(lambda: page.rows.rows[0].severity == "stop", "the list says so")
    await until(lambda: not page.model.is_busy, "all is done")


async def delete_and_bring_back(trainer: Trainer, page: PlayersPage) -> None:
    """With the restriction that was entered."""
    first = page.rows.rows[0].player
    page.deeds.save_photo(first, PNG)
    await until(lambda: page.rows.rows[0].player.photo is not None, "the picture is kept")
    await until(lambda: not page.model.is_busy, "all is done")
    count = len(page.rows.rows)
    page.table.setFocus()
    await trainer.click(page.card.remove)
    await until(lambda: len(page.rows.rows) == count - 1, "gone")
    await until(lambda: not page.model.is_busy, "all is done")
    await trainer.click(page.side.undone.button)
    await until(lambda: len(page.rows.rows) == count, "back")
    await until(lambda: not page.model.is_busy, "all is done")
    assert await trainer.desk.link.club.photo(first.id) == PNG
    restrictions = await trainer.desk.link.restrictions()
    assert [one.body_part for one in restrictions if one.player_id == first.id] == ["groin"]


async def meet_somebody_else(trainer: Trainer, page: PlayersPage) -> None:
    """What another desk changed meanwhile is told and kept."""
    page.card.show_tab("profile")
    page.table.selectRow(1)
    second = page.rows.rows[1].player
    trainer.type_over(line_of(page.card.profile.field("massKg")), "80")
    await trainer.desk.link.club.change_player(second.id, {"skill": 9})
    page.card.save.click()
    await until(lambda: "changed this meanwhile" in page.banner.text, "it is told")
    await until(lambda: page.card.profile.values["skill"] == "9", "and shown")
    await until(lambda: not page.model.is_busy, "all is done")
    page.card.save.click()
    await until(lambda: page.rows.rows[1].player.mass_kg == 80, "saved over it")
    assert (await at_hub(trainer, second)).skill == 9


def line_of(widget: object) -> QLineEdit:
    """A field that is a line."""
    assert isinstance(widget, QLineEdit)
    return widget


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63606060"
    "00000004000123d5f0d80000000049454e44ae426082"
)

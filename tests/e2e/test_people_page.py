"""People and the audit log in the real window, at a desk with a real hub of its own."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any, cast

import aiohttp
import pytest

from PySide6.QtWidgets import QApplication

from core.domain.user import Role
from tests.helpers.hub_clients import Api, connected
from tests.helpers.real_window import Trainer, play, seated_trainer
from tests.helpers.waiting import until
from tests.helpers.windows import dressed
from ui.people.audit_rows import Column
from ui.people.page import PeoplePage
from ui.shell.pages import PageName

__all__ = ["dressed"]

pytestmark = pytest.mark.timeout(150)
TOKEN = "/api/v1/auth/token"


@pytest.mark.requirement(71)
def test_that_a_person_comes_in_gets_another_role_and_goes_and_the_log_tells_it(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with seated_trainer(tmp_path / "home") as trainer, aiohttp.ClientSession() as http:
            trainer.window.go_to(PageName.PEOPLE)
            page = cast("PeoplePage", trainer.window.page(PageName.PEOPLE))
            outside = Api(http, trainer.desk.hub.address.url)
            sign_in = await add_tom(trainer, page)
            outside.token = (await outside.ok("POST", TOKEN, sign_in))["accessToken"]
            async with connected(outside.url, outside.token) as device:
                await see_him_here(page)
                await send_him_away(trainer, page)
                await device.named("training:device:signed_out")
            assert (await outside.call("POST", TOKEN, sign_in))[0] == 401
            await take_it_back(trainer, page)
            await outside.ok("POST", TOKEN, sign_in)
            await read_of_it(trainer, page)
            await keep_it(trainer, page, tmp_path / "audit")

    play(qapp, scene)


async def add_tom(trainer: Trainer, page: PeoplePage) -> dict[str, str]:
    """By the form; his password is on the screen."""
    card = page.people.invite
    await until(card.isVisible, "people can be added")
    trainer.type_over(card.name, "Tom Ek")
    trainer.type_over(card.login, "tom")
    await trainer.click(card.add)
    await until(lambda: page.people_model.issued is not None, "a password was drawn")
    sign_in = {"login": "tom", "password": page.people.password.password.text()}
    await trainer.click(page.people.password.done)
    await until(lambda: tom(page) is not None, "he is in the list")
    assert page.people.current == tom(page), "and chosen"
    return sign_in


def tom(page: PeoplePage) -> Any:
    """As the list shows him."""
    return next((one for one in page.people.rows.rows if one.login == "tom"), None)


async def see_him_here(page: PeoplePage) -> None:
    """The list says that he is connected."""
    page.people_model.reload()
    await until(lambda: tom(page).is_connected, "he is shown as connected")


async def send_him_away(trainer: Trainer, page: PeoplePage) -> None:
    """Another role, which can be taken back; then the question, and yes."""
    card = page.people.card
    card.role.chosen.emit(Role.OBSERVER)
    await until(lambda: tom(page).role is Role.OBSERVER, "he observes")
    await trainer.click(card.deactivate)
    await trainer.click(card.yes)
    await until(lambda: tom(page).disabled_at is not None, "he is deactivated")


async def take_it_back(trainer: Trainer, page: PeoplePage) -> None:
    """Undo lets him in again."""
    await trainer.click(page.people.undone.button)
    await until(lambda: tom(page).disabled_at is None, "he may come in again")


async def read_of_it(trainer: Trainer, page: PeoplePage) -> None:
    """The log tells it, the newest first, and what was before and after."""
    page.show_side("audit")
    rows = page.audit_model.rows
    await until(lambda: rows.rowCount() > 0, "the log is there")
    bar = page.audit.bar
    bar.search.setText("tom ek")
    await until(lambda: page.audit_model.wanted.text == "tom ek", "it is looked for")
    await until(lambda: not page.audit_model.is_loading, "it is found")
    told = [rows.text(row, Column.WHAT) for row in range(rows.rowCount())]
    assert told[-2:] == ["Person changed", "Person saved"]
    assert told.count("Person changed") == 3
    page.audit.table.selectRow(rows.rowCount() - 2)
    (change,) = page.audit.detail.rows.rows
    assert (change.field, change.before, change.after) == ("Role", "trainer", "observer")


async def keep_it(trainer: Trainer, page: PeoplePage, folder: Path) -> None:
    """The lines that are looked for as a file."""
    page.audit._folder = lambda: folder
    await trainer.click(page.audit.bar.export)
    await until(lambda: any(folder.glob("*.csv")), "the file is written")
    lines = lines_of(folder)
    assert len(lines) == page.audit_model.rows.rowCount()
    assert {line["who"] for line in lines} <= {"The hub's desk", "Tom Ek", "Unknown"}


def lines_of(folder: Path) -> list[dict[str, str]]:
    """Of the one file."""
    (path,) = folder.glob("*.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))

"""The main job by mouse and keyboard: real window, real hub, real virtual Bluetooth link."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import garmin_fit_sdk
import msgspec
import pypdf
import pytest

from PySide6.QtWidgets import QApplication

from app.demo import Demo
from core.domain.equipment import SKI_ERG
from core.domain.session import DistributionStrategy, SessionStatus
from tests.helpers.hub_clients import API, signed_in
from tests.helpers.real_window import Trainer, play, seated_trainer
from tests.helpers.waiting import until
from tests.helpers.windows import dressed
from ui.common.actions import ActionId
from ui.live.view_model import Phase as LivePhase
from ui.planner.draft import draft_of
from ui.planner.places import Step
from ui.planner.view_model import Phase
from ui.shell.pages import PageName

__all__ = ["dressed"]

LIMIT_S = 60.0

pytestmark = pytest.mark.timeout(150)


@pytest.mark.requirement(2, 6, 25, 115)
def test_that_a_bundle_is_planned_run_and_exported_by_clicks_alone(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with seated_trainer(tmp_path / "home") as trainer:
            await plan_three_groups(trainer)
            await run_to_the_end(trainer)
            await export(trainer, tmp_path / "report")

    play(qapp, scene)


async def plan_three_groups(trainer: Trainer) -> None:
    """Configure, distribute evenly, create; the hub then has it all."""
    wizard = await trainer.open_wizard()
    await trainer.click(wizard.footer.next_button)
    evenly = wizard.body.groups.tools.distribute_buttons[DistributionStrategy.AUTOMATIC]
    await trainer.click(evenly)
    await trainer.click(wizard.footer.next_button)
    assert wizard.model.step is Step.REVIEW
    assert wizard.footer.next_button.text() == "Create All Sessions"
    await trainer.click(wizard.footer.next_button)
    live = trainer.live
    await until(lambda: live.model.phase is LivePhase.OPEN, "the bundle is live", LIMIT_S)

    assert trainer.window.current_page is PageName.LIVE
    assert trainer.desk.floor.bundle is not None
    assert live.model.title == "Team Conditioning"
    assert sum(len(live.model.tiles(state.session_id)) for state in live.model.states) == 18
    page = await trainer.desk.link.bundles()
    (listed,) = page.items
    assert (listed.session_count, listed.player_count) == (3, 18)
    bundle = await trainer.desk.link.bundle(listed.id)
    assert len({one.player_id for item in bundle.sessions for one in item.assignments}) == 18
    reserved = await trainer.desk.link.reservations(listed.id)
    assert len({reservation.unit_id for reservation in reserved}) == 18


async def run_to_the_end(trainer: Trainer) -> None:
    """Start, pause, resume, end with the second click; the hub follows each."""
    desk, live = trainer.desk, trainer.live
    bundle = desk.floor.bundle
    assert bundle is not None
    demo = Demo(desk, trainer.gym)
    await demo.take_up(bundle.id)
    assert await demo.connect() == 36
    buttons = live.quick_actions.buttons

    for action, status in (
        (ActionId.START_ALL, SessionStatus.IN_PROGRESS),
        (ActionId.PAUSE_ALL, SessionStatus.PAUSED),
        (ActionId.RESUME_ALL, SessionStatus.IN_PROGRESS),
    ):
        await trainer.click(buttons[action])
        await until_all(trainer, status)
        assert await trainer.statuses_at_the_hub(bundle) == {status}
    sessions = [item.id for item in bundle.sessions]
    await until(
        lambda: desk.floor.board.totals(sessions).sensors_live == 18, "all hearts beat", LIMIT_S
    )

    await trainer.click(buttons[ActionId.END_ALL])
    assert await trainer.statuses_at_the_hub(bundle) == {SessionStatus.IN_PROGRESS}
    await trainer.click(live.quick_actions.confirm)
    await until_all(trainer, SessionStatus.COMPLETED)
    assert await trainer.statuses_at_the_hub(bundle) == {SessionStatus.COMPLETED}


async def until_all(trainer: Trainer, status: SessionStatus) -> None:
    await until(
        lambda: {state.status for state in trainer.live.model.states} == {status},
        f"the window shows {status}",
        LIMIT_S,
    )


async def export(trainer: Trainer, folder: Path) -> None:
    """Name a folder, write; all files are whole."""
    live = trainer.live
    await trainer.click(live.quick_actions.buttons[ActionId.EXPORT])
    trainer.type_over(live.quick_actions.folder.field, str(folder))
    await trainer.click(live.quick_actions.folder.write)
    assert live.model.export.is_running
    await until(lambda: not live.model.export.is_running, "the files are written", LIMIT_S)
    assert live.banner.isHidden(), live.banner.text
    check_files(folder)


def check_files(folder: Path) -> None:
    written = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    fits = [name for name in written if name.endswith(".fit")]
    assert len(fits) == 18
    assert set(written) == {*fits, "team.pdf", "players.csv", "summary.json"}
    for name in fits:
        stream = garmin_fit_sdk.Stream.from_file(str(folder / name))
        assert garmin_fit_sdk.Decoder(stream).read()[1] == []
    players = json.loads((folder / "summary.json").read_text())["sessions"]
    assert sum(len(session["players"]) for session in players) == 18
    table = (folder / "players.csv").read_text(encoding="utf-8-sig")
    assert len(list(csv.reader(io.StringIO(table)))) == 19
    text = "".join(page.extract_text() for page in pypdf.PdfReader(folder / "team.pdf").pages)
    assert "Team Conditioning" in text


@pytest.mark.requirement(12, 20)
def test_that_what_somebody_took_meanwhile_is_said_at_the_step_where_it_can_be_mended(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with seated_trainer(tmp_path) as trainer:
            wizard = await trainer.open_wizard()
            await trainer.click(wizard.body.configure.auto_distribute)
            await trainer.click(wizard.footer.next_button)
            await trainer.click(wizard.footer.next_button)
            await take_a_ski_erg(trainer)

            await trainer.click(wizard.footer.next_button)
            await until(lambda: wizard.model.phase is Phase.EDITING, "the hub has answered")
            await until(lambda: wizard.body.notice.text, "the refusal is said")
            assert trainer.window.current_page is PageName.WIZARD
            assert wizard.model.step is Step.GROUPS
            skis = next(
                index
                for index, group in enumerate(plan_of(trainer).groups)
                if group.equipment == SKI_ERG
            )
            assert wizard.model.invalid_field == f"sessions.{skis}.playerIds"
            sentence = wizard.body.notice.text
            assert "Ski" in sentence
            assert sentence.count(".") == 1, "a sentence; the next steps are buttons"
            assert len((await trainer.desk.link.bundles()).items) == 0, "nothing by half"

            # The plan is still there, and what would go is one click away.
            await take_the_way_out(trainer)

    play(qapp, scene)


@pytest.mark.requirement(121)
def test_that_a_time_that_the_hub_proposes_is_one_click_away(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with seated_trainer(tmp_path) as trainer:
            wizard = await trainer.open_wizard()
            card = wizard.body.configure.time_card
            await trainer.click(card.find_button)
            await until(lambda: card.tiles, "the hub has proposed times", LIMIT_S)
            assert len(card.tiles) == 5
            wizard.body.configure.ensureWidgetVisible(card.tiles[1])
            await trainer.click(card.tiles[1])
            slot = card.tiles[1].slot
            plan = plan_of(trainer)
            assert (plan.day, f"{plan.start:%H:%M}") == (slot.start_date, slot.start_time)
            editor = wizard.model.editor
            assert editor is not None
            assert [one.text for one in editor.review.problems] == []

    play(qapp, scene)


def plan_of(trainer: Trainer):
    editor = trainer.wizard.model.editor
    assert editor is not None
    return editor.plan


async def take_a_ski_erg(trainer: Trainer) -> None:
    """A stranger books a ski erg for that hour, for a player whom the wizard does not know."""
    common = json.loads(msgspec.json.encode(draft_of(plan_of(trainer)).common_properties))
    address = trainer.desk.hub.address
    async with signed_in(address.url, address.secret) as api:
        players = await api.ok("GET", f"{API}/players")
        newcomer = {**players[0], "id": "", "lastName": "Newcomer", "jerseyNumber": 77}
        added = await api.ok("POST", f"{API}/players", newcomer)
        session = {"name": "Alone", "equipment": "SKI_ERG", "playerIds": [added["id"]]}
        await api.ok("POST", f"{API}/sessions", {"commonProperties": common, "session": session})


async def take_the_way_out(trainer: Trainer) -> None:
    wizard = trainer.wizard
    shown = [one for one in wizard.body.notice.fix_buttons if one.isVisible()]
    later, fewer = shown
    assert later.text().startswith("Start ")
    assert fewer.text().startswith("Leave out ")
    await trainer.click(fewer)
    await trainer.click(wizard.footer.next_button)
    await trainer.click(wizard.footer.next_button)
    await until(
        lambda: trainer.window.current_page is PageName.LIVE, "the bundle is planned", LIMIT_S
    )
    page = await trainer.desk.link.bundles()
    assert [item.player_count for item in page.items] == [17]

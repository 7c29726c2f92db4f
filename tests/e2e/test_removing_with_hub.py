"""A player taken out by clicks in the real window: the real hub knows, and his machine is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from PySide6.QtWidgets import QApplication

from core.domain.session import DistributionStrategy
from core.live.events import PlayerKicked
from core.live.views import TileCondition
from tests.helpers.real_window import Trainer, play, seated_trainer
from tests.helpers.waiting import until
from tests.helpers.windows import dressed
from ui.common.actions import ActionId
from ui.live.view_model import Phase

__all__ = ["dressed"]

_LIMIT_S = 40.0

pytestmark = pytest.mark.timeout(150)


@pytest.mark.requirement(54, 56, 67)
def test_that_a_player_is_taken_out_by_two_clicks_and_machines_are_counted(
    qapp: QApplication, tmp_path: Path
) -> None:
    async def scene() -> None:
        async with seated_trainer(tmp_path / "home") as trainer:
            await _plan_and_start(trainer)
            await _take_out(trainer)

    play(qapp, scene)


async def _plan_and_start(trainer: Trainer) -> None:
    wizard = await trainer.open_wizard()
    await trainer.click(wizard.footer.next_button)
    evenly = wizard.body.groups.tools.distribute_buttons[DistributionStrategy.AUTOMATIC]
    await trainer.click(evenly)
    for _ in ("review", "create"):
        await trainer.click(wizard.footer.next_button)
    live = trainer.live
    await until(lambda: live.model.phase is Phase.OPEN, "the bundle is live", _LIMIT_S)
    await trainer.click(live.quick_actions.buttons[ActionId.START_ALL])
    await until(
        lambda: all(state.status.is_running for state in live.model.states), "all run", _LIMIT_S
    )


async def _take_out(trainer: Trainer) -> None:
    live = trainer.live
    state = live.model.states[0]
    gone, session_id = next(iter(state.players.values())), state.session_id
    kind = state.session.equipment
    await until(lambda: live.model.use.kinds, "the machines are known", _LIMIT_S)
    before = next(one for one in live.model.use.kinds if one.equipment == kind)
    assert len(before.in_use) == len(state.players)
    assert gone.unit_name in before.in_use

    live.model.select(session_id, gone.player.id)
    live.refresh_all()
    assert live.overview.panels is not None
    panel = live.overview.panels.player
    assert panel is not None
    await trainer.click(panel.remove_button)
    await trainer.click(panel.removal.remove)

    def condition() -> TileCondition:
        return live.model.board.tile(session_id, gone.player.id).condition

    await until(lambda: condition() is TileCondition.REMOVED, "his tile says so", _LIMIT_S)
    log = await trainer.desk.link.recording(session_id)
    (kick,) = (one.event for one in log if isinstance(one.event, PlayerKicked))
    assert kick.player_id == gone.player.id
    after = next(one for one in live.model.use.kinds if one.equipment == kind)
    assert gone.unit_name in after.kept, "his machine stays reserved until the session ends"
    assert (len(after.in_use), after.free) == (len(before.in_use) - 1, before.free)

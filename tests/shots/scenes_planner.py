"""Wizard and session list in their states, ready to be looked at or clicked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from core.domain.equipment import ROWING, SKI_ERG
from core.domain.ids import BundleId, PlayerId
from core.domain.session import DistributionStrategy, SessionStatus
from core.errors import UnavailableError
from tests.helpers.desk_fakes import FakeDesk
from tests.helpers.sample_club import NOW, PLAYERS, make_bundle
from ui.planner.page import BulkWizard
from ui.planner.places import Step
from ui.sessions.page import SessionsPage


def wizard(step: Step = Step.CONFIGURE, desk: FakeDesk | None = None) -> BulkWizard:
    """The wizard on a step, as it begins."""
    page = BulkWizard((desk or FakeDesk()).services())
    page.model.load()
    page.model.go_to(step)
    return page


def wizard_board() -> BulkWizard:
    """Half of the players placed by hand, one of them refused."""
    page = wizard(Step.GROUPS)
    editor = page.model.editor
    assert editor is not None
    ids = [PlayerId(f"player-{number:03d}") for number in range(1, 19)]
    editor.move(ids[0:2] + ids[5:9], 0)
    editor.move(ids[9:12], 1)
    editor.move([ids[3]], 2)
    page.body.groups.unassigned.select_ids([ids[12], ids[13]])
    return page


def wizard_conflict() -> BulkWizard:
    """Rowers are held by others, a group is over capacity, a player is busy."""
    desk = FakeDesk()
    desk.link.store(
        make_bundle(
            starts_at=NOW.replace(hour=8, minute=0),
            player_ids=[PlayerId("player-001"), PlayerId("player-016")],
        )
    )
    page = wizard(Step.CONFIGURE, desk)
    editor = page.model.editor
    assert editor is not None
    editor.set_start(NOW.replace(hour=9, minute=30).time())
    editor.move([PlayerId(f"player-{number:03d}") for number in (1, 2, 3, 5, 6, 7)], 0)
    page.model.go_to(Step.GROUPS)
    return page


def wizard_review() -> BulkWizard:
    """Everybody placed, to be kept as a template."""
    page = wizard(Step.GROUPS)
    editor = page.model.editor
    assert editor is not None
    editor.distribute(DistributionStrategy.SKILL_BASED)
    editor.set_template(saves=True)
    page.model.go_to(Step.REVIEW)
    return page


def wizard_eight() -> BulkWizard:
    """Eight groups on the board."""
    page = wizard(Step.CONFIGURE)
    editor = page.model.editor
    assert editor is not None
    editor.set_count(8)
    editor.distribute(DistributionStrategy.RANDOM)
    page.model.go_to(Step.GROUPS)
    return page


def sessions_list() -> SessionsPage:
    """Bundles in every state, one of them asked about."""
    desk = FakeDesk(page_size=7)
    hour = timedelta(hours=1)
    everybody = [player.id for player in PLAYERS[:6]]
    states = (
        ("Team Conditioning", 26 * hour, SessionStatus.SCHEDULED, SKI_ERG),
        ("Morning Row", 3 * hour, SessionStatus.SCHEDULED, ROWING),
        ("Power hour", -0.3 * hour, SessionStatus.IN_PROGRESS, ROWING),
        ("Recovery after Saturday's game", -20 * hour, SessionStatus.COMPLETED, SKI_ERG),
        ("Team Conditioning", -70 * hour, SessionStatus.COMPLETED, ROWING),
        ("Test day", -120 * hour, SessionStatus.FORCE_ENDED, ROWING),
        ("Goalkeepers", -170 * hour, SessionStatus.CANCELLED, SKI_ERG),
        ("Camp", -300 * hour, SessionStatus.COMPLETED, ROWING),
    )
    for number, (name, away, status, equipment) in enumerate(states):
        bundle = make_bundle(
            f"bundle-{number}",
            name=name,
            starts_at=NOW.replace(minute=0) + away,
            status=status,
            player_ids=everybody,
            equipment=equipment,
        )
        desk.link.store(bundle)
    page = SessionsPage(desk.services())
    page.model.reload()
    page.model.ask_to_delete(BundleId("bundle-4"))
    return page


def sessions_empty() -> SessionsPage:
    """A club that never planned anything."""
    page = SessionsPage(FakeDesk().services())
    page.model.reload()
    return page


def sessions_failed() -> SessionsPage:
    """The hub does not answer."""
    desk = FakeDesk()
    desk.link.failure = UnavailableError(
        "The hub does not answer.", suggested_action="Check that it is running, then try again."
    )
    page = SessionsPage(desk.services())
    page.model.reload()
    return page


SCENES: dict[str, Callable[[], QWidget]] = {
    "wizard-1-configure": wizard,
    "wizard-2-board": wizard_board,
    "wizard-2-conflict": wizard_conflict,
    "wizard-2-eight-groups": wizard_eight,
    "wizard-3-review": wizard_review,
    "sessions-list": sessions_list,
    "sessions-empty": sessions_empty,
    "sessions-failed": sessions_failed,
}

"""Wizard and session list in their states, ready to be looked at or clicked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from core.domain.equipment import ROWING, SKI_ERG
from core.domain.ids import BundleId, PlayerId, UserId
from core.domain.session import DistributionStrategy, SessionStatus
from core.domain.user import Role, Trainer
from core.errors import StaleError, UnavailableError
from tests.helpers.desk_fakes import FakeDesk
from tests.helpers.planning_fakes import make_template
from tests.helpers.proposed_times import proposed_times
from tests.helpers.refusals import UNITS_TAKEN
from tests.helpers.sample_club import NOW, PLAYERS, make_bundle
from ui.planner.page import BulkWizard
from ui.planner.places import Step
from ui.planner.ways_out import notice_of
from ui.sessions.page import SessionsPage

TRAINERS = (
    Trainer(id=UserId("trainer-001"), name="Kim Berg", role=Role.TRAINER),
    Trainer(id=UserId("trainer-002"), name="Jonna Karlsson", role=Role.TRAINER),
)


def wizard(step: Step = Step.CONFIGURE, desk: FakeDesk | None = None) -> BulkWizard:
    """The wizard on a step, as it begins."""
    page = BulkWizard((desk or FakeDesk()).services())
    page.model.load()
    page.model.go_to(step)
    return page


def wizard_starts() -> BulkWizard:
    """Templates, last week's training, and a plan that was left unfinished."""
    desk = FakeDesk()
    desk.link.templates.kept = (
        make_template("3-Station Parallel"),
        make_template("Goalkeepers and defence", tags=("strength",)),
        make_template("Test day: four stations, two rounds with everybody"),
        make_template("Recovery"),
    )
    for number, name in enumerate(("Team Conditioning", "Morning Row", "Power hour"), start=1):
        starts_at = NOW.replace(minute=0) - timedelta(days=2 * number)
        players = [player.id for player in PLAYERS[: 3 + number]]
        status = SessionStatus.COMPLETED
        desk.link.store(
            make_bundle(
                f"bundle-{number}",
                name=name,
                starts_at=starts_at,
                status=status,
                player_ids=players,
            )
        )
    left = wizard(Step.GROUPS, desk)
    assert left.model.editor is not None
    left.model.editor.distribute(DistributionStrategy.SKILL_BASED)
    left.deleteLater()
    return wizard(Step.CONFIGURE, desk)


def wizard_swap() -> BulkWizard:
    """Two players locked, one waits for the other half of a swap, a group led elsewhere."""
    desk = FakeDesk()
    desk.link.club.club_trainers = TRAINERS
    page = wizard(Step.GROUPS, desk)
    editor = page.model.editor
    assert editor is not None
    editor.distribute(DistributionStrategy.POSITION)
    editor.toggle_locks([editor.plan.groups[0].player_ids[0], editor.plan.groups[1].player_ids[2]])
    editor.set_group_trainer(2, TRAINERS[1].id)
    board = page.body.groups
    board.columns[2].chips.select_ids([editor.plan.groups[2].player_ids[1]])
    board.board.ask_to_swap()
    board.columns[2].workout_button.click()
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


def wizard_times() -> BulkWizard:
    """Five times proposed, the plan at one of them."""
    desk = FakeDesk()
    desk.link.slots.proposals = proposed_times()
    page = wizard(Step.CONFIGURE, desk)
    page.body.configure.time_card.find_wanted.emit()
    page.body.configure.time_card.chosen.emit(desk.link.slots.proposals.slots[0])
    page.body.configure.verticalScrollBar().setValue(10_000)
    return page


def wizard_refused() -> BulkWizard:
    """Somebody else was faster: the hub's refusal with three ways out."""
    page = wizard(Step.GROUPS)
    editor = page.model.editor
    assert editor is not None
    editor.distribute(DistributionStrategy.AUTOMATIC)
    editor.note(notice_of(UNITS_TAKEN, editor.plan, editor.club))
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


def bulk_edit() -> SessionsPage:
    """Common and own changes, with what they do."""
    page = sessions_list()
    page.model.keep()
    page.rows[0].edit_wanted.emit(page.rows[0].bundle_id)
    model = page.edit.model
    model.set_common("name", "Team Conditioning, second half")
    model.set_common("start_time", "15:30")
    assert model.bundle is not None
    model.set_session(model.bundle.sessions[1].id, "workout_id", "workout-endurance")
    return page


def bulk_edit_refused() -> SessionsPage:
    """A start that is over."""
    page = bulk_edit()
    page.edit.model.set_common("start_date", NOW.date() - timedelta(days=3))
    return page


def bulk_edit_stale() -> SessionsPage:
    """Somebody else was faster."""
    page = bulk_edit()
    page.edit.model.problem = StaleError(
        "Kim Berg changed this meanwhile: name, duration min.",
        details={
            "version": 2,
            "changed": [
                {"field": "name", "before": "Team Conditioning", "after": "Evening training"},
                {"field": "durationMin", "before": 60, "after": 75},
            ],
        },
    )
    page.edit.model.preview = None
    page.edit.model.changed.emit()
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
    "wizard-1-starts": wizard_starts,
    "wizard-2-board": wizard_board,
    "wizard-2-swap": wizard_swap,
    "wizard-2-conflict": wizard_conflict,
    "wizard-2-refused": wizard_refused,
    "wizard-1-times": wizard_times,
    "wizard-2-eight-groups": wizard_eight,
    "wizard-3-review": wizard_review,
    "sessions-list": sessions_list,
    "sessions-edit": bulk_edit,
    "sessions-edit-refused": bulk_edit_refused,
    "sessions-edit-stale": bulk_edit_stale,
    "sessions-empty": sessions_empty,
    "sessions-failed": sessions_failed,
}

"""People and the audit log at typical moments, ready to be looked at or clicked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from core.domain.ids import UserId
from core.domain.user import Principal, Role
from core.errors import UnavailableError
from core.live.events import utc
from tests.helpers.hub_side import FakeHubSide
from tests.helpers.live_desk import LiveDesk
from tests.helpers.scenes import running_desk, window_of
from tests.shots.scenes_hub import desk_with_hub
from ui.people.page import PeoplePage
from ui.shell.pages import PageName
from ui.shell.window import MainWindow

ANNA = "user-1"


def with_people(hub: FakeHubSide) -> None:
    """A club in which Anna, an administrator, sits here."""
    now = utc(hub.clock.now())
    people = hub.people
    people.add(1, "Anna Berg", Role.ADMIN, is_connected=True, last_seen_at=now)
    people.add(2, "Tom Ek", Role.TRAINER, last_seen_at=now - timedelta(minutes=40))
    mia = {"login": "mia.lund@club.example", "last_seen_at": now - timedelta(days=3)}
    people.add(3, "Dr. Mia Lund", Role.MEDICAL, **mia)
    people.add(4, "Pia Sund", Role.ASSISTANT, is_connected=True, last_seen_at=now)
    people.add(5, "Olle Åström", Role.OBSERVER)
    gone = {"disabled_at": now - timedelta(days=9), "last_seen_at": now - timedelta(days=12)}
    people.add(6, "Bengt Holm", Role.ADMIN, **gone)
    people.signed_in = Principal(subject=UserId(ANNA), name="Anna Berg", role=Role.ADMIN)
    hub.audit.names.update({one.id: one.name for one in people.accounts.values()})


def with_log(hub: FakeHubSide) -> None:
    """What such a club writes down."""
    audit = hub.audit
    audit.names.update({"player-001": "Alex Lindqvist", "player-004": "Emil Berg"})
    tom = {"id": "user-2", "name": "Tom Ek", "role": "trainer", "login": "tom"}
    bundle = {"name": "Team Conditioning", "durationMin": 60, "facilityId": "facility-001"}
    now = utc(hub.clock.now())
    lines = (
        (ANNA, "user.saved", "user-2", {"name": "Tom Ek", "role": "observer", "login": "tom"}),
        (
            ANNA,
            "user.changed",
            "user-2",
            {"before": tom | {"role": "observer", "disabledAt": None}, "after": tom},
        ),
        ("user-2", "bundle.created", "bundle-1", {"before": None, "after": bundle}),
        (
            "user-2",
            "bundle.changed",
            "bundle-1",
            {"before": bundle, "after": bundle | {"durationMin": 75, "name": "Conditioning"}},
        ),
        (
            "user-3",
            "restriction.saved",
            "restriction-1",
            {
                "before": None,
                "after": {
                    "playerId": "player-004",
                    "bodyPart": "left knee",
                    "severity": "moderate",
                    "forbiddenEquipment": ["ROWING", "BIKE_ERG"],
                    "note": "No jumps until the MRI is back.",
                },
            },
        ),
        (
            "unknown",
            "access.refused",
            "POST /api/v1/auth/token",
            {
                "code": "NOT_SIGNED_IN",
                "message": "Login or password is wrong.",
                "address": "192.168.1.66",
            },
        ),
        (
            "user-2",
            "player.saved",
            "player-001",
            {
                "before": {"firstName": "Alex", "massKg": 84.0, "heartRateMaxBpm": 196},
                "after": {"firstName": "Alex", "massKg": 85.5, "heartRateMaxBpm": 194},
            },
        ),
        ("desktop", "device.revoked", "device-9", {"before": {"name": "Moto G"}, "after": None}),
        (ANNA, "user.password-changed", "user-3", {"before": tom, "after": tom}),
        ("user-4", "sign-in.reused", "user-4", {"signInId": "01a2", "deviceId": None}),
        ("hub", "clock.set", "clock", {"from": str(now), "to": str(now), "byS": 61.0}),
    )
    for round_ in range(30):
        for number, (actor, action, subject, detail) in enumerate(lines):
            at = now - timedelta(minutes=(30 - round_) * 97 - number * 7)
            audit.note(actor, action, subject, at=at, **detail)


def people_page(window: MainWindow) -> PeoplePage:
    """The window's page."""
    page = window.page(PageName.PEOPLE)
    assert isinstance(page, PeoplePage)
    return page


def _desk() -> tuple[LiveDesk, FakeHubSide]:
    desk = running_desk(played_s=5)
    return desk, desk_with_hub(desk)


def _window(desk: LiveDesk, side: str = "people") -> MainWindow:
    window = window_of(desk, PageName.PEOPLE)
    page = people_page(window)
    page.show_side(side)
    page.people_model.open()
    page.audit_model.open()
    return window


def people_empty() -> QWidget:
    return _window(_desk()[0])


def people_room() -> QWidget:
    desk, hub = _desk()
    with_people(hub)
    window = _window(desk)
    page = people_page(window)
    page.people_model.changes.set_role(hub.people.accounts["user-2"], Role.ASSISTANT)
    page.people.table.selectRow(4)
    return window


def people_question() -> QWidget:
    desk, hub = _desk()
    with_people(hub)
    window = _window(desk)
    page = people_page(window)
    page.people.table.selectRow(3)
    page.people.card.deactivate.click()
    page.people.invite.add.click()
    page.people.account.open.click()
    return window


def people_password() -> QWidget:
    desk, hub = _desk()
    with_people(hub)
    window = _window(desk)
    page = people_page(window)
    page.people_model.issue_password(hub.people.accounts["user-5"])
    return window


def people_closed() -> QWidget:
    desk, hub = _desk()
    with_people(hub)
    hub.people.signed_in = Principal(subject="user-2", name="Tom Ek", role=Role.TRAINER)
    return _window(desk)


def people_away() -> QWidget:
    desk, hub = _desk()
    hub.people.refusal = UnavailableError(
        "The hub does not answer.", suggested_action="It is started again by itself; wait."
    )
    return _window(desk)


def audit_log() -> QWidget:
    desk, hub = _desk()
    with_people(hub)
    with_log(hub)
    window = _window(desk, "audit")
    people_page(window).audit.table.selectRow(4)
    return window


def audit_refusal() -> QWidget:
    desk, hub = _desk()
    with_people(hub)
    with_log(hub)
    window = _window(desk, "audit")
    page = people_page(window)
    bar = page.audit.bar
    bar.period.show_options(bar.period.options, "between")
    bar.period.chosen.emit("between")
    page.audit.table.selectRow(5)
    return window


def audit_none() -> QWidget:
    desk, hub = _desk()
    with_people(hub)
    with_log(hub)
    window = _window(desk, "audit")
    bar = people_page(window).audit.bar
    bar.search.setText("zamboni")
    bar._typing.timeout.emit()
    return window


SCENES: dict[str, Callable[[], QWidget]] = {
    "people-0-empty": people_empty,
    "people-1-away": people_away,
    "people-2-closed": people_closed,
    "people-3-list": people_room,
    "people-4-question": people_question,
    "people-5-password": people_password,
    "people-6-audit": audit_log,
    "people-7-refusal": audit_refusal,
    "people-8-nothing": audit_none,
}

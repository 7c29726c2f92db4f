"""The hub's page at typical moments, ready to be looked at or clicked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import msgspec

from PySide6.QtWidgets import QWidget

from core.domain.device import DeviceKind
from core.domain.session import SessionStatus
from core.errors import UnavailableError
from core.live.events import utc
from core.protocol.playback import PlaybackAck
from core.services.desk.event_desk_scenarios import SCENARIOS, Stage
from tests.helpers.hub_side import FakeHubSide
from tests.helpers.live_desk import START, LiveDesk
from tests.helpers.scenes import running_desk, window_of
from ui.hub.page import HubPage
from ui.shell.pages import PageName
from ui.shell.window import MainWindow


def desk_with_hub(desk: LiveDesk) -> FakeHubSide:
    """Give a desk the hub's own side."""
    hub = FakeHubSide(desk.clock)
    desk.services = replace(desk.services, hub=hub.side())
    return hub


def with_devices(hub: FakeHubSide) -> None:
    """A room with phones in all states."""
    now = utc(hub.clock.now())

    def ago(seconds: float) -> object:
        return now - timedelta(seconds=seconds)

    def heard(seconds: float, **more: object) -> dict[str, object]:
        fields = {"heard_at": ago(seconds), "events": 412, "round_trip_ms": 14.2}
        return {**fields, "session_ids": ("session-1",), "address": "192.168.1.37", **more}

    hub.add_device(1, "Pixel 8", owner="Alex Lindqvist", **heard(2))
    hub.add_device(2, "iPhone", owner="Bo Öberg", **heard(75, round_trip_ms=31.0))
    hub.add_device(3, "Galaxy S23", owner="Cai Novák", seen_ago_s=260)
    hub.add_device(
        4,
        "iPhone von Emil",
        owner="Emil Berg",
        **heard(
            3, refused=14, refused_at=ago(3), refusal="The metrics of this player come too fast."
        ),
    )
    hub.add_device(
        5, "Pixel 6a", owner="Filip Sjöström", **heard(1, waiting=312, round_trip_ms=880.0)
    )
    hub.add_device(6, "Moto G", owner="Gus Karlsson")
    hub.add_device(7, "iPad", owner="Hugo Virtanen", **heard(20, session_ids=()))
    hub.add_device(8, "Front desk", DeviceKind.GATEWAY, **heard(1, session_ids=()))
    hub.add_device(9, "Assistant's iPad", DeviceKind.ASSISTANT, seen_ago_s=86_400 * 3)


def hub_page(window: MainWindow) -> HubPage:
    """The window's hub page."""
    page = window.page(PageName.HUB)
    assert isinstance(page, HubPage)
    return page


def _window(desk: LiveDesk, side: str = "devices") -> MainWindow:
    window = window_of(desk, PageName.HUB)
    page = hub_page(window)
    page.devices_model.reload()
    page.show_side(side)
    return window


def devices_empty() -> QWidget:
    desk = LiveDesk()
    hub = desk_with_hub(desk)
    hub.desk.join_address, hub.desk.is_reachable = "http://127.0.0.1:41217", False
    return _window(desk)


def devices_away() -> QWidget:
    desk = LiveDesk()
    hub = desk_with_hub(desk)
    hub.registry.refusal = UnavailableError(
        "The hub does not answer.", suggested_action="It is started again by itself."
    )
    return _window(desk)


def devices_room() -> QWidget:
    desk = running_desk(played_s=60)
    with_devices(desk_with_hub(desk))
    window = _window(desk)
    hub_page(window).devices.join.show_button.click()
    return window


def devices_sheet() -> QWidget:
    desk = running_desk(played_s=60)
    with_devices(desk_with_hub(desk))
    window = _window(desk)
    page = hub_page(window)
    page.devices.sheet.make.click()
    page.devices_model.farewells.add(page.devices_model.lines[3].id)
    return window


def told(hub: FakeHubSide, desk: LiveDesk) -> None:
    """Some minutes of the hub's talk."""
    for number, session in enumerate(desk.bundle.sessions):
        state = desk.floor.board.session(session.id)
        assert state is not None
        stage = Stage(
            session_id=session.id,
            bundle_id=session.bundle_id,
            players=tuple(player.player for player in state.players.values()),
        )
        for seq, step in enumerate(SCENARIOS[number].steps(stage), start=1):
            stamp = utc(desk.clock.now() - 0.004).isoformat()
            payload = {"eventId": f"{number}-{seq}", "timestamp": stamp, **step.payload, "seq": seq}
            hub.desk.heard.emit(step.name, payload)
            desk.clock.move_to(desk.clock.now() + 0.35)
    for _ in range(4):
        hub.desk.heard.emit(
            "training:hub:refused",
            {
                "name": "training:player:metrics",
                "code": "TOO_MANY",
                "reason": "The metrics of this player come too fast.",
                "suggestedAction": "Try again in 1.4 s.",
                "subject": "player-004",
                "role": "player",
                "playerId": "player-004",
                "sessionId": "session-1",
                "address": "192.168.1.41",
                "timestamp": utc(desk.clock.now() - 0.01).isoformat(),
            },
        )


def desk_empty() -> QWidget:
    desk = LiveDesk()
    desk_with_hub(desk)
    return _window(desk, "events")


def _busy() -> tuple[MainWindow, FakeHubSide]:
    desk = running_desk(played_s=60)
    hub = desk_with_hub(desk)
    with_devices(hub)
    window = _window(desk, "events")
    side = hub_page(window).desk
    side.model.open()
    told(hub, desk)
    side.refresh()
    side.table.selectRow(side.rows.rowCount() - 1)
    return window, hub


def desk_busy() -> QWidget:
    return _busy()[0]


def desk_send() -> QWidget:
    window, _ = _busy()
    side = hub_page(window).desk
    side.show_side("trigger")
    kind = side.trigger.kind
    kind.show_options(kind.options, "training:strength:set_completion")
    side.trigger.refresh()
    side.trigger.form.set_text("setData.reps", "many")
    side.trigger.send.click()
    return window


def desk_play() -> QWidget:
    window, _ = _busy()
    side = hub_page(window).desk
    side.show_side("scenarios")
    side.scenarios.buttons["strength"].click()
    return window


def desk_peers() -> QWidget:
    window, _ = _busy()
    hub_page(window).desk.show_side("peers")
    return window


def desk_figures() -> QWidget:
    window, _ = _busy()
    hub_page(window).desk.show_side("figures")
    return window


def recorded_bundle(desk: LiveDesk, hub: FakeHubSide) -> None:
    """What was trained can be played back, from its 25th minute on."""
    sessions = tuple(
        msgspec.structs.replace(one, status=SessionStatus.COMPLETED, started_at=START)
        for one in desk.bundle.sessions
    )
    desk.link.store(msgspec.structs.replace(desk.bundle, sessions=sessions))
    state = desk.floor.board.session(sessions[0].id)
    hub.desk.answer = PlaybackAck(
        ok=True,
        session=state,
        playback_id="playback-1",
        starts_at=desk.clock.now(),
        duration_s=3600.0,
    )


def playback() -> QWidget:
    desk = running_desk()
    hub = desk_with_hub(desk)
    recorded_bundle(desk, hub)
    window = window_of(desk, PageName.SESSIONS)
    window.open_playback(desk.bundle.id)
    return window


def sessions_over() -> QWidget:
    desk = running_desk(played_s=30)
    desk_with_hub(desk)
    desk.link.store(
        msgspec.structs.replace(
            desk.bundle,
            sessions=tuple(
                msgspec.structs.replace(one, status=SessionStatus.COMPLETED)
                for one in desk.bundle.sessions
            ),
        )
    )
    return window_of(desk, PageName.SESSIONS)


SCENES: dict[str, Callable[[], QWidget]] = {
    "hub-0-empty": devices_empty,
    "hub-1-away": devices_away,
    "hub-2-devices": devices_room,
    "hub-3-sheet": devices_sheet,
    "hub-4-desk-empty": desk_empty,
    "hub-5-desk": desk_busy,
    "hub-6-send": desk_send,
    "hub-7-play": desk_play,
    "hub-8-peers": desk_peers,
    "hub-9-figures": desk_figures,
    "playback": playback,
    "playback-sessions": sessions_over,
}

"""Filled windows to be looked at or clicked: what a trainer sees at typical moments."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import msgspec

from PySide6.QtWidgets import QWidget

from core.domain.ids import PlayerId, SensorId
from core.domain.sensor import LinkState, Reading
from core.live.events import MedicalStatus, MedicalStatusChanged, SessionRated
from core.live.fitness import FitnessWord
from core.ports.hub_link import LinkStatus, SessionAction
from tests.helpers.live_desk import START, LiveDesk
from ui.live.page import LivePage
from ui.shell.pages import PAGES, PageName
from ui.shell.window import MainWindow


def running_desk(groups: int = 3, players_each: int = 6, played_s: int = 1620) -> LiveDesk:
    """In the middle of training: one strap lost, one late, one never heard."""
    desk = LiveDesk(groups, players_each)
    end = START.timestamp() + played_s
    desk.silent = {
        PlayerId("player-004"): end - 47,
        PlayerId("player-009"): end - 4,
        PlayerId("player-017"): 0.0,
    }
    desk.open()
    desk.tell_all(SessionAction.START)
    desk.play(played_s)
    states = {4: LinkState.LOST, 9: LinkState.STALE, 17: LinkState.IN_RANGE}
    for sensor in desk.sensors.sensors:
        state = states.get(int(sensor.id.rpartition("-")[2]))
        if state is not None:
            desk.sensors.show(msgspec.structs.replace(sensor, state=state))
    return desk


def window_of(desk: LiveDesk, first: PageName = PageName.LIVE) -> MainWindow:
    """The whole window on a page."""
    return MainWindow(desk.services, PAGES, first=first)


def live_page(window: MainWindow) -> LivePage:
    """The window's live page."""
    page = window.page(PageName.LIVE)
    assert isinstance(page, LivePage)
    return page


def live_empty() -> QWidget:
    return window_of(LiveDesk())


def live_scheduled() -> QWidget:
    desk = LiveDesk()
    desk.open()
    return window_of(desk)


def live_ready() -> QWidget:
    desk = LiveDesk()
    desk.open()
    desk.silent = {PlayerId("player-004"): 0.0, PlayerId("player-017"): 0.0}
    desk.play(30)
    return window_of(desk)


def live_plan_over() -> QWidget:
    return window_of(running_desk(played_s=3700))


def live_running() -> QWidget:
    return window_of(running_desk())


def live_alarms() -> QWidget:
    """Two straps lost, one back again, and a player in pain."""
    desk = LiveDesk()
    start = START.timestamp()
    back = PlayerId("player-012")
    desk.silent = {
        PlayerId("player-004"): start + 1560,
        PlayerId("player-009"): start + 1575,
        back: start + 1500,
    }
    desk.open()
    desk.tell_all(SessionAction.START)
    desk.play(1540)
    del desk.silent[back]
    desk.play(80)
    desk.floor.happen(
        desk.bundle.sessions[2].id,
        MedicalStatusChanged,
        player_id=PlayerId("player-014"),
        status=MedicalStatus.PAIN,
        body_part="left knee",
    )
    desk.play(1)
    return window_of(desk)


def live_player() -> QWidget:
    desk = running_desk()
    window = window_of(desk)
    live_page(window).model.select(desk.bundle.sessions[1].id, PlayerId("player-008"))
    return window


def live_moved() -> QWidget:
    """A rower was sent to the bikes a moment ago."""
    desk = running_desk()
    window = window_of(desk)
    page = live_page(window)
    rowing, bikes = (state.session_id for state in page.model.states[:2])
    page.model.select(rowing, PlayerId("player-003"))
    page.model.moves.start(PlayerId("player-003"), rowing, bikes)
    desk.play(5)
    return window


def live_fitness() -> QWidget:
    """The form is open for a player, and one group has skipped an interval."""
    desk = running_desk()
    window = window_of(desk)
    page = live_page(window)
    page.resize(1366, 700)
    asyncio.run(desk.floor.steps.step([desk.bundle.sessions[0].id]))
    page.model.select(desk.bundle.sessions[1].id, PlayerId("player-008"))
    page.refresh_all()
    assert page.model.commands.can_go_back_in(desk.bundle.sessions[0].id)
    page.model.fitness.ask(MedicalStatus.INJURED)
    panels = page.overview.panels
    assert panels is not None
    assert panels.player is not None
    panels.player.fitness.body_part.setCurrentText("Knee")
    return window


def _injured(*, refuge: bool) -> QWidget:
    desk = running_desk()
    window = window_of(desk)
    page = live_page(window)
    rowing, bikes = (state.session_id for state in page.model.states[:2])
    desk.floor.refuge = bikes if refuge else None
    page.model.select(rowing, PlayerId("player-003"))
    page.model.fitness.start(
        FitnessWord(
            session_id=rowing,
            player_id=PlayerId("player-003"),
            status=MedicalStatus.INJURED,
            body_part="Knee",
            note="Twisted it on the way to the rower",
        )
    )
    desk.play(2)
    return window


def live_injured() -> QWidget:
    """A rower was said to be injured, and goes on by bike."""
    return _injured(refuge=True)


def live_injured_paused() -> QWidget:
    """There was nowhere to go."""
    return _injured(refuge=False)


def _rated() -> QWidget:
    desk = running_desk()
    desk.tell_all(SessionAction.END)
    for session in desk.sessions():
        for assignment in session.assignments:
            number = int(assignment.player_id[-3:])
            if number % 6:
                desk.floor.happen(
                    session.id,
                    SessionRated,
                    player_id=assignment.player_id,
                    rpe=4 + number % 11 / 2,
                )
    return window_of(desk)


def live_rated() -> QWidget:
    """After the end most have said how hard it was."""
    window = _rated()
    page = live_page(window)
    page.model.select(page.model.session_ids[0], PlayerId("player-002"))
    return window


def live_rated_players() -> QWidget:
    window = _rated()
    live_page(window).tabs.setCurrentIndex(1)
    return window


def live_body_sensors() -> QWidget:
    """One player wears both sensors, and each of his neighbours one of them."""
    desk = running_desk()
    oxygen = {"muscle_oxygen_percent": 54.4, "haemoglobin_g_per_dl": 12.37}
    warmth = {"core_temperature_c": 38.27, "skin_temperature_c": 34.06}
    for number, values in ((7, oxygen), (8, {**oxygen, **warmth}), (9, warmth)):
        player_id, sensor_id = PlayerId(f"player-{number:03}"), SensorId(f"body-{number}")
        at = desk.clock.now()
        reading = Reading(player_id=player_id, sensor_id=sensor_id, at=at, **values)
        desk.floor.hear(desk.bundle.sessions[1].id, [reading])
    window = window_of(desk)
    live_page(window).model.select(desk.bundle.sessions[1].id, PlayerId("player-008"))
    return window


def live_power() -> QWidget:
    window = window_of(running_desk())
    live_page(window).overview.main_number.choose("power")
    live_page(window).overview.main_number.chosen.emit("power")
    return window


def live_paused_away() -> QWidget:
    desk = running_desk()
    desk.tell_all(SessionAction.PAUSE)
    desk.floor.link_status = LinkStatus.AWAY
    desk.floor.readings_waiting = 412
    return window_of(desk)


def live_ending() -> QWidget:
    desk = running_desk()
    window = window_of(desk)
    live_page(window).model.commands.act_all(SessionAction.END)
    live_page(window).quick_actions.message.ask()
    return window


def live_done() -> QWidget:
    desk = running_desk()
    desk.tell_all(SessionAction.END)
    return window_of(desk)


def live_eight() -> QWidget:
    return window_of(running_desk(8, 8, 900))


def live_players() -> QWidget:
    window = window_of(running_desk())
    live_page(window).tabs.setCurrentIndex(1)
    return window


def live_schedule() -> QWidget:
    window = window_of(running_desk())
    live_page(window).tabs.setCurrentIndex(2)
    return window


def shell_sessions() -> QWidget:
    return window_of(running_desk(played_s=30), PageName.SESSIONS)


def shell_sensors() -> QWidget:
    return window_of(running_desk(played_s=30), PageName.SENSORS)


def shell_wizard() -> QWidget:
    return window_of(LiveDesk(), PageName.WIZARD)


SCENES: dict[str, Callable[[], QWidget]] = {
    "live-0-empty": live_empty,
    "live-1-scheduled": live_scheduled,
    "live-1-ready": live_ready,
    "live-2-running": live_running,
    "live-2-alarms": live_alarms,
    "live-3-player": live_player,
    "live-3-body-sensors": live_body_sensors,
    "live-3-moved": live_moved,
    "live-3-fitness": live_fitness,
    "live-3-injured": live_injured,
    "live-3-injured-paused": live_injured_paused,
    "live-4-power": live_power,
    "live-5-paused-hub-away": live_paused_away,
    "live-6-ending": live_ending,
    "live-6-plan-over": live_plan_over,
    "live-7-done": live_done,
    "live-7-rated": live_rated,
    "live-9-players-rated": live_rated_players,
    "live-8-eight-groups": live_eight,
    "live-9-players": live_players,
    "live-10-schedule": live_schedule,
    "shell-sessions": shell_sessions,
    "shell-sensors": shell_sensors,
    "shell-wizard": shell_wizard,
}

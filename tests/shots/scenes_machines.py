"""The machine panel in its states, ready to be looked at or clicked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QWidget

from core.domain.control import ControlState, MachineControlState
from core.domain.ids import PlayerId
from core.ports.machine_control import NotControllableError
from core.services.desk.machine_answer import MachinePush, PushOutcome
from core.services.desk.machine_order import OrderKind
from tests.helpers.live_desk import LiveDesk
from tests.helpers.looped_tasks import LoopedTasks
from tests.helpers.machine_scene import IN_USE, device, furnish, show_troubles, tell
from tests.helpers.scenes import live_page, running_desk, window_of
from ui.shell.window import MainWindow


def machines_desk() -> LiveDesk:
    """Training, with a device on every machine."""
    desk = running_desk()
    desk.tasks = LoopedTasks()
    desk.services = replace(desk.services, tasks=desk.tasks)
    furnish(desk)
    return desk


def _machines_window(desk: LiveDesk) -> MainWindow:
    window = window_of(desk)
    live_page(window).tabs.setCurrentIndex(3)
    return window


def live_machines() -> QWidget:
    return _machines_window(machines_desk())


def live_machines_group() -> QWidget:
    desk = machines_desk()
    desk.control.refusals[device(14)] = IN_USE
    window = _machines_window(desk)
    page = live_page(window)
    page.machines.model.choose_group(desk.bundle.sessions[1].id)
    tell(page, OrderKind.FTP_SHARE, 0.8)
    page.machines.controls.form.show_kind(OrderKind.FTP_SHARE)
    for state in (11, 12, 13):
        desk.control.change(MachineControlState(sensor_id=device(state), state=ControlState.HELD))
    show_troubles(desk)
    page.refresh()
    return window


def live_machines_road() -> QWidget:
    desk = machines_desk()
    window = _machines_window(desk)
    page = live_page(window)
    page.machines.model.choose_group(None)
    page.machines.controls.form.show_kind(OrderKind.ROAD)
    return window


def live_push_refused() -> QWidget:
    """An interval pushed to everybody: one bike is in use, another is too weak, one is away."""
    desk = machines_desk()
    desk.control.refusals[device(14)] = IN_USE
    desk.control.highest_w[device(12)] = 200
    for number in range(1, 7):
        desk.control.refusals[device(number)] = NotControllableError(
            f"Rowing machine {number}",
            "does not offer a target power",
            suggested_action="Set it at the machine itself.",
        )
    window = window_of(desk)
    live_page(window).model.push.start(live_page(window).model.session_ids)
    return window


def live_machines_telling() -> QWidget:
    desk = machines_desk()
    window = _machines_window(desk)
    page = live_page(window)
    page.machines.model.choose_group(desk.bundle.sessions[2].id)
    page.machines.model.choose_group(None)
    desk.tasks.is_holding = True
    tell(page, OrderKind.RESISTANCE, 4)
    for answer in _some_answers():
        page.model.push.job._on_answer(answer)
    return window


def _some_answers() -> tuple[MachinePush, ...]:
    return tuple(
        MachinePush(
            player_id=PlayerId(f"player-{number:03d}"),
            player="",
            machine=f"Rower {number}",
            outcome=PushOutcome.DONE,
        )
        for number in range(1, 8)
    )


SCENES: dict[str, Callable[[], QWidget]] = {
    "live-11-machines": live_machines,
    "live-11-machines-group": live_machines_group,
    "live-11-machines-road": live_machines_road,
    "live-11-push-refused": live_push_refused,
    "live-11-machines-telling": live_machines_telling,
}

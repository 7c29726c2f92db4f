"""Pairing desk and pre-flight board in their states, ready to be looked at or clicked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import msgspec

from PySide6.QtWidgets import QWidget

from core.domain.equipment import ROWING
from core.domain.ids import PlayerId, SensorId, UnitId
from core.domain.radio import AdapterStatus, LinkCapacity, RadioState, RadioStatus
from core.domain.sensor import LinkState, Pairing, SensorKind, SensorReading
from core.domain.session import Assignment, Bundle
from core.errors import NoBluetoothError, UnavailableError
from core.services.desk.radio_choice import RadioChoice
from tests.helpers.desk_fakes import FakeDesk
from tests.helpers.live_desk import LiveDesk
from tests.helpers.sample_club import NOW, PLAYERS, make_bundle
from tests.helpers.scenes import window_of
from tests.helpers.sensor_fakes import erg, fill_room, heart_rate, strap
from ui.sensors.page import SensorsPage
from ui.sensors.side_panel import Side

_ADAPTER = AdapterStatus(
    name="Laptop", state=RadioState.LISTENING, capacity=LinkCapacity(used=22, wanted=23, limit=30)
)


def bundle_of_all() -> Bundle:
    """Eighteen players, six of them on rowers."""
    bundle = make_bundle(
        name="Team Conditioning",
        player_ids=[player.id for player in PLAYERS[:6]],
        equipment=ROWING,
        starts_at=NOW + timedelta(minutes=10),
    )
    rest = tuple(Assignment(player_id=player.id) for player in PLAYERS[6:])
    first, second = bundle.sessions
    second = msgspec.structs.replace(second, assignments=rest)
    return msgspec.structs.replace(bundle, sessions=(first, second))


def room(*, with_bundle: bool = True) -> tuple[FakeDesk, SensorsPage]:
    """A team of straps and six rowers, read by a page."""
    desk = FakeDesk()
    desk.sensors.radio_status = RadioStatus(adapters=(_ADAPTER,))
    if with_bundle:
        desk.floor.bundle = bundle_of_all()
    page = SensorsPage(desk.services())
    fill_room(desk)
    page.model.open()
    page.refresh()
    return desk, page


def sensors_filled() -> SensorsPage:
    """Two receivers, a locked pairing, a name of the club's own, a step to take back."""
    desk, page = room()
    for number, receiver in ((2, "Laptop"), (5, "Gateway hall"), (7, "Laptop")):
        desk.sensors.show(strap(number, receiver=receiver))
    desk.sensors.show(strap(10, receiver="Laptop", is_broadcast=True))
    page.model.steps.rename(strap(5).id, "Blue strap 5")
    page.model.steps.toggle_lock(strap(7).id)
    page.model.steps.assign(strap(18).id, PLAYERS[17].id)
    page.refresh()
    page.table.selectRow(3)
    return page


def sensors_machines() -> SensorsPage:
    """The machines beside the devices."""
    _, page = room()
    page.show_side(Side.MACHINES)
    return page


def sensors_choosing() -> SensorsPage:
    """Typing the owner of a strap."""
    _, page = room()
    page.resize(1366, 768)
    page.show()
    page.model.steps.forget(strap(4).id)
    page.refresh()
    page.table.select_sensor(strap(4).id)
    page.table.choose_owner()
    page.chooser.field.setText("1")
    return page


def _hold(desk: FakeDesk, page: SensorsPage, *numbers: int, seconds: float) -> None:
    """Straps are held to the laptop for a while."""
    for number in numbers:
        sensor = next(one for one in desk.sensors.sensors if one.id == strap(number).id)
        desk.sensors.show(msgspec.structs.replace(sensor, rssi_dbm=-36 - number % 2))
    for _ in range(round(seconds * 10)):
        desk.now += timedelta(seconds=0.1)
        page.model.check_in.look()
    _speak(desk)
    page.refresh()


def _speak(desk: FakeDesk) -> None:
    """Everybody live says something new."""
    for at, sensor in enumerate(desk.sensors.sensors):
        if sensor.state is LinkState.LIVE and sensor.kind is SensorKind.HEART_RATE:
            reading = heart_rate(sensor, 118 + 3 * at)
        elif sensor.state is LinkState.LIVE:
            reading = SensorReading(sensor_id=sensor.id, at=0.0, power_w=0.0)
        else:
            continue
        now = desk.instant() - 0.4
        desk.sensors.reading_received.emit(msgspec.structs.replace(reading, at=now))


def _checking_in() -> tuple[FakeDesk, SensorsPage]:
    desk, page = room()
    page.model.steps.desk.forget(strap(4).id)
    desk.sensors.show(strap(4, state=LinkState.IN_RANGE))
    page.refresh()
    page.guide.begin_check_in(PLAYERS[3].id)
    _hold(desk, page, seconds=1.0)
    return desk, page


def check_in_waiting() -> SensorsPage:
    """Nobody holds a strap yet."""
    return _checking_in()[1]


def check_in_noticed() -> SensorsPage:
    """A strap has come close."""
    desk, page = _checking_in()
    _hold(desk, page, 18, seconds=1.9)
    return page


def check_in_found() -> SensorsPage:
    """The strap stayed close."""
    desk, page = _checking_in()
    _hold(desk, page, 18, seconds=4.0)
    return page


def check_in_question() -> SensorsPage:
    """The strap that was held is remembered as somebody else's."""
    desk, page = _checking_in()
    desk.sensors.show(strap(8, state=LinkState.IN_RANGE))
    _hold(desk, page, 8, seconds=4.0)
    return page


def check_in_machine() -> SensorsPage:
    """A machine is to be pulled."""
    _, page = room()
    page.model.steps.desk.forget(erg(3).id)
    page.refresh()
    page.guide.begin_check_in("rower-3")
    return page


def _radio_room(*adapters: AdapterStatus, chosen: tuple[str, ...]) -> tuple[FakeDesk, SensorsPage]:
    desk = FakeDesk()
    desk.floor.bundle = bundle_of_all()
    desk.sensors.radio_status = RadioStatus(adapters=adapters)
    choice = RadioChoice(chosen, (), lambda _: None)
    page = SensorsPage(replace(desk.services(), radios=choice))
    fill_room(desk)
    names = [one.name for one in adapters]
    for number in range(1, 19):
        sensor = next(one for one in desk.sensors.sensors if one.id == strap(number).id)
        if len(names) > 1:
            sensor = msgspec.structs.replace(sensor, receiver=names[number % len(names)])
        desk.sensors.show(sensor)
    page.model.open()
    page.show_side(Side.RADIOS)
    return desk, page


def _adapter(name: str, used: int, wanted: int = 0, *, is_measured: bool = False) -> AdapterStatus:
    capacity = LinkCapacity(used=used, wanted=wanted or used, limit=8, is_measured=is_measured)
    return AdapterStatus(name=name, state=RadioState.LISTENING, capacity=capacity)


def radios_two() -> SensorsPage:
    """The computer's own and a dongle; a second dongle was added for the next start."""
    adapters = (_adapter("bluetooth", 8, is_measured=True), _adapter("usb:0", 5))
    _, page = _radio_room(*adapters, chosen=("system", "usb:0"))
    page.model.add_dongle()
    return page


def radios_short() -> SensorsPage:
    """One radio, and more sensors than it holds."""
    return _radio_room(_adapter("bluetooth", 8, 24), chosen=("system",))[1]


def radios_missing() -> SensorsPage:
    """The dongle was pulled, the computer's own goes on."""
    gone = AdapterStatus(
        name="usb:0",
        state=RadioState.NO_BLUETOOTH,
        reason="The Bluetooth dongle usb:0 does not answer.",
        next_step="Plug it in; on Windows give it the WinUSB driver, on Linux the right to use it"
        " (udev). It is tried again every 30 seconds.",
        capacity=LinkCapacity(limit=8),
    )
    desk, page = _radio_room(_adapter("bluetooth", 7), gone, chosen=("system", "usb:0"))
    held = strap(
        6,
        state=LinkState.LOST,
        reason="in use by another program",
        next_step="Close the other program, or disconnect the sensor in the system settings.",
        rssi_dbm=None,
    )
    desk.sensors.show(held)
    page.refresh()
    page.table.select_sensor(held.id)
    return page


def radios_missing_preflight() -> SensorsPage:
    """The same on the pre-flight board."""
    page = radios_missing()
    page.show_preflight()
    return page


def radios_of_a_recording() -> SensorsPage:
    """No radio at all."""
    page = SensorsPage(FakeDesk().services())
    page.show_side(Side.RADIOS)
    return page


def sensors_loading() -> SensorsPage:
    """The hub was asked for the club, the radio was asked to scan."""
    desk = FakeDesk()
    page = SensorsPage(desk.services())
    desk.tasks.is_holding = True
    page.destroyed.connect(lambda: [one.close() for one in desk.tasks.held])
    return page


def sensors_contest() -> SensorsPage:
    """A strap that was given to one turned out to be another's."""
    desk, page = room()
    desk.pairings.pair(Pairing(sensor_id=SensorId("AA:77"), player_id=PLAYERS[17].id))
    desk.pairings.merge(SensorId("AA:77"), strap(4).id)
    page.refresh()
    return page


def sensors_two_owners() -> SensorsPage:
    """A strap whose name two remembered ones bear."""
    desk, page = room(with_bundle=False)
    for number, player in ((41, PLAYERS[3]), (42, PLAYERS[6])):
        desk.pairings.pair(
            Pairing(sensor_id=SensorId(f"AA:{number}"), player_id=player.id, sensor_name="TICKR 2D")
        )
    desk.sensors.show(strap(43, name="TICKR 2D", maker="Wahoo", state=LinkState.IN_RANGE))
    page.refresh()
    return page


def preflight_findings() -> SensorsPage:
    """Much to mend."""
    _, page = room()
    page.model.steps.desk.forget(erg(5).id)
    page.show_preflight()
    return page


def preflight_ready() -> SensorsPage:
    """Nothing to mend."""
    desk, page = room()
    for number in range(1, 19):
        desk.sensors.show(strap(number, rssi_dbm=-55 - number, battery_percent=100 - number))
        desk.sensors.reading_received.emit(heart_rate(strap(number), 96 + number))
    for number in range(1, 7):
        desk.sensors.show(erg(number))
    desk.pairings.pair(Pairing(sensor_id=strap(18).id, player_id=PlayerId(PLAYERS[17].id)))
    page.show_preflight()
    return page


def sensors_empty() -> SensorsPage:
    """Nobody is wearing a strap yet."""
    return SensorsPage(FakeDesk().services())


def sensors_no_radio() -> SensorsPage:
    """A computer without Bluetooth."""
    desk = FakeDesk()
    desk.sensors.start_failure = NoBluetoothError(
        "Bluetooth is not available on this computer.",
        suggested_action="Switch it on or plug in an adapter, or train with the virtual gym.",
    )
    return SensorsPage(desk.services())


def sensors_no_hub() -> SensorsPage:
    """Devices are heard, but the club cannot be read."""
    desk = FakeDesk()
    page = SensorsPage(desk.services())
    fill_room(desk)
    desk.link.failure = UnavailableError(
        "The hub does not answer.", suggested_action="Check that it is running, then try again."
    )
    return page


def live_before_start() -> QWidget:
    """The live page before the whistle, with something left to mend."""
    desk = LiveDesk()
    units = [one.unit_id for item in desk.bundle.sessions for one in item.assignments]
    desk.pairings.pair(
        *(
            Pairing(
                sensor_id=SensorId(f"strap-{number}"), player_id=PlayerId(f"player-{number:03d}")
            )
            for number in range(1, 17)
        ),
        *(
            Pairing(sensor_id=erg(at).id, unit_id=UnitId(unit))
            for at, unit in enumerate(units)
            if unit is not None
        ),
    )
    for at in range(len(units)):
        desk.sensors.show(erg(at, rssi_dbm=-60))
    desk.open()
    return window_of(desk)


SCENES: dict[str, Callable[[], QWidget]] = {
    "sensors-1-filled": sensors_filled,
    "sensors-2-machines": sensors_machines,
    "sensors-3-choosing": sensors_choosing,
    "sensors-4-check-in-waiting": check_in_waiting,
    "sensors-5-check-in-noticed": check_in_noticed,
    "sensors-6-check-in-found": check_in_found,
    "sensors-7-check-in-question": check_in_question,
    "sensors-8-check-in-machine": check_in_machine,
    "sensors-9-two-owners": sensors_two_owners,
    "sensors-10-preflight": preflight_findings,
    "sensors-11-preflight-ready": preflight_ready,
    "sensors-12-empty": sensors_empty,
    "sensors-13-no-bluetooth": sensors_no_radio,
    "sensors-14-no-hub": sensors_no_hub,
    "sensors-15-live-before-start": live_before_start,
    "sensors-16-radios": radios_two,
    "sensors-17-radios-short": radios_short,
    "sensors-18-radio-missing": radios_missing,
    "sensors-19-radio-missing-preflight": radios_missing_preflight,
    "sensors-20-no-radio": radios_of_a_recording,
    "sensors-21-loading": sensors_loading,
    "sensors-22-contest": sensors_contest,
}

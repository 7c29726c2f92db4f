"""The pairing desk behind its page: packets are only noted; rows are made on a slow timer."""

from __future__ import annotations

import msgspec

from PySide6.QtCore import QObject, Signal

from core.domain.ids import SensorId
from core.domain.radio import RadioState, RadioStatus
from core.domain.sensor import Sensor, SensorReading
from core.errors import HockeyHubError, NoBluetoothError
from core.services.desk.preflight import Preflight, inspect
from core.services.desk.presence import present_players
from ui.common.preflight import room_of
from ui.common.services import DeskServices
from ui.sensors.check_in_model import CheckInModel, CheckInParts
from ui.sensors.desk_steps import DeskSteps
from ui.sensors.owner_chooser import Choosable
from ui.sensors.owner_rows import OwnerRow, player_rows, unit_rows
from ui.sensors.rows import Owners, SensorRow, player_name, row_of


class SensorsModel(QObject):
    """What is in range, whose it is and what it last said.

    Args:
        services: The radio, pairings, club and clock of the desk.
        parent: Owner.
    """

    radio_changed = Signal()
    """`radio_problem` changed, or scanning began."""
    owners_changed = Signal()

    def __init__(self, services: DeskServices, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._sensors = services.sensors
        self._pairings = services.pairings
        self._tasks = services.tasks
        self._readings: dict[SensorId, SensorReading] = {}
        self.owners = Owners()
        self.has_owners = False
        """Whether the club's players and machines were read."""
        self.owners_problem: HockeyHubError | None = None
        self.radio_problem: HockeyHubError | None = None
        self.is_starting = False
        self.steps = DeskSteps(services, lambda: self.owners, self)
        self.check_in = CheckInModel(
            CheckInParts(
                sensors=services.sensors,
                pairings=services.pairings,
                tasks=services.tasks,
                now=services.now,
                owners=lambda: self.owners,
                readings=lambda: self._readings,
            ),
            self,
        )
        self._undo = (
            services.sensors.reading_received.connect(self._on_reading),
            services.sensors.sensor_merged.connect(self._on_merged),
            services.sensors.radio_changed.connect(self._on_radio_changed),
            services.pairings.changed.connect(self.owners_changed.emit),
        )
        self.destroyed.connect(lambda: [undo() for undo in self._undo])

    def open(self) -> None:
        """Begin to scan, unless somebody did, and read the names of owners."""
        self.start_radio()
        self.load_owners()

    def start_radio(self) -> None:
        """Begin to scan, once more after a failure."""
        if self.is_starting:
            return
        self.is_starting = True
        self.radio_changed.emit()
        self._tasks.spawn(self._start_radio(), name="start the radio")

    def load_owners(self) -> None:
        """Read the club's players and machines, once more after a failure."""
        self.owners_problem = None
        self._tasks.spawn(self._load_owners(), name="read who can own sensors")

    def toggle_radio(self, name: str) -> None:
        """Use a radio no more from the next start on, or keep it after all."""
        choice = self._services.radios
        if choice is not None:
            (choice.drop if name in choice.chosen else choice.add)(name)
            self.radio_changed.emit()

    def add_dongle(self) -> None:
        """Use one more USB dongle from the next start on."""
        choice = self._services.radios
        if choice is not None:
            choice.add(choice.next_dongle)
            self.radio_changed.emit()

    def rows(self) -> tuple[SensorRow, ...]:
        """All sensors as they are to be shown now."""
        now = self._services.now()
        return tuple(self._row(sensor, now) for sensor in self._sensors.sensors)

    def player_rows(self, rows: tuple[SensorRow, ...]) -> tuple[OwnerRow, ...]:
        """The players beside the devices."""
        bundle = self._services.floor.bundle
        sessions = bundle.sessions if bundle is not None else ()
        wanted = frozenset(str(one) for session in sessions for one in session.player_ids)
        return player_rows(self.owners, self._pairings.all(), rows, wanted)

    def unit_rows(self, rows: tuple[SensorRow, ...]) -> tuple[OwnerRow, ...]:
        """The machines beside the devices."""
        bundle = self._services.floor.bundle
        sessions = bundle.sessions if bundle is not None else ()
        wanted = frozenset(
            str(one.unit_id) for session in sessions for one in session.assignments if one.unit_id
        )
        return unit_rows(self.owners, self._pairings.all(), rows, wanted)

    def present_text(self) -> str:
        """Such as "17 of 18 players are here"; empty while nobody is known."""
        total = len(self.owners.players)
        if not total:
            return ""
        here = len(present_players(self._pairings.all(), self._sensors.sensors))
        return f"{here} of {total} players are here"

    def preflight(self) -> Preflight:
        """The board as it stands now."""
        players = {one.id: player_name(one) for one in self.owners.players.values()}
        units = {one.id: one.name for one in self.owners.units.values()}
        return inspect(room_of(self._services, players, units))

    def choices(self, row: SensorRow) -> tuple[Choosable, ...]:
        """Who may own a device, with what they have already; nobody last."""
        owned: dict[str, list[str]] = {}
        names = {sensor.id: sensor.name for sensor in self._sensors.sensors}
        for pairing in self._pairings.all():
            name = pairing.label or names.get(pairing.sensor_id) or pairing.sensor_name
            owner_id = pairing.player_id or pairing.unit_id or ""
            owned.setdefault(owner_id, []).append(name or pairing.sensor_id)
        offered = tuple(
            Choosable(id=owner_id, text=name, detail=", ".join(owned.get(owner_id, ())))
            for owner_id, name in self.owners.offered_to(row.kind)
        )
        return (*offered, Choosable(id="", text="Nobody")) if row.owner else offered

    def _row(self, sensor: Sensor, now: float) -> SensorRow:
        return row_of(
            sensor,
            self._readings.get(sensor.id),
            self._pairings.owner_of(sensor.id),
            self.owners,
            now,
        )

    def _on_merged(self, gone: SensorId, kept: SensorId) -> None:
        last = self._readings.pop(gone, None)
        if last is not None:
            self._readings[kept] = msgspec.structs.replace(last, sensor_id=kept)

    def _on_radio_changed(self, status: RadioStatus) -> None:
        """It may go, and come back, at any time; only what somebody sees is told on."""
        before = self.radio_problem
        if status.state is RadioState.LISTENING:
            self.radio_problem = None
        elif status.state is RadioState.NO_BLUETOOTH:
            self.radio_problem = NoBluetoothError(status.reason, suggested_action=status.next_step)
        if (before is None) != (self.radio_problem is None):
            self.radio_changed.emit()

    def _on_reading(self, reading: SensorReading) -> None:
        self._readings[reading.sensor_id] = reading

    async def _start_radio(self) -> None:
        try:
            await self._sensors.start()
        except HockeyHubError as error:
            self.radio_problem = error
        else:
            self.radio_problem = None
        finally:
            self.is_starting = False
        self.radio_changed.emit()

    async def _load_owners(self) -> None:
        link = self._services.link
        try:
            players = await link.players()
            units = await link.equipment_units()
        except HockeyHubError as error:
            self.owners_problem = error
            self.owners_changed.emit()
            return
        ordered = sorted(players, key=lambda player: player.jersey_number)
        self.owners = Owners(
            players={player.id: player for player in ordered},
            units={unit.id: unit for unit in units},
        )
        self.has_owners = True
        self.owners_changed.emit()

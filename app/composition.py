"""The desktop's composition root: the one place that chooses adapters and joins the parts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from app.hub_address import HubAddress, running_hub
from app.hub_process import HubProcess
from app.pairing_file import remembered_pairings, shared_pairings
from app.server_composition import ServerHub
from app.settings import Settings
from app.zero_offset_file import read_zero_offsets, write_zero_offsets
from core.client.hub_client import HubClient, sign_in_with_secret
from core.client.outbox import SqliteOutbox
from core.domain.equipment import EquipmentType
from core.domain.ids import SensorId
from core.domain.player import Player
from core.domain.radio import RadioFinding
from core.domain.sensor import SensorKind
from core.errors import HockeyHubError, UnavailableError
from core.ports.clock import Clock
from core.ports.sensors import SensorSource
from core.sensors.capture import Capture
from core.sensors.control.machines import BleakMachineControl, Connections
from core.sensors.doctor import examine
from core.sensors.radio import BleakSource
from core.sensors.radio_names import adapters_named
from core.sensors.replay_source import ReplaySource
from core.sensors.virtual.athlete import Body
from core.sensors.virtual.athlete_replay import ReplayRow, read_rows
from core.sensors.virtual.gym import VirtualGym
from core.sensors.virtual.scenario import read_scenario
from core.services.desk.all_ears import AllEars
from core.services.desk.attendance import Attendance
from core.services.desk.courier import ReadingCourier
from core.services.desk.exports import ReportExport
from core.services.desk.floor import TrainingFloor
from core.services.desk.machine_desk import MachineDesk
from core.services.desk.pairing_sync import PairingSync
from core.services.desk.pairings import Pairings
from core.services.desk.presence import DeviceMemory
from core.tasks import TaskScope

DESK_RECEIVER = "Laptop"
"""What the desk is called among all that hear sensors."""

Recording = tuple[ReplayRow, ...]
"""Rows of a recorded session, oldest first."""


@dataclass(frozen=True)
class Desk:
    """Everything a trainer's desk is made of, with or without a window."""

    settings: Settings
    tasks: TaskScope
    hub: HubProcess | ServerHub
    link: HubClient
    sensors: SensorSource
    everywhere: AllEars
    """The sensors that are shown: these, and those of gateways."""
    pairings: Pairings
    shared: PairingSync
    attendance: Attendance
    courier: ReadingCourier
    floor: TrainingFloor
    control: BleakMachineControl
    machines: MachineDesk
    memory: DeviceMemory
    export: ReportExport
    clock: Clock
    outbox: SqliteOutbox

    async def close(self, *, stop_hub: bool) -> None:
        """Let go of radio, hub and files, in this order; unsent readings stay in the outbox.

        Args:
            stop_hub: End the hub, too. Leave it when sessions run: phones go on with it.
        """
        self.memory.close()
        await self.control.close()
        self.attendance.close()
        await self.everywhere.close()
        await self.sensors.close()
        self.floor.close()
        self.machines.close()
        await self.shared.close()
        await self.link.close()
        if stop_hub:
            await self.hub.stop()
        await self.tasks.close()
        self.outbox.close()


async def start_hub(
    settings: Settings, tasks: TaskScope, *, sample_club: bool, lan_port: int | None = None
) -> HubProcess:
    """Start (or find) the hub of a home."""
    settings.prepare()
    hub = HubProcess(settings, tasks, sample_club=sample_club, lan_port=lan_port)
    await hub.start()
    return hub


async def open_desk(
    settings: Settings,
    hub: HubProcess | ServerHub,
    sensors: SensorSource,
    clock: Clock,
    tasks: TaskScope,
) -> Desk:
    """Join the parts around a hub that is up, and sign in to it."""
    link = hub.client if isinstance(hub, ServerHub) else _own_client(hub.address, tasks)
    outbox = SqliteOutbox(settings.outbox)
    pairings = remembered_pairings(settings.pairings)
    _know_again(pairings, sensors)
    try:
        await link.open()
    except HockeyHubError:
        await link.close()
        outbox.close()
        raise
    courier = ReadingCourier(link, outbox, tasks)
    floor = TrainingFloor(link, sensors, pairings, courier, clock, tasks)
    control = _machine_control(settings.zero_offsets, sensors, clock)
    return Desk(
        settings=settings,
        tasks=tasks,
        hub=hub,
        link=link,
        sensors=sensors,
        everywhere=AllEars(sensors, link.gateway_heard, clock, tasks),
        pairings=pairings,
        shared=shared_pairings(settings.agreed_pairings, pairings, link, clock, tasks),
        attendance=Attendance(sensors, pairings, tasks),
        courier=courier,
        floor=floor,
        control=control,
        machines=MachineDesk(control, sensors, pairings, floor.board, clock.now),
        memory=DeviceMemory(sensors, pairings),
        export=ReportExport(link),
        clock=clock,
        outbox=outbox,
    )


def _own_client(address: HubAddress, tasks: TaskScope) -> HubClient:
    return HubClient(address.url, sign_in_with_secret(address.secret), tasks)


def _know_again(pairings: Pairings, sensors: SensorSource) -> None:
    """Paired sensors keep their ids, even if they come back under another address."""
    if isinstance(sensors, BleakSource):
        for pairing in pairings.all():
            kind = SensorKind.HEART_RATE if pairing.player_id else SensorKind.UNKNOWN
            sensors.expect(pairing.sensor_id, pairing.sensor_name, kind)
            if pairing.serial:
                sensors.remember(pairing.sensor_id, pairing.sensor_name, pairing.serial)


def _machine_control(path: Path, sensors: SensorSource, clock: Clock) -> BleakMachineControl:
    """Control of what this computer itself is connected to; results are kept in the file."""
    client_of: Connections = (
        sensors.client_of if isinstance(sensors, BleakSource) else lambda _: None
    )
    control = BleakMachineControl(sensors, client_of, clock, read_zero_offsets(path))
    control.zeroed.connect(lambda _: write_zero_offsets(path, control.zero_offsets))
    return control


def find_hub_client(settings: Settings, tasks: TaskScope) -> tuple[HubAddress, HubClient]:
    """A client of the hub that already runs for this home.

    Raises:
        UnavailableError: None runs.
    """
    address = running_hub(settings)
    if address is None:
        raise UnavailableError(
            "No hub runs on this machine.", suggested_action="Start the program first: hockeyhub."
        )
    return address, _own_client(address, tasks)


class Gym(VirtualGym):
    """The virtual gym with the club's own players in it."""

    def put(self, player: Player, equipment: EquipmentType, strap: SensorId, erg: SensorId) -> None:
        """Dress a player in a strap and put him on a machine; who measured nothing is average."""
        average = Body(equipment=equipment)
        body = Body(
            heart_rate_max_bpm=player.heart_rate_max_bpm,
            heart_rate_rest_bpm=player.heart_rate_rest_bpm,
            ftp_w=player.ftp_w.get(equipment, average.ftp_w),
            w_prime_j=player.w_prime_j.get(equipment, average.w_prime_j),
            equipment=equipment,
        )
        self.assign(player.id, body, strap, erg)

    def source(self, clock: Clock, seed: int) -> BleakSource:
        """The desk's ears in this gym."""
        return BleakSource(
            clock,
            Random(seed),  # noqa: S311 - jitter of a simulated radio
            scanner_backend=self.scanner_backend,
            client_backend=self.client_backend,
            receiver=DESK_RECEIVER,
        )


def open_gym(clock: Clock, seed: int, scenario: Path | None) -> Gym:
    """The virtual gym, usual or as a scenario file has it.

    Raises:
        InvalidInputError: The file makes no sense.
    """
    return Gym(clock, seed, scenario=None if scenario is None else read_scenario(scenario))


def start_capture(
    path: Path | None, sensors: SensorSource, clock: Clock
) -> Callable[[], Awaitable[None]]:
    """Record the raw packets of sensors that are not started yet, if a path is given.

    Returns:
        What ends it, to be awaited once the sensors are closed.

    Raises:
        UnavailableError: The file cannot be made.
    """
    if path is None or not isinstance(sensors, BleakSource):
        return _nothing_to_close
    return Capture(path, sensors, clock).close


async def _nothing_to_close() -> None:
    pass


def recorded(path: Path, clock: Clock) -> ReplaySource:
    """The sensors of a recording.

    Raises:
        InvalidInputError: It is none.
    """
    return ReplaySource(path, clock)


def read_recording(path: Path) -> Recording:
    """A recording for the gym's `replay`, oldest row first.

    Raises:
        InvalidInputError: It cannot be read.
    """
    return read_rows(path)


def radio(clock: Clock, names: Iterable[str] = ()) -> BleakSource:
    """Real radios: those named, else the computer's own Bluetooth with all its adapters.

    Raises:
        InvalidInputError: There is no radio of such a name.
    """
    return BleakSource(
        clock,
        Random(),  # noqa: S311 - jitter
        adapters=adapters_named(names),
        receiver=DESK_RECEIVER,
    )


async def bluetooth_findings() -> tuple[RadioFinding, ...]:
    """What Bluetooth needs on this computer, and what of it is there."""
    return await examine()

"""The gateway's composition root: the radio, the hub and the outbox of a machine without window."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from app.account_file import AccountFile, HubAccount
from app.composition import Gym, open_gym
from app.gateway_files import read_plan, write_plan
from app.settings import Settings
from core.client.gateway_client import GatewayClient, join_hub
from core.client.outbox import SqliteOutbox
from core.client.pauses import Pauses
from core.client.trust import Trust
from core.domain.gateway import GatewayPlan
from core.domain.ids import new_id
from core.ports.clock import Clock
from core.sensors.radio import BleakSource
from core.sensors.radio_names import adapters_named
from core.sensors.virtual.scenario import read_scenario
from core.services.desk.attendance import Attendance
from core.services.desk.courier import ReadingCourier
from core.services.desk.radio_choice import check_radio_names
from core.services.gateway.floor import GatewayFloor
from core.services.gateway.voice import GatewayVoice
from core.tasks import TaskScope

_PAUSES = (0.5, 15.0)
"""First and longest, seconds: a hub that is gone for the night is not asked every second."""


@dataclass(frozen=True)
class Gateway:
    """All parts of a running gateway."""

    name: str
    link: GatewayClient
    sensors: BleakSource
    courier: ReadingCourier
    floor: GatewayFloor
    attendance: Attendance
    outbox: SqliteOutbox
    tasks: TaskScope

    async def close(self) -> None:
        """Let go of radio, hub and files, in this order; unsent readings stay in the outbox."""
        self.attendance.close()
        await self.sensors.close()
        self.floor.close()
        await self.tasks.close()
        await self.link.close()
        self.outbox.close()


async def join(
    file: AccountFile, hub: str, code: str, name: str, fingerprint: str | None = None
) -> None:
    """Become a device of a hub, and remember it.

    Args:
        file: Keeps the sign-in.
        hub: Its address.
        code: Of six digits.
        name: What trainers see.
        fingerprint: Of its certificate, where no authority vouches for that.

    Raises:
        HockeyHubError: No hub answers there, or it refuses the code.
    """
    joined = await join_hub(hub, code, name, Trust(fingerprint))
    file.write(
        HubAccount(
            hub=hub,
            name=name,
            refresh_token=joined.refresh_token or "",
            request_id=new_id(),
            fingerprint=fingerprint,
        )
    )


def gateway_radio(
    clock: Clock, name: str, radios: Iterable[str], gym: Gym | None = None
) -> BleakSource:
    """A gateway's ears: this computer's radios, or a virtual gym.

    Raises:
        InvalidInputError: A radio's name is none.
    """
    random = Random()  # noqa: S311 - jitter
    if gym is None:
        return BleakSource(clock, random, adapters=adapters_named(radios), receiver=name)
    return BleakSource(
        clock,
        random,
        scanner_backend=gym.scanner_backend,
        client_backend=gym.client_backend,
        receiver=name,
    )


def check_ears(radios: Iterable[str], scenario: Path | None) -> None:
    """Refuse what cannot be listened to before a code is used up for it.

    Raises:
        InvalidInputError: There is no radio of such a name, or the gym's file makes no sense.
    """
    check_radio_names(radios)
    if scenario is not None:
        _ = read_scenario(scenario)


def virtual_gym(clock: Clock, scenario: Path | None) -> Gym:
    """The virtual gym, usual or as a scenario file has it.

    Raises:
        InvalidInputError: The file makes no sense.
    """
    return open_gym(clock, 1, scenario)


def open_gateway(
    settings: Settings, file: AccountFile, sensors: BleakSource, clock: Clock, tasks: TaskScope
) -> Gateway:
    """Join the parts; nothing is started yet but the delivery of what waits in the outbox.

    Args:
        settings: Where things are kept.
        file: A joined gateway's account.
        sensors: Its ears.
        clock: This machine's.
        tasks: Owner of the background work; closed with the gateway.

    Raises:
        UnavailableError: The outbox cannot be opened.
    """
    account = file.account
    if account is None:
        raise ValueError("join first")
    first_s, longest_s = _PAUSES
    pauses = Pauses(first_s, longest_s, Random())  # noqa: S311 - jitter
    link = GatewayClient(account.hub, file, tasks, pauses, Trust(account.fingerprint))
    outbox = SqliteOutbox(settings.outbox)
    courier = ReadingCourier(link, outbox, tasks)
    plan_file = settings.home / "plan.json"
    floor = GatewayFloor(link, sensors, courier, clock, tasks, read_plan(plan_file))

    def keep(plan: GatewayPlan) -> None:
        write_plan(plan_file, plan)
        know_again(plan)

    def know_again(plan: GatewayPlan) -> None:
        """Paired sensors keep their ids, even if they come back under another address."""
        for pairing in plan.pairings:
            if pairing.serial:
                sensors.remember(pairing.sensor_id, pairing.sensor_name, pairing.serial)

    know_again(floor.plan)
    floor.plan_renewed.connect(keep)
    GatewayVoice(account.name, link, sensors, courier, floor.time, tasks)
    return Gateway(
        name=account.name,
        link=link,
        sensors=sensors,
        courier=courier,
        floor=floor,
        attendance=Attendance(sensors, floor.pairings, tasks),
        outbox=outbox,
        tasks=tasks,
    )

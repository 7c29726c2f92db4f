"""A running session on a real hub, and a gateway in a virtual gym that has joined it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.account_file import AccountFile
from app.composition import Gym
from app.gateway_composition import Gateway, gateway_radio, join, open_gateway
from app.settings import Settings
from core.clock import SystemClock
from core.sensors.virtual.devices import VirtualDevice
from core.tasks import TaskScope
from tests.helpers.hub_clients import API, Api, bundle_draft
from tests.helpers.virtual_room import one_of

NAME = "Far corner"
PLAYERS = ("player-001", "player-002", "player-003")


def straps(count: int = len(PLAYERS)) -> tuple[VirtualDevice, ...]:
    """Straps that have to be connected, worn by nobody in particular."""
    return one_of(straps=count)


async def a_running_session(desk: Api, devices: Sequence[VirtualDevice], day: str) -> str:
    """Pair the devices with the first players, and begin the session that these are in."""
    pairings = [
        {"sensorId": device.address, "playerId": player}
        for device, player in zip(devices, PLAYERS, strict=False)
    ]
    await desk.ok("PUT", f"{API}/pairings", {"pairings": pairings})
    created = await desk.ok("POST", f"{API}/session-bundles", bundle_draft(day))
    session_id = str(created["sessions"][0]["id"])
    await desk.ok("POST", f"{API}/sessions/{session_id}/start")
    return session_id


async def a_code(desk: Api) -> str:
    """Six digits for a gateway."""
    issued = await desk.ok("POST", "/api/v1/devices/join-codes", {"kind": "gateway"})
    return str(issued["code"])


async def recorded(desk: Api, session_id: str) -> list[dict[str, Any]]:
    """All readings of a session that the hub has on record, in order."""
    log = await desk.ok("GET", f"{API}/sessions/{session_id}/recording")
    return [reading for entry in log for reading in entry["event"].get("readings", ())]


@dataclass
class RunningGateway:
    """A gateway in the test's own process."""

    gateway: Gateway
    gym: Gym
    heard: list[tuple[str, float]]
    """Sensor and instant of everything that its radio decoded."""


@asynccontextmanager
async def a_gateway(
    home: Path, hub: str, devices: Sequence[VirtualDevice], code: str | None = None
) -> AsyncIterator[RunningGateway]:
    """Join if there is a code, and run until the context ends."""
    failures: list[tuple[str, BaseException]] = []
    settings = Settings(home=home)
    settings.prepare()
    file = AccountFile(home / "gateway.json")
    if code is not None:
        await join(file, hub, code, NAME)
    clock = SystemClock()
    gym = Gym(clock, seed=3, devices=devices)
    sensors = gateway_radio(clock, NAME, (), gym)
    tasks = TaskScope(lambda name, error: failures.append((name, error)))
    gateway = open_gateway(settings, file, sensors, clock, tasks)
    running = RunningGateway(gateway, gym, [])
    sensors.reading_received.connect(
        lambda reading: running.heard.append((reading.sensor_id, reading.at))
    )
    await gym.start()
    opening = asyncio.get_running_loop().create_task(gateway.link.open())
    gateway.attendance.start()
    await sensors.start()
    try:
        yield running
    finally:
        opening.cancel()
        await asyncio.gather(opening, return_exceptions=True)
        await gateway.close()
        await gym.close()
    assert failures == []

"""Plays a scenario: lets its events happen in their time."""

from __future__ import annotations

import asyncio
import fnmatch
import heapq
import itertools
import logging
from collections.abc import Sequence
from random import Random

from core.domain.value import Value
from core.events import Event
from core.ports.clock import Clock
from core.sensors.virtual.faults import Faults
from core.sensors.virtual.scenario import Scenario
from core.sensors.virtual.scenario_events import ScenarioEvent, Selection
from core.sensors.virtual.station import Station, Stations

_log = logging.getLogger(__name__)


class Mishap(Value, frozen=True, kw_only=True):
    """Something that happened, or was made good again."""

    at_s: float
    """Since the scenario began."""
    event_number: int
    """In the file, from 0."""
    event: ScenarioEvent
    is_over: bool
    addresses: tuple[str, ...]
    """Of the devices, as they were when it happened."""


class ScenarioPlayer:
    """Drives a gym's faults. The same scenario gives the same mishaps every time.

    Args:
        scenario: What is to happen.
        stations: The gym's devices.
        faults: How to make them misbehave.
        clock: Whose time counts.

    Attributes:
        happened: Emitted after each mishap.
    """

    def __init__(
        self, scenario: Scenario, stations: Stations, faults: Faults, clock: Clock
    ) -> None:
        self.happened: Event[[Mishap]] = Event()
        self._scenario = scenario
        self._stations = stations
        self._faults = faults
        self._clock = clock
        self._due: list[tuple[float, int, int, tuple[Station, ...] | None]] = []
        self._order = itertools.count()
        self._times: dict[int, int] = {}

    async def run(self) -> None:
        """Play it from now to its end; never ends while something is repeated for ever."""
        began = self._clock.monotonic()
        for number, event in enumerate(self._scenario.event):
            self._plan(event.at_s, number, None)
        while self._due:
            at_s, _, number, stations = heapq.heappop(self._due)
            wait_s = at_s - (self._clock.monotonic() - began)
            if wait_s > 0:
                await self._clock.sleep(wait_s)
            await self._happen(at_s, number, stations)

    def _plan(self, at_s: float, number: int, stations: tuple[Station, ...] | None) -> None:
        heapq.heappush(self._due, (at_s, next(self._order), number, stations))

    async def _happen(self, at_s: float, number: int, stations: tuple[Station, ...] | None) -> None:
        event = self._scenario.event[number]
        is_over = stations is not None
        if stations is None:
            stations = self._choose(event.devices, number)
            self._plan_next(at_s, number, event, stations)
        addresses = tuple(station.device.address for station in stations)
        if is_over:
            for address in addresses:
                await event.end(self._faults, address)
        else:
            await event.happen(self._faults, addresses)
        _log.info("scenario: event %d %s %s", number + 1, addresses, "over" if is_over else "on")
        self.happened.emit(
            Mishap(
                at_s=at_s, event_number=number, event=event, is_over=is_over, addresses=addresses
            )
        )
        await asyncio.sleep(0)

    def _plan_next(
        self, at_s: float, number: int, event: ScenarioEvent, stations: tuple[Station, ...]
    ) -> None:
        if event.lasts_s is not None:
            self._plan(at_s + event.lasts_s, number, stations)
        if event.every_s is None:
            return
        again_s = at_s + event.every_s
        if event.until_s is None or again_s <= event.until_s:
            self._plan(again_s, number, None)

    def _choose(self, selection: Selection, number: int) -> tuple[Station, ...]:
        """The devices of an event, this time."""
        fitting = [station for station in self._stations if _fits(selection, station)]
        if selection.numbers is not None:
            fitting = [fitting[one - 1] for one in selection.numbers if one <= len(fitting)]
        time = self._times[number] = self._times.get(number, 0) + 1
        random = Random(f"{self._scenario.seed} {number} {time}")  # noqa: S311 (a simulation)
        if selection.share is not None:
            fitting = _some(fitting, round(selection.share * len(fitting)), random)
        if selection.count is not None:
            fitting = _some(fitting, selection.count, random)
        return tuple(fitting)


def _fits(selection: Selection, station: Station) -> bool:
    device = station.device
    return selection.kind in (None, device.kind) and (
        selection.name is None or fnmatch.fnmatchcase(device.name, selection.name)
    )


def _some(stations: Sequence[Station], count: int, random: Random) -> list[Station]:
    """So many of them by chance, in the gym's order."""
    chosen = set(random.sample(range(len(stations)), min(count, len(stations))))
    return [station for number, station in enumerate(stations) if number in chosen]

"""Watches all adapters: their scans, their capacity, and sensors that others hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from core.domain.ids import SensorId
from core.domain.radio import RadioState, RadioStatus
from core.errors import NoBluetoothError
from core.events import Event
from core.ports.clock import Clock
from core.sensors.absentees import Absentees
from core.sensors.adapter import Adapter
from core.sensors.link import SensorLink
from core.sensors.scan_watchdog import ScanWatchdog
from core.tasks import TaskScope

_LOOK_EVERY_S = 30.0
"""How often the system is asked for sensors that it holds for others."""
_FIRST_LOOK_S = 10.0
"""Who is free advertises sooner than that."""


class RadioWatch:
    """Keeps adapters scanning and tells how they stand.

    Args:
        adapters: Which.
        clock: For ages.
        tasks: Where scans are started anew.
        absentees: Who is known and was not heard yet.
        changed: Emitted when something about the radio changed.
    """

    def __init__(
        self,
        adapters: Sequence[Adapter],
        clock: Clock,
        tasks: TaskScope,
        absentees: Absentees,
        changed: Event[[RadioStatus]],
    ) -> None:
        self._adapters = tuple(adapters)
        self._clock = clock
        self._tasks = tasks
        self._absentees = absentees
        self._changed = changed
        now_s = clock.monotonic()
        self._watchdogs = {one: ScanWatchdog(one, now_s) for one in self._adapters}
        self._reviving: set[Adapter] = set()
        self._wanted = 0
        self._told: RadioStatus | None = None
        self._looked_s = now_s + _FIRST_LOOK_S - _LOOK_EVERY_S

    @property
    def status(self) -> RadioStatus:
        """How the adapters stand."""
        used = sum(one.capacity.used for one in self._adapters)
        waiting = max(self._wanted - used, 0)
        statuses = []
        for index, (adapter, watchdog) in enumerate(self._watchdogs.items()):
            more = waiting if index == 0 else 0  # not yet any adapter's
            statuses.append(watchdog.status(adapter.capacity.used + more))
        return RadioStatus(adapters=tuple(statuses))

    @property
    def has_radio(self) -> bool:
        """Whether any adapter works, as far as is known."""
        states = {watchdog.state for watchdog in self._watchdogs.values()}
        return states != {RadioState.NO_BLUETOOTH}

    async def start(self) -> None:
        """Begin to scan with every adapter.

        Raises:
            NoBluetoothError: None of them works.
        """
        refusals: list[NoBluetoothError] = []
        for watchdog in self._watchdogs.values():
            try:
                await watchdog.start(self._clock.monotonic())
            except NoBluetoothError as error:
                refusals.append(error)
        self._tell()
        if len(refusals) == len(self._adapters):
            raise refusals[0]

    async def stop(self) -> None:
        """Scan no more, and give the radios back."""
        for adapter in self._adapters:
            await adapter.close()

    def suspect(self, adapter: Adapter) -> None:
        """A link failed as if the adapter were not there: look soon."""
        self._watchdogs[adapter].suspect()

    def check(
        self, links: Mapping[SensorId, SensorLink], is_broadcasting: Callable[[SensorId], bool]
    ) -> None:
        """Do what has become due. To be called a few times a second."""
        now_s = self._clock.monotonic()
        needed = [
            link
            for sensor_id, link in links.items()
            if link.is_linked or not is_broadcasting(sensor_id)
        ]
        self._wanted = len(needed)
        is_room_live = bool(links) and all(link.is_listening for link in needed)
        for adapter, watchdog in self._watchdogs.items():
            is_due = watchdog.is_due(now_s, is_room_live=is_room_live)
            if is_due and adapter not in self._reviving:
                self._reviving.add(adapter)
                self._tasks.spawn(self._revive(adapter, watchdog), name=f"revive {adapter.name}")
        if now_s - self._looked_s >= _LOOK_EVERY_S:
            self._looked_s = now_s
            missing = {one: link for one, link in links.items() if link.is_missing}
            if missing or self._absentees.are_there:
                self._tasks.spawn(self._look_elsewhere(missing), name="look elsewhere")
        self._tell()

    async def _revive(self, adapter: Adapter, watchdog: ScanWatchdog) -> None:
        try:
            await watchdog.revive(self._clock.monotonic())
        finally:
            self._reviving.discard(adapter)
        self._tell()

    async def _look_elsewhere(self, missing: Mapping[SensorId, SensorLink]) -> None:
        """A sensor that is connected to another program does not advertise."""
        held: set[str] = set()
        for adapter in self._adapters:
            held.update(device.address for device in await adapter.held_by_system())
        for sensor_id, link in missing.items():
            if sensor_id in held and link.is_missing:
                link.held_elsewhere()
        self._absentees.held(held)

    def _tell(self) -> None:
        status = self.status
        if status != self._told:
            self._told = status
            self._changed.emit(status)

"""All that is heard in the room: by this computer's own radios, and by gateways."""

from __future__ import annotations

import msgspec
from typing_extensions import override

from core.domain.gateway import GatewayHeard
from core.domain.ids import SensorId
from core.domain.radio import RadioStatus
from core.domain.sensor import LinkState, Sensor, SensorReading
from core.events import Event
from core.ports.clock import Clock
from core.ports.sensors import SensorSource
from core.tasks import TaskScope

SILENT_S = 10.0
"""A gateway that said nothing for so long hears nothing, as far as anybody knows."""
_LOOK_S = 2.0
_RANK = {
    LinkState.LIVE: 0,
    LinkState.STALE: 1,
    LinkState.CONNECTING: 2,
    LinkState.RECONNECTING: 3,
    LinkState.IN_RANGE: 3,
    LinkState.LOST: 4,
}


class AllEars(SensorSource):
    """This computer's sensors, completed by those of gateways: each once, by who has it best.

    What gateways read reaches the sessions through the hub; here their last values are shown.

    Args:
        own: This computer's radios.
        gateway_heard: Told every few seconds what a gateway hears.
        clock: Notices gateways that have fallen silent.
        tasks: Owner of that look.
    """

    def __init__(
        self,
        own: SensorSource,
        gateway_heard: Event[[GatewayHeard]],
        clock: Clock,
        tasks: TaskScope,
    ) -> None:
        self.sensor_changed: Event[[Sensor]] = Event()
        self.reading_received: Event[[SensorReading]] = Event()
        self.sensor_merged: Event[[SensorId, SensorId]] = own.sensor_merged
        self.radio_changed: Event[[RadioStatus]] = own.radio_changed
        self._own = own
        self._clock = clock
        self._far: dict[str, dict[SensorId, Sensor]] = {}
        self._spoke_s: dict[str, float] = {}
        self._told: dict[SensorId, Sensor] = {}
        """As last told, of those that gateways hear."""
        self._undo = (
            own.sensor_changed.connect(self._on_own),
            own.reading_received.connect(self.reading_received.emit),
            gateway_heard.connect(self._on_gateway),
        )
        tasks.spawn(self._look(), name="gateways")

    @property
    @override
    def sensors(self) -> tuple[Sensor, ...]:
        own = {sensor.id: sensor for sensor in self._own.sensors}
        far = dict.fromkeys(key for heard in self._far.values() for key in heard)
        every = (*own, *(key for key in far if key not in own))
        best = (self._best(key, own.get(key)) for key in every)
        return tuple(sensor for sensor in best if sensor is not None)

    @property
    @override
    def radio(self) -> RadioStatus:
        return self._own.radio

    @override
    async def start(self) -> None:
        await self._own.start()

    @override
    async def connect(self, sensor_id: SensorId) -> None:
        """Connect it here; one that only a gateway hears is connected there once it is paired."""
        if any(sensor.id == sensor_id for sensor in self._own.sensors) or not self._is_far(
            sensor_id
        ):
            await self._own.connect(sensor_id)

    @override
    async def disconnect(self, sensor_id: SensorId) -> None:
        await self._own.disconnect(sensor_id)

    @override
    async def close(self) -> None:
        """Stop listening; the own radios are closed by their owner."""
        for undo in self._undo:
            undo()

    def _is_far(self, sensor_id: SensorId) -> bool:
        return any(sensor_id in heard for heard in self._far.values())

    def _best(self, sensor_id: SensorId, own: Sensor | None) -> Sensor | None:
        """The sensor as it is heard best; the own radio has the word where it is as good."""
        far = [heard[sensor_id] for heard in self._far.values() if sensor_id in heard]
        if own is not None and self._far and not own.receiver and self._own.radio.adapters:
            own = msgspec.structs.replace(own, receiver=self._own.radio.adapters[0].name)
        if not far:
            return own
        nearest = min(far, key=lambda one: (_RANK[one.state], -(one.rssi_dbm or -200)))
        if own is None or _RANK[nearest.state] < _RANK[own.state]:
            return nearest
        return own

    def _on_own(self, sensor: Sensor) -> None:
        best = self._best(sensor.id, sensor)
        self.sensor_changed.emit(best or sensor)

    def _on_gateway(self, heard: GatewayHeard) -> None:
        name = heard.receiver
        self._spoke_s[name] = self._clock.monotonic()
        before = self._far.get(name, {})
        self._far[name] = {
            sensor.id: msgspec.structs.replace(
                sensor, receiver=f"{name} · {sensor.receiver}" if sensor.receiver else name
            )
            for sensor in heard.sensors
        }
        self._tell({**before, **self._far[name]})
        live = {sensor.id for sensor in self._own.sensors if sensor.state is LinkState.LIVE}
        for reading in heard.readings:
            if reading.sensor_id not in live:
                self.reading_received.emit(reading)

    async def _look(self) -> None:
        while True:
            await self._clock.sleep(_LOOK_S)
            now_s = self._clock.monotonic()
            for name, spoke_s in tuple(self._spoke_s.items()):
                if now_s - spoke_s >= SILENT_S:
                    del self._spoke_s[name]
                    self._tell(self._far.pop(name, {}))

    def _tell(self, concerned: dict[SensorId, Sensor]) -> None:
        """Tell of those that look different now; one that nobody hears any more is lost."""
        own = {sensor.id: sensor for sensor in self._own.sensors}
        for sensor_id, last in concerned.items():
            now = self._best(sensor_id, own.get(sensor_id)) or msgspec.structs.replace(
                last, state=LinkState.LOST, reason="the gateway is silent", rssi_dbm=None
            )
            if self._told.get(sensor_id) != now:
                self._told[sensor_id] = now
                self.sensor_changed.emit(now)

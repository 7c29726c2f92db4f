"""What a gateway says on the terminal: whether the hub is there, what is heard, how much waits."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping

from app.gateway_composition import Gateway
from core.domain.gateway import GatewayPlan
from core.domain.ids import SensorId
from core.domain.sensor import LinkState, Sensor, SensorReading
from core.ports.clock import Clock
from core.ports.hub_link import LinkStatus

_LOOK_S = 1.0
_TABLE_EVERY_S = 15.0
_HUB = {
    LinkStatus.CONNECTING: "looking for the hub",
    LinkStatus.ONLINE: "hub there",
    LinkStatus.AWAY: "hub away, trying again",
}
_LIVE = (LinkState.LIVE, LinkState.STALE)


def standing(status: LinkStatus, waiting: int, plan: GatewayPlan, live: int) -> str:
    """One line on how it stands."""
    hub = _HUB[status]
    count = len(plan.sessions)
    sessions = "no session runs" if not count else f"{count} session{'s' * (count > 1)} running"
    readings = "nothing waits" if not waiting else f"{waiting} readings wait for the hub"
    return f"{hub} · {sessions} · {live} sensor{'s' * (live != 1)} live · {readings}"


def table(
    sensors: Iterable[Sensor],
    plan: GatewayPlan,
    last: Mapping[SensorId, SensorReading],
) -> list[str]:
    """One line for each sensor that is heard: whose, which, its value, its signal."""
    heard = [one for one in sensors if one.state is not LinkState.LOST]
    rows = [
        (
            plan.owners.get(one.id, "") or "nobody's yet",
            one.name or one.id,
            _value(last.get(one.id)) if one.state in _LIVE else _state(one),
            "" if one.rssi_dbm is None else f"{one.rssi_dbm} dBm",
        )
        for one in heard
    ]
    rows.sort(key=lambda row: (row[0] == "nobody's yet", row))
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(4)]
    return [
        "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]


class GatewayReporter:
    """Says what changes when it changes, and the whole table now and then.

    Args:
        gateway: What is reported on.
        hub: Its hub's address.
        clock: When the table is due.
        write: Takes lines.
    """

    def __init__(
        self,
        gateway: Gateway,
        hub: str,
        clock: Clock,
        write: Callable[[str], None] = lambda text: print(text, flush=True),  # noqa: T201
    ) -> None:
        self._gateway = gateway
        self._clock = clock
        self._write = write
        self._last: dict[SensorId, SensorReading] = {}
        self._states: dict[SensorId, LinkState] = {}
        self._said = ""
        self._undo = (
            gateway.sensors.reading_received.connect(self._on_reading),
            gateway.sensors.sensor_changed.connect(self._on_sensor),
            gateway.link.status_changed.connect(self._on_link),
            gateway.courier.refused.connect(
                lambda batch, error: self.say(
                    f"The hub refused {len(batch.readings)} readings: {error.message}"
                    " They are kept apart here."
                )
            ),
            gateway.courier.disk_failed.connect(
                lambda error: self.say(f"{error.message} {error.suggested_action}")
            ),
        )
        self.say(f"Gateway “{gateway.name}” for the hub at {hub}. Stop with Ctrl+C.")

    def close(self) -> None:
        """Say nothing of itself any more."""
        for undo in self._undo:
            undo()

    def say(self, text: str) -> None:
        """One line, with the time of day."""
        self._write(f"{time.strftime('%H:%M:%S')}  {text}")

    def say_farewell(self, waiting: int) -> None:
        """The last line."""
        kept = f" {waiting} readings wait here and are sent at the next start." if waiting else ""
        self.say(f"Stopped.{kept}")

    async def run(self) -> None:
        """Look every second; say it if it is another than before, or due again."""
        due_s = self._clock.monotonic()
        while True:
            gateway = self._gateway
            live = sum(one.state is LinkState.LIVE for one in gateway.sensors.sensors)
            waiting = gateway.courier.waiting
            is_there = gateway.link.status is LinkStatus.ONLINE
            line = standing(
                # What is on its way does not wait.
                gateway.link.status,
                0 if is_there else waiting,
                gateway.floor.plan,
                live,
            )
            gist = line.partition(" readings")[0].rstrip("0123456789")  # not how many wait
            if gist != self._said or self._clock.monotonic() >= due_s:
                self._said = gist
                due_s = self._clock.monotonic() + _TABLE_EVERY_S
                self.say(line)
                for row in table(gateway.sensors.sensors, gateway.floor.plan, self._last):
                    self._write(f"          {row}")
            await self._clock.sleep(_LOOK_S)

    def _on_reading(self, reading: SensorReading) -> None:
        self._last[reading.sensor_id] = reading

    def _on_sensor(self, sensor: Sensor) -> None:
        before = self._states.get(sensor.id)
        self._states[sensor.id] = sensor.state
        is_worth_it = LinkState.LIVE in (before, sensor.state) or sensor.trouble is not None
        if before is sensor.state or not is_worth_it:
            return
        owner = self._gateway.floor.plan.owners.get(sensor.id)
        whose = f" ({owner})" if owner else ""
        self.say(f"{sensor.name or sensor.id}{whose}: {_state(sensor)} {sensor.next_step}".rstrip())

    def _on_link(self, status: LinkStatus, reason: str) -> None:
        if status is LinkStatus.ONLINE:
            self.say("The hub is there.")
        elif reason:
            self.say(reason)


def _state(sensor: Sensor) -> str:
    words = sensor.state.value.replace("_", " ")
    return f"{words}, {sensor.reason}" if sensor.reason else words


def _value(reading: SensorReading | None) -> str:
    if reading is None:
        return "–"
    parts = (
        ("bpm", reading.heart_rate_bpm),
        ("W", reading.power_w),
        ("spm", reading.stroke_rate_spm),
        ("rpm", reading.cadence_rpm),
    )
    return "  ".join(f"{value:.0f} {unit}" for unit, value in parts if value is not None) or "–"

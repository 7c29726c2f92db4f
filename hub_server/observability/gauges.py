"""What stands at this moment, read from the hub whenever its metrics are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily, Metric
from prometheus_client.registry import Collector
from typing_extensions import override

from core.domain.user import Role
from core.ports.clock import Clock
from core.services.running.sessions import RunningSessions
from hub_server.version import VERSION

Connections = Callable[[], Iterable[tuple[Role, int]]]
"""Role and waiting packets of each connection."""


class HubGauges(Collector):
    """Connections, sessions, queues and the recorder's lag.

    Args:
        running: The running sessions.
        connections: Who is connected.
        clock: Dates the start.
    """

    def __init__(self, running: RunningSessions, connections: Connections, clock: Clock) -> None:
        self._running = running
        self._connections = connections
        self._started_at = clock.now()

    @override
    def collect(self) -> Iterator[Metric]:
        yield InfoMetricFamily("hockeyhub_build", "This program.", value={"version": VERSION})
        yield _gauge("start_time_seconds", "Start, in seconds since 1970.", self._started_at)
        connections = tuple(self._connections())
        yield _by_role(role for role, _ in connections)
        yield _gauge(
            "sessions_running",
            "Sessions in progress or paused.",
            len(self._running.running_states),
        )
        vitals = self._running.vitals
        yield _gauge("recorder_waiting", "Events that wait to be recorded.", vitals.waiting)
        yield _gauge(
            "recorder_lag_seconds", "How long the oldest of them has waited.", vitals.lag_s
        )
        waiting = [packets for _, packets in connections]
        yield _gauge("outgoing_packets", "Packets that wait for connections.", sum(waiting))
        yield _gauge(
            "outgoing_packets_deepest", "The longest queue of one.", max(waiting, default=0)
        )


def _by_role(roles: Iterable[Role]) -> Metric:
    family = GaugeMetricFamily(
        "hockeyhub_connections", "Live connections, by role.", labels=["role"]
    )
    for role, count in Counter(roles).items():
        family.add_metric([role], count)
    return family


def _gauge(name: str, meaning: str, value: Any) -> Metric:  # noqa: ANN401 - any number
    return GaugeMetricFamily(f"hockeyhub_{name}", meaning, value=value)

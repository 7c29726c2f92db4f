"""What the hub counts and measures, in a registry of its own."""

from __future__ import annotations

import logging
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram, disable_created_metrics
from prometheus_client.registry import Collector

from core.errors import ErrorCode
from core.protocol.problem import Problem

_log = logging.getLogger(__name__)

SLOW_S: Final = 0.5
"""An answer that takes longer is worth a line in the log."""
_SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_GROUP_SIZES: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500)

disable_created_metrics()  # type: ignore[no-untyped-call] # the hub's own start says the same, once


class HubMetrics:
    """Counters and histograms; gauges are read from the hub when somebody asks.

    Args:
        slow_s: From how many seconds on an answer counts as slow.
    """

    def __init__(self, slow_s: float = SLOW_S) -> None:
        self.registry = CollectorRegistry(auto_describe=False)
        self._slow_s = slow_s
        self._answers = Histogram(
            "hockeyhub_handler_seconds",
            "Time until a request or event was answered.",
            ("via", "name"),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._answers_of: dict[tuple[str, str], Histogram] = {}
        self._slow = Counter(
            "hockeyhub_slow_handlers",
            f"Answers that took longer than {slow_s:g} s.",
            ("via", "name"),
            registry=self.registry,
        )
        self._refused = Counter(
            "hockeyhub_refused",
            "Requests and events that were refused, by reason.",
            ("via", "code"),
            registry=self.registry,
        )
        self._commits = Histogram(
            "hockeyhub_commit_seconds",
            "Time to make a group of events durable.",
            buckets=_SECONDS,
            registry=self.registry,
        )
        self._groups = Histogram(
            "hockeyhub_commit_events",
            "Events made durable together.",
            buckets=_GROUP_SIZES,
            registry=self.registry,
        )
        for code in ErrorCode:  # a rate needs the zero before the first refusal
            self._refused.labels("socket", code)
            self._refused.labels("rest", code)

    def add(self, collector: Collector) -> None:
        """Ask this one, too, whenever the metrics are read."""
        self.registry.register(collector)

    def answered(self, via: str, name: str, seconds: float) -> None:
        """Something was answered.

        Args:
            via: `rest` or `socket`.
            name: The route or event: from a fixed set, never as the caller wrote it.
            seconds: How long it took.
        """
        answers = self._answers_of.get((via, name))
        if answers is None:  # finding one by its labels costs more than counting
            answers = self._answers_of[via, name] = self._answers.labels(via, name)
        answers.observe(seconds)
        if seconds >= self._slow_s:
            self._slow.labels(via, name).inc()
            _log.warning("slow: %s %s took %.2f s", via, name, seconds)

    def refused(self, via: str, problem: Problem) -> None:
        """Something was refused."""
        self._refused.labels(via, problem.code).inc()

    def committed(self, events: int, seconds: float) -> None:
        """A group of events is durable."""
        self._commits.observe(seconds)
        self._groups.observe(events)

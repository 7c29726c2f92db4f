"""Refused attempts in the audit log: each kind once in a while, never a flood."""

from __future__ import annotations

import logging

import msgspec

from core.domain.user import Principal
from core.errors import HockeyHubError, TooManyError
from core.ports.clock import Clock
from core.ports.storage import Database
from core.tasks import TaskScope
from hub_server.security.throttle import Throttle

_log = logging.getLogger(__name__)


class RefusalLog:
    """Writes down who was refused what, in the background.

    Nobody who is refused waits for the disk, and nobody fills it: each caller has ten lines at
    once and six a minute, and all who do not say who they are, from wherever they call, a hundred
    at once and six a minute. A line says how many were left out before it.

    Args:
        database: Where the audit log is.
        clock: Refills the allowance.
        tasks: Owner of the background work.
    """

    def __init__(self, database: Database, clock: Clock, tasks: TaskScope) -> None:
        self._database = database
        self._tasks = tasks
        self._allowance = Throttle(clock, capacity=10, per_second=0.1, what="Refusals")
        self._of_actor = Throttle(clock, capacity=100, per_second=0.1, what="Refusals")
        self._left_out = 0

    def note(
        self, error: HockeyHubError, *, wanted: str, address: str | None, who: Principal | None
    ) -> None:
        """Keep a refusal.

        Args:
            error: What was answered.
            wanted: What was asked for: a route or an event.
            address: Where the call came from.
            who: Whose token it was, if it was good.
        """
        actor = "unknown" if who is None else who.subject
        try:
            self._allowance.take(f"{actor} {address}")
            self._of_actor.take(actor)
        except TooManyError:
            self._left_out += 1
            return
        detail: dict[str, object] = {
            "code": error.code,
            "message": error.message,
            "address": address,
            "role": None if who is None else who.role,
            "leftOutBefore": self._left_out,
        }
        self._left_out = 0
        self._tasks.spawn(self._write(actor, wanted, detail), name="note refusal")

    async def _write(self, actor: str, wanted: str, detail: dict[str, object]) -> None:
        try:
            async with self._database.write() as unit:
                await unit.audit.note(
                    actor=actor,
                    action="access.refused",
                    subject=wanted[:200],
                    detail=msgspec.json.encode(detail),
                )
                await unit.commit()
        except HockeyHubError as error:
            _log.warning("a refusal could not be noted: %s", error.message)

"""This desk's pairings and the club's: one list, kept by the hub, also changed while it is away."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Mapping

from core.domain.ids import SensorId
from core.domain.sensor import Pairing
from core.errors import HockeyHubError, InvalidInputError, UnavailableError
from core.events import Event
from core.ports.clock import Clock
from core.ports.hub_link import LinkStatus
from core.ports.pairing_book import PairingBook
from core.services.desk.pairings import Pairings
from core.tasks import TaskScope

_log = logging.getLogger(__name__)

_AGAIN_S = 5.0
"""After an attempt that failed."""

BySensor = Mapping[SensorId, Pairing]


def merged(own: BySensor, agreed: BySensor, hub: BySensor) -> dict[SensorId, Pairing]:
    """One list of two: what was changed here since they last agreed wins, all else is the hub's.

    Args:
        own: This desk's list.
        agreed: What both had when they last agreed.
        hub: The hub's list now.
    """
    result: dict[SensorId, Pairing] = {}
    for sensor_id in {**hub, **own}:
        mine, base = own.get(sensor_id), agreed.get(sensor_id)
        wanted = mine if mine != base else hub.get(sensor_id)
        if wanted is not None:
            result[sensor_id] = wanted
    return result


class PairingSync:
    """Brings this desk's pairings to the hub, and the others' changes here.

    The desk's own list is what its trainer sees and what attributes its readings at once; the
    hub may be away for as long as it likes.

    Args:
        pairings: The desk's list.
        book: The hub's list.
        clock: For pauses.
        tasks: Owner of the background work.
        agreed: What both had when an earlier run of the program last reached the hub.
    """

    def __init__(
        self,
        pairings: Pairings,
        book: PairingBook,
        clock: Clock,
        tasks: TaskScope,
        agreed: Iterable[Pairing] = (),
    ) -> None:
        self.agreed_changed: Event[[tuple[Pairing, ...]]] = Event()
        """What both have now; keep it for the next start."""
        self._pairings = pairings
        self._book = book
        self._clock = clock
        self._agreed = _by_sensor(agreed)
        self._unwelcome: dict[SensorId, Pairing] = {}
        """Pairings that the hub refuses: they stay on this desk alone."""
        self._is_due = asyncio.Event()
        self._is_due.set()
        self._undo = (
            pairings.changed.connect(self._is_due.set),
            book.pairings_changed.connect(self._is_due.set),
            book.status_changed.connect(self._on_link),
        )
        self._task = tasks.start(self._run(), name="pairings to the hub")

    async def close(self) -> None:
        """Bring and fetch nothing more."""
        for undo in self._undo:
            undo()
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def agree(self) -> None:
        """Make both lists the same, as far as the hub takes this desk's.

        Raises:
            HockeyHubError: The hub is away or refuses altogether.
        """
        hub = _by_sensor(await self._book.pairings())
        own = _by_sensor(self._pairings.all())
        # A hub without any is a new one: its emptiness is nobody's decision.
        wanted = merged(own, self._agreed if hub else {}, hub)
        await self._send(wanted, hub)
        # What the trainer did while that travelled is due in the next round.
        now = _by_sensor(self._pairings.all())
        self._agree_on({key: one for key, one in wanted.items() if key not in self._unwelcome})
        self._pairings.adopt(merged(now, own, wanted).values())

    async def _send(self, wanted: BySensor, hub: BySensor) -> None:
        new = [one for key, one in wanted.items() if hub.get(key) != one]
        new = [one for one in new if self._unwelcome.get(one.sensor_id) != one]
        for sensor_id in hub:
            if sensor_id not in wanted:
                await self._book.remove_pairing(sensor_id)
        try:
            if new:
                await self._book.save_pairings(new)
        except InvalidInputError:
            for one in new:
                await self._send_alone(one)

    async def _send_alone(self, pairing: Pairing) -> None:
        """One of several was refused: find out which; a club's leftovers harm nobody."""
        try:
            await self._book.save_pairings((pairing,))
        except InvalidInputError as refusal:
            _log.warning("%s stays on this desk alone: %s", pairing.sensor_id, refusal.message)
            self._unwelcome[pairing.sensor_id] = pairing

    def _agree_on(self, pairings: BySensor) -> None:
        if pairings != self._agreed:
            self._agreed = dict(pairings)
            self.agreed_changed.emit(tuple(pairings.values()))

    async def _run(self) -> None:
        while True:
            await self._is_due.wait()
            self._is_due.clear()
            if self._book.status is not LinkStatus.ONLINE:
                continue  # due again as soon as it is there
            try:
                await self.agree()
            except UnavailableError as error:
                _log.info("pairings not shared yet: %s", error.message)
                await self._clock.sleep(_AGAIN_S)
                self._is_due.set()
            except HockeyHubError as refusal:
                _log.warning("pairings are not shared: %s", refusal.message)

    def _on_link(self, status: LinkStatus, _reason: str) -> None:
        if status is LinkStatus.ONLINE:
            self._is_due.set()


def _by_sensor(pairings: Iterable[Pairing]) -> dict[SensorId, Pairing]:
    return {pairing.sensor_id: pairing for pairing in pairings}

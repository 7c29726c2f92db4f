"""Correcting whose a sensor is: what was recorded and what is still to come."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from core.domain.ids import PlayerId, SensorId
from core.domain.sensor import Pairing, SensorMove
from core.errors import HockeyHubError, UnavailableError
from core.live.events import SensorReassigned
from core.ports.clock import Clock
from core.ports.hub_link import LinkStatus, SessionLink
from core.services.desk.courier import ReadingCourier
from core.services.desk.ownership import Ownership
from core.services.desk.pairings import Pairings
from core.services.desk.strap_watch import StrapProposal


class Corrections:
    """Re-attributes sensors from an instant on, at the hub and in the desk's pairings.

    The pairing changes at once, so that what is heard from now on has the right owner; then
    everything heard before is brought to the hub, and the hub re-attributes it. If the hub
    refuses, the pairing is as it was.

    Args:
        link: The hub.
        pairings: Who each sensor speaks for.
        courier: Brings readings to the hub.
        clock: The time of decisions.
        ownership: Whose each sensor is now.
    """

    def __init__(
        self,
        link: SessionLink,
        pairings: Pairings,
        courier: ReadingCourier,
        clock: Clock,
        ownership: Ownership,
    ) -> None:
        self._link = link
        self._pairings = pairings
        self._courier = courier
        self._clock = clock
        self._ownership = ownership

    async def reassign(
        self, sensor_id: SensorId, to_player_id: PlayerId | None, since: float
    ) -> None:
        """What a sensor said since an instant, and says from now on, is another player's.

        Raises:
            HockeyHubError: Sensor or player do not train here; the hub refuses or is away.
        """
        await self.make((self._ownership.move(sensor_id, to_player_id, since),))

    async def swap_straps(self, player_a: PlayerId, player_b: PlayerId, since: float) -> None:
        """Two players have worn each other's strap since an instant; raises as `reassign`."""
        await self.make(self._ownership.swap(player_a, player_b, since))

    async def accept(self, proposal: StrapProposal) -> None:
        """The straps are as the proposal says; raises as `reassign`."""
        await self.make(proposal.moves)

    async def make(self, moves: Sequence[SensorMove]) -> None:
        """Carry out some moves that belong together.

        Raises:
            HockeyHubError: The hub refuses or is away; then try all of them again.
        """
        if self._link.status is not LinkStatus.ONLINE:
            raise UnavailableError(
                "Sensors can only be reassigned while the hub is there.",
                suggested_action="Wait until the connection is back.",
            )
        former = {move.sensor_id: self._pairings.owner_of(move.sensor_id) for move in moves}
        at = self._clock.now()
        for move in moves:
            self._pair(move.sensor_id, move.to_player_id)
        try:
            await self._courier.delivered()
            for move in moves:
                await self._link.reassign(move, at)
        except HockeyHubError:
            for sensor_id, pairing in former.items():
                if pairing is None:
                    self._pairings.unpair(sensor_id)
                else:
                    self._pairings.pair(pairing)
            raise

    def follow(self, event: SensorReassigned) -> None:
        """Somebody corrected a sensor, perhaps at another desk: the pairing follows."""
        pairing = self._pairings.owner_of(event.sensor_id)
        if pairing is not None and pairing.player_id == event.from_player_id:
            self._pair(event.sensor_id, event.to_player_id)

    def _pair(self, sensor_id: SensorId, player_id: PlayerId | None) -> None:
        if player_id is None:
            self._pairings.unpair(sensor_id)
            return
        pairing = self._pairings.owner_of(sensor_id) or Pairing(sensor_id=sensor_id)
        self._pairings.pair(msgspec.structs.replace(pairing, player_id=player_id, unit_id=None))

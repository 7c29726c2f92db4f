"""Are two straps swapped? Compares whose power each strap's heart rate answers to.

Nothing is decided here: a suspicion names the players, the evidence and how sure it is, and a
trainer accepts it or not. Straps can only have changed bodies where they fell silent, or before
they were first heard; so the instant of the change is known to the sample once the pair is.
"""

from __future__ import annotations

from collections.abc import Iterable

from core.domain.equipment import EquipmentType
from core.domain.ids import PlayerId, SensorId
from core.domain.player import Player
from core.live.strap_look import SETTLED_S, WINDOW_S, Look
from core.live.strap_series import Machine, Strap


class StrapCheck:
    """Gathers what straps and machines say, and looks at it when asked.

    Args:
        players: Those who train, with the machine each one is on.
    """

    def __init__(self, players: Iterable[tuple[Player, EquipmentType]]) -> None:
        self._players = {player.id: (player, equipment) for player, equipment in players}
        self._straps: dict[SensorId, Strap] = {}
        self._machines: dict[PlayerId, Machine] = {key: Machine() for key in self._players}

    def heart_rate(self, sensor_id: SensorId, player_id: PlayerId, at: float, bpm: int) -> None:
        """A strap spoke for a player."""
        if player_id not in self._players:
            return
        strap = self._straps.get(sensor_id)
        if strap is None or strap.player_id != player_id:
            strap = self._straps[sensor_id] = Strap(sensor_id, player_id)
        strap.take(at, bpm)

    def power(self, player_id: PlayerId, at: float, power_w: float) -> None:
        """A player's machine spoke."""
        machine = self._machines.get(player_id)
        if machine is not None:
            machine.take(at, power_w)

    def moved(self, sensor_id: SensorId, player_id: PlayerId | None, since: float) -> None:
        """It was accepted that a strap speaks for another player since an instant."""
        strap = self._straps.pop(sensor_id, None)
        if strap is not None and player_id is not None:
            strap.forget_before(since)
            strap.player_id = player_id
            self._straps[sensor_id] = strap

    def look(self, now: float) -> Look:
        """All that was heard, as it stands now; judge it wherever there is time."""
        self._forget(now - WINDOW_S)
        straps = [
            strap for strap in self._straps.values() if strap.at and now - strap.at[-1] < SETTLED_S
        ]
        return Look(self._players, self._machines, straps, now)

    def _forget(self, instant: float) -> None:
        for strap in self._straps.values():
            first = strap.silences[0]
            keep = next((i for i, at in enumerate(strap.at) if at >= instant), len(strap.at))
            del strap.at[:keep], strap.bpm[:keep]
            # Where a strap's time begins stays known: a swap may be older than the window.
            recent = [silence for silence in strap.silences[1:] if silence[1] >= instant]
            strap.silences = [first, *recent]
        for machine in self._machines.values():
            keep = next((i for i, at in enumerate(machine.at) if at >= instant), len(machine.at))
            del machine.at[:keep], machine.watts[:keep]

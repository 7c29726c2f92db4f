"""The next interval, sent to a group's machines: each player at his own power."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from enum import StrEnum

from core.domain.control import Setting
from core.domain.ids import PlayerId, SensorId, SessionId
from core.domain.sensor import LinkState, Pairing, Sensor, SensorKind
from core.domain.session import SessionStatus
from core.domain.value import Value
from core.domain.workout import Interval, interval_at
from core.errors import NotFoundError, WrongStateError
from core.live.state import PlayerState, SessionState
from core.ports.machine_control import MachineControl, MachineError, NotControllableError
from core.ports.sensors import SensorSource
from core.services.desk.pairings import Pairings

_MONITORS = (SensorKind.PM5_ROWER, SensorKind.PM5_SKI, SensorKind.PM5_BIKE)
_CONTROLLABLE = (
    SensorKind.FTMS_ROWER,
    SensorKind.FTMS_BIKE,
    SensorKind.FTMS_CROSS_TRAINER,
    SensorKind.FTMS_TREADMILL,
)
_LINKED = (LinkState.LIVE, LinkState.STALE)


class PushOutcome(StrEnum):
    """What became of one player's target."""

    DONE = "done"
    LIMITED = "limited"
    """Done, as far as the machine's range allows."""
    REFUSED = "refused"
    """The machine said no, or nothing."""
    NOT_CONTROLLABLE = "not_controllable"
    """It cannot be told a power at all."""
    NO_MACHINE = "no_machine"
    NO_THRESHOLD = "no_threshold"
    """The player's FTP on this kind of machine is not known."""


_Why = tuple[PushOutcome, str, str]
"""Outcome, predicate of the machine, next step."""
_UNPAIRED: _Why = (
    PushOutcome.NO_MACHINE,
    "is paired with no device",
    "Pair it in Sensors.",
)
_MONITOR: _Why = (
    PushOutcome.NOT_CONTROLLABLE,
    "has a Concept2 monitor, which takes no targets from here",
    "Call the target out.",
)
_METER: _Why = (
    PushOutcome.NOT_CONTROLLABLE,
    "has a device that only measures",
    "Call the target out.",
)


class MachinePush(Value, frozen=True, kw_only=True):
    """One player's machine, and what it answered."""

    player_id: PlayerId
    player: str
    """Last name."""
    machine: str
    """The unit's name, as it stands on it; else the device's."""
    outcome: PushOutcome
    power_w: float | None = None
    """What it was set to."""
    reason: str = ""
    """Why not as asked, as a predicate of the machine: "is not connected"."""
    next_step: str = ""

    @property
    def is_done(self) -> bool:
        """Whether the machine holds a power now."""
        return self.outcome in (PushOutcome.DONE, PushOutcome.LIMITED)


class IntervalPush(Value, frozen=True, kw_only=True):
    """One interval sent to one session."""

    session_id: SessionId
    session: str
    """Its name."""
    interval: str
    """The interval's name."""
    ftp_share: float
    machines: tuple[MachinePush, ...]
    """In the order of the session's assignments."""


class IntervalPusher:
    """Sends intervals to machines.

    Args:
        control: Tells the machines.
        sensors: What is in the room.
        pairings: Which device sits on which unit.
    """

    def __init__(self, control: MachineControl, sensors: SensorSource, pairings: Pairings) -> None:
        self._control = control
        self._sensors = sensors
        self._pairings = pairings

    async def push(self, state: SessionState, index: int) -> IntervalPush:
        """Send an interval to all machines of a session at the same time.

        A machine that refuses does not keep the others from it.

        Args:
            state: The session.
            index: Which of its intervals.

        Raises:
            NotFoundError: There is no such interval.
            WrongStateError: It asks for no power.
        """
        interval = _interval(state, index)
        share = interval.target_ftp_share
        if share is None:
            raise WrongStateError(
                f"{interval.name} of {state.session.name} asks for no power, so no machine was"
                " told anything.",
                suggested_action="Give it a share of FTP in the plan, or set the machines by hand.",
            )
        present = [player for player in state.players.values() if player.removed_at is None]
        pushes = await asyncio.gather(*(self._push_to(player, share) for player in present))
        return IntervalPush(
            session_id=state.session_id,
            session=state.session.name,
            interval=interval.name,
            ftp_share=share,
            machines=tuple(pushes),
        )

    def machine_name(self, sensor_id: SensorId, states: Iterable[SessionState]) -> str:
        """What people call a machine: its unit's name, if it is in one of these sessions."""
        pairing = self._pairings.owner_of(sensor_id)
        players = (player for state in states for player in state.players.values())
        units = (
            player.unit_name
            for player in players
            if pairing is not None and _sits_at(pairing, player)
        )
        names = (sensor.name for sensor in self._sensors.sensors if sensor.id == sensor_id)
        return next(units, "") or next(names, "") or "A machine"

    async def _push_to(self, player: PlayerState, share: float) -> MachinePush:
        device = self._device_of(player)
        ftp_w = player.player.ftp_w.get(player.equipment)
        if device is None:
            return _missed(player, device, _UNPAIRED)
        if device.kind not in _CONTROLLABLE:
            return _missed(player, device, _MONITOR if device.kind in _MONITORS else _METER)
        if not ftp_w:
            reason = f"has no target, as the FTP of {player.player.last_name} is not known"
            step = "Enter it in the player's profile."
            return _missed(player, device, (PushOutcome.NO_THRESHOLD, reason, step))
        try:
            setting = await self._control.set_target_power(device.id, share * ftp_w)
        except MachineError as error:
            is_able = not isinstance(error, NotControllableError)
            outcome = PushOutcome.REFUSED if is_able else PushOutcome.NOT_CONTROLLABLE
            return _missed(player, device, (outcome, error.reason, error.suggested_action))
        return _done(player, device, setting)

    def _device_of(self, player: PlayerState) -> Sensor | None:
        """The device on a player's machine: one that can be told, before one that measures."""
        known = {sensor.id: sensor for sensor in self._sensors.sensors}
        paired = [
            known[pairing.sensor_id]
            for pairing in self._pairings.all()
            if pairing.sensor_id in known and _sits_at(pairing, player)
        ]
        machines = [sensor for sensor in paired if sensor.kind is not SensorKind.HEART_RATE]
        return min(machines, key=_preference, default=None)


def next_interval(state: SessionState, now: float) -> int:
    """Index of the interval after the running one; the first of a session not yet started.

    Raises:
        WrongStateError: The session is over, or in its last interval.
    """
    intervals = state.session.intervals
    if state.status is SessionStatus.SCHEDULED and intervals:
        return 0
    running = interval_at(intervals, state.active_s(now)) if state.status.is_running else None
    if running is None or running[0] + 1 >= len(intervals):
        raise WrongStateError(
            f"{state.session.name} has no next interval.",
            suggested_action="Push while an interval before the last one runs.",
        )
    return running[0] + 1


def _interval(state: SessionState, index: int) -> Interval:
    if not 0 <= index < len(state.session.intervals):
        raise NotFoundError(
            f"{state.session.name} has no interval number {index + 1}.",
            suggested_action="Choose one of its intervals.",
        )
    return state.session.intervals[index]


def _sits_at(pairing: Pairing, player: PlayerState) -> bool:
    if pairing.unit_id is not None:
        return pairing.unit_id == player.unit_id
    return pairing.player_id == player.player.id


def _preference(sensor: Sensor) -> tuple[bool, bool]:
    return sensor.kind not in _CONTROLLABLE, sensor.state not in _LINKED


def _done(player: PlayerState, device: Sensor, setting: Setting) -> MachinePush:
    limited = f"goes only to {setting.value:.0f} W, not {setting.asked:.0f} W"
    return MachinePush(
        player_id=player.player.id,
        player=player.player.last_name,
        machine=player.unit_name or device.name,
        outcome=PushOutcome.LIMITED if setting.is_limited else PushOutcome.DONE,
        power_w=setting.value,
        reason=limited if setting.is_limited else "",
    )


def _missed(player: PlayerState, device: Sensor | None, why: _Why) -> MachinePush:
    outcome, reason, next_step = why
    device_name = device.name if device is not None else f"The place of {player.player.last_name}"
    return MachinePush(
        player_id=player.player.id,
        player=player.player.last_name,
        machine=player.unit_name or device_name,
        outcome=outcome,
        reason=reason,
        next_step=next_step,
    )

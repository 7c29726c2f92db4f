"""The devices as a table for Qt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import IntEnum

from core.domain.device import DeviceKind
from core.domain.ids import DeviceId
from core.live.events import utc
from core.services.desk.devices_health import DeviceLine, DeviceState, ago_text
from widgets.inputs import Tone
from widgets.tables import ColumnTable, TableColumn


class Column(IntEnum):
    """Columns from left to right."""

    OWNER = 0
    DEVICE = 1
    STATE = 2
    SEEN = 3
    LINE = 4


_STATES = {
    DeviceState.GONE: ("Sent away", Tone.FAINT),
    DeviceState.NEVER_SEEN: ("Never connected", Tone.WARNING),
    DeviceState.AWAY: ("Not connected", Tone.FAINT),
    DeviceState.REFUSED: ("Refused", Tone.DANGER),
    DeviceState.SLOW: ("Slow connection", Tone.WARNING),
    DeviceState.IDLE: ("Connected, no session", Tone.INFO),
    DeviceState.QUIET: ("Connected, quiet", Tone.OK),
    DeviceState.FINE: ("Connected", Tone.OK),
}
_ICONS = {
    DeviceKind.PLAYER: "player",
    DeviceKind.ASSISTANT: "team",
    DeviceKind.OBSERVER: "phone",
    DeviceKind.GATEWAY: "bluetooth",
}
NOTHING = "\N{EN DASH}"


def state_words(line: DeviceLine, *, is_leaving: bool = False) -> tuple[str, Tone]:
    """How a device stands, and what its colour says."""
    return ("Being sent away", Tone.WARNING) if is_leaving else _STATES[line.state]


class DeviceRows(ColumnTable[DeviceLine]):
    """All devices in the order in which they are shown.

    Args:
        now: The wall's clock, seconds since 1970.
    """

    def __init__(self, now: Callable[[], float]) -> None:
        columns = {
            Column.OWNER: TableColumn[DeviceLine](
                "Whose",
                lambda line: line.owner,
                tip=_why,
                icon=lambda line: (_ICONS[line.entry.kind], Tone.SOFT),
            ),
            Column.DEVICE: TableColumn[DeviceLine](
                "Device", lambda line: line.entry.name, _soft, _why
            ),
            Column.STATE: TableColumn[DeviceLine](
                "State", lambda line: self._state(line)[0], lambda line: self._state(line)[1], _why
            ),
            Column.SEEN: TableColumn[DeviceLine]("Last seen", self._seen, _soft, _why),
            Column.LINE: TableColumn[DeviceLine]("Round trip", _round_trip, _soft, _why),
        }
        super().__init__([columns[one] for one in Column], lambda line: line.id)
        self._now = now
        self._leaving: frozenset[DeviceId] = frozenset()

    @property
    def lines(self) -> Sequence[DeviceLine]:
        """What is shown."""
        return self.rows

    def show(self, lines: Sequence[DeviceLine], leaving: frozenset[DeviceId]) -> None:
        """Show these; a reset only where devices came, went or changed places."""
        self._leaving = leaving
        self.show_rows(lines)

    def _state(self, line: DeviceLine) -> tuple[str, Tone]:
        return state_words(line, is_leaving=line.id in self._leaving)

    def _seen(self, line: DeviceLine) -> str:
        seen = line.entry.last_seen_at
        if line.connections:
            return "Now"
        return "Never" if seen is None else ago_text(seen, utc(self._now()))


def _round_trip(line: DeviceLine) -> str:
    return NOTHING if line.round_trip_ms is None else f"{line.round_trip_ms:.0f} ms"


def _why(line: DeviceLine) -> str:
    return f"{line.sentence} {line.next_step}".strip()


def _soft(_line: DeviceLine) -> Tone:
    return Tone.SOFT

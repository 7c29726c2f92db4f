"""What is told of one sensor's link: state, reason and next step, and the age of its data."""

from __future__ import annotations

from collections.abc import Callable

from core.domain.ids import SensorId
from core.domain.sensor import LinkState, LinkTrouble
from core.ports.clock import Clock
from core.sensors.register import SensorRegister
from core.sensors.watchdog import LOST_AFTER_S, STALE_AFTER_S

_MISSING_AFTER_S = 10.0
"""A wanted sensor that has not advertised for so long is told as not heard."""


class LinkReport:
    """Tells the register. Staleness is shown, linked or not: it is the data's age that counts.

    Args:
        sensor_id: Whose link.
        register: Where it is told.
        clock: For ages.
        is_silenced: Whether the sensor speaks for itself, in advertisements.
        has_radio: Whether there is Bluetooth at all.
    """

    def __init__(
        self,
        sensor_id: SensorId,
        register: SensorRegister,
        clock: Clock,
        is_silenced: Callable[[SensorId], bool],
        has_radio: Callable[[], bool],
    ) -> None:
        self._sensor_id = sensor_id
        self._register = register
        self._clock = clock
        self._is_silenced = is_silenced
        self._has_radio = has_radio
        self._last_packet_s: float | None = None
        self._waiting_since_s: float | None = None
        self._listening_since_s: float | None = None

    @property
    def is_fresh(self) -> bool:
        """Whether data came lately."""
        if self._last_packet_s is None:
            return False
        return self._clock.monotonic() - self._last_packet_s < STALE_AFTER_S

    @property
    def is_missing(self) -> bool:
        """Whether it is waited for, and has not advertised for a while."""
        since_s = self._waiting_since_s
        return since_s is not None and self._clock.monotonic() - since_s >= _MISSING_AFTER_S

    def waiting(self) -> None:
        """An advertisement is waited for."""
        self._waiting_since_s = self._clock.monotonic()

    def connecting(self) -> None:
        """It is being connected; what went wrong before stays told until it is live."""
        self._waiting_since_s = None
        is_first = self._register.get(self._sensor_id).trouble is None
        if is_first and self._last_packet_s is None and not self._is_silenced(self._sensor_id):
            self._register.set_state(self._sensor_id, LinkState.CONNECTING, "")

    def listening(self) -> None:
        """It is connected, and was asked for its data."""
        self._listening_since_s = self._clock.monotonic()

    def packet(self, at: float) -> None:
        """Data came."""
        self._last_packet_s = self._clock.monotonic()
        self._register.heard(self._sensor_id, at)
        self._register.set_broadcast(self._sensor_id, is_broadcast=False)
        self._register.set_state(self._sensor_id, LinkState.LIVE, "")

    def unlinked(self, reason: str, trouble: LinkTrouble) -> None:
        """There is no connection. A link that once gave data stays lost until it does again."""
        self._listening_since_s = None
        if self._is_silenced(self._sensor_id):
            return
        sensor = self._register.get(self._sensor_id)
        if trouble is LinkTrouble.NOT_HEARD and sensor.trouble is LinkTrouble.IN_USE:
            return  # which is why
        if self._last_packet_s is None:
            self._tell(LinkState.CONNECTING, reason, trouble)
        elif sensor.state is LinkState.LOST:
            self._tell(LinkState.LOST, reason, trouble)
        else:
            self._tell(LinkState.RECONNECTING, reason, trouble)

    def check(self, now_s: float) -> None:
        """Tell what time has brought. To be called a few times a second.

        Args:
            now_s: Monotonic time.
        """
        if self._is_silenced(self._sensor_id):
            return
        if self._waiting_since_s is not None and not self._has_radio():
            self.unlinked("Bluetooth is off or was unplugged", LinkTrouble.NO_RADIO)
        elif self.is_missing:
            self.unlinked("not heard, waiting for it", LinkTrouble.NOT_HEARD)
        if self._last_packet_s is None:
            self._check_first_word(now_s)
            return
        age_s = now_s - self._last_packet_s
        state = self._register.state_of(self._sensor_id)
        if age_s >= LOST_AFTER_S and state is not LinkState.LOST:
            self._tell(LinkState.LOST, "no data, still trying", LinkTrouble.NO_DATA)
        elif age_s >= STALE_AFTER_S and state is LinkState.LIVE:
            self._tell(LinkState.STALE, "no data", LinkTrouble.NO_DATA)

    def _check_first_word(self, now_s: float) -> None:
        since_s = self._listening_since_s
        if since_s is not None and now_s - since_s >= STALE_AFTER_S:
            reason = "connected, but it sends nothing"
            self._tell(LinkState.CONNECTING, reason, LinkTrouble.NO_DATA)

    def _tell(self, state: LinkState, reason: str, trouble: LinkTrouble) -> None:
        self._register.set_state(self._sensor_id, state, reason, trouble)

"""The links that are kept to sensors, and those that are just being let go."""

from __future__ import annotations

from collections.abc import Mapping

from core.domain.ids import SensorId
from core.sensors.link import LinkContext, SensorLink


class SensorLinks:
    """One link a sensor at most."""

    def __init__(self) -> None:
        self._links: dict[SensorId, SensorLink] = {}
        self._leaving: set[SensorLink] = set()

    @property
    def kept(self) -> Mapping[SensorId, SensorLink]:
        """Links by sensor, without those being let go."""
        return self._links

    def get(self, sensor_id: SensorId) -> SensorLink | None:
        """The link to a sensor, if one is kept."""
        return self._links.get(sensor_id)

    def open(self, sensor_id: SensorId, context: LinkContext) -> SensorLink:
        """Keep a link to a sensor from now on."""
        link = self._links[sensor_id] = SensorLink(sensor_id, context)
        link.start()
        return link

    async def drop(self, sensor_id: SensorId, *, is_told: bool = True) -> bool:
        """Let a sensor go; tells whether there was a link.

        Args:
            sensor_id: Which.
            is_told: Let go those who wait for it to be live.
        """
        link = self._links.pop(sensor_id, None)
        if link is None:
            return False
        self._leaving.add(link)
        try:
            await link.close()
        finally:
            self._leaving.discard(link)
        if is_told:
            link.went_live.set()
        return True

    def check(self) -> None:
        """Look after all of them; to be called often."""
        for link in (*self._links.values(), *self._leaving):
            link.check()

    def is_listening(self, sensor_id: SensorId) -> bool:
        """Whether a sensor's notifications are subscribed."""
        link = self._links.get(sensor_id)
        return link is not None and link.is_listening

    def is_wanted(self, sensor_id: SensorId) -> bool:
        """Whether a sensor is to be connected and is not."""
        link = self._links.get(sensor_id)
        return link is not None and not link.is_linked

"""Where training happens."""

from __future__ import annotations

from core.domain.ids import FacilityId
from core.domain.value import Value


class Facility(Value, frozen=True, kw_only=True):
    """A place with machines. Its zone turns stored UTC instants into times on the wall."""

    id: FacilityId
    name: str
    time_zone: str
    """IANA name, such as `Europe/Stockholm`."""

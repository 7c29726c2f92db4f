"""How far a block is held from where it stands."""

from __future__ import annotations

import msgspec

from core.domain.value import Value


class Shift(Value, frozen=True, kw_only=True):
    """By days and minutes, on the wall clock."""

    key: str
    """Of the block."""
    days: int = 0
    minutes: int = 0
    is_copy: bool = False

    @property
    def is_nowhere(self) -> bool:
        """Back where it was taken."""
        return not self.days and not self.minutes

    def further(self, days: int, minutes: int) -> Shift:
        """A step more."""
        return msgspec.structs.replace(self, days=self.days + days, minutes=self.minutes + minutes)

    def meant_as(self, *, is_copy: bool) -> Shift:
        """The same, as a move or as a copy."""
        return msgspec.structs.replace(self, is_copy=is_copy)

"""One record out of the several packets that a machine splits it over.

Machines send the parts in any order, repeat some and leave out others. So every field stands
for itself: its last value, and the time of that.
"""

from __future__ import annotations

from typing import Any, Generic, TypeVar

import msgspec

from core.domain.value import Value

_V = TypeVar("_V", bound=Value)


class Merged(Generic[_V]):
    """The newest of every field of one kind of record.

    Args:
        kind: The record's class; all its fields have defaults, which mean "not said".
    """

    def __init__(self, kind: type[_V]) -> None:
        self._kind = kind
        self._fields = tuple((field.name, field.default) for field in msgspec.structs.fields(kind))
        self._said: dict[str, tuple[Any, float]] = {}

    def reset(self) -> None:
        """Forget everything: a new connection."""
        self._said.clear()

    def take(self, record: _V, at: float) -> None:
        """Take a packet's fields in; what it does not say stays as it was.

        Args:
            record: What the packet said.
            at: When it came, in seconds of any one clock.
        """
        for name, default in self._fields:
            value = getattr(record, name)
            if value != default:
                self._said[name] = (value, at)

    def said_at(self, name: str) -> float | None:
        """When a field was last said; None if never."""
        said = self._said.get(name)
        return None if said is None else said[1]

    def record(self, *, since: float = float("-inf")) -> _V:
        """The record as it stands.

        Args:
            since: Leave out fields older than that.
        """
        return self._kind(
            **{name: value for name, (value, at) in self._said.items() if at >= since}
        )

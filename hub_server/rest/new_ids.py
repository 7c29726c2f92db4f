"""Ids for what is new."""

from __future__ import annotations

from typing import Protocol, TypeVar

import msgspec

from core.domain.ids import new_id


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_HasId)


def with_id(thing: T) -> T:
    """The thing; if its id is empty, with a new one."""
    if thing.id:
        return thing
    changed: T = msgspec.structs.replace(thing, id=new_id())  # type: ignore[type-var]
    return changed

"""What a crowd of connections leaves in memory is set aside once, and looked through when quiet."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from hub_server.settled_memory import SettledMemory


@pytest.fixture(autouse=True)
def _collector_as_it_was() -> Iterator[None]:
    threshold = gc.get_threshold()
    yield
    gc.set_threshold(*threshold)
    gc.unfreeze()


class _Knot:
    def __init__(self) -> None:
        self.self = self


def test_that_a_crowd_is_set_aside_when_it_has_come() -> None:
    memory = SettledMemory()
    memory.begin()
    before = gc.get_freeze_count()
    crowd = [_Knot() for _ in range(500)]
    memory.look(len(crowd), is_quiet=False)
    assert gc.get_freeze_count() >= before + len(crowd)


def test_that_coming_and_going_sets_nothing_aside_for_ever() -> None:
    memory = SettledMemory()
    memory.begin()
    memory.look(500, is_quiet=False)
    before = gc.get_freeze_count()
    for connections in (300, 500, 100, 500):
        _ = [_Knot() for _ in range(500)]
        memory.look(connections, is_quiet=False)
    assert gc.get_freeze_count() <= before


def test_that_garbage_set_aside_is_found_when_nothing_runs() -> None:
    memory = SettledMemory()
    memory.begin()
    knot = _Knot()
    seen = weakref.ref(knot)
    memory.look(500, is_quiet=False)
    del knot
    gc.collect()
    assert seen() is not None
    memory.look(2, is_quiet=True)
    assert seen() is None

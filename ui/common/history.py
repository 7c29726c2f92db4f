"""Undo and redo over frozen values: every earlier one is simply kept."""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T")

_DEPTH = 200


class History(Generic[T]):
    """A present value with the way back and forth.

    Args:
        initial: Where it begins; undo never goes behind it.
    """

    def __init__(self, initial: T) -> None:
        self._past: list[T] = []
        self._future: list[T] = []
        self._present = initial
        self._merge_key = ""

    @property
    def present(self) -> T:
        """The value now."""
        return self._present

    @property
    def can_undo(self) -> bool:
        """Whether there is something to take back."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether something taken back can be done again."""
        return bool(self._future)

    def commit(self, value: T, *, merge_key: str = "") -> bool:
        """Go on to a value; False when nothing changes.

        Successive commits with the same key are one step: a typed word is undone as a word.
        """
        if value == self._present:
            return False
        if not merge_key or merge_key != self._merge_key:
            self._past.append(self._present)
            del self._past[:-_DEPTH]
        self._merge_key = merge_key
        self._future.clear()
        self._present = value
        return True

    def undo(self) -> bool:
        """Go one step back; False at the beginning."""
        if not self._past:
            return False
        self._future.append(self._present)
        self._present = self._past.pop()
        self._merge_key = ""
        return True

    def redo(self) -> bool:
        """Do again what was taken back; False at the end."""
        if not self._future:
            return False
        self._past.append(self._present)
        self._present = self._future.pop()
        self._merge_key = ""
        return True

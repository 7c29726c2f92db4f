"""What somebody has typed and not saved yet, thing by thing."""

from __future__ import annotations

from collections.abc import Mapping

NEW = ""
"""The key of what is not stored yet."""


class Drafts:
    """Only what was touched is kept, so that what others change meanwhile shows through."""

    def __init__(self) -> None:
        self._touched: dict[str, dict[str, str]] = {}

    def touched(self, key: str) -> Mapping[str, str]:
        """Texts by field; empty where nothing is unsaved."""
        return self._touched.get(key, {})

    def is_dirty(self, key: str) -> bool:
        """Whether something is unsaved."""
        return bool(self._touched.get(key))

    def has_new(self) -> bool:
        """Whether something that is not stored yet is being filled in."""
        return NEW in self._touched

    def begin(self, texts: Mapping[str, str]) -> None:
        """Something new, with what is proposed for it."""
        self._touched[NEW] = dict(texts)

    def touch(self, key: str, field: str, text: str, stored: str) -> None:
        """Somebody typed; back to what is stored is not a change."""
        fields = self._touched.setdefault(key, {})
        if key != NEW and text == stored:
            fields.pop(field, None)
        else:
            fields[field] = text
        if key != NEW and not fields:
            del self._touched[key]

    def drop(self, key: str) -> None:
        """It is saved, or not wanted."""
        self._touched.pop(key, None)

"""What somebody has typed and not saved yet, thing by thing."""

from __future__ import annotations

from collections.abc import Mapping

NEW = ""
"""The key of what is not stored yet."""


class Drafts:
    """Only what was touched is kept, so that what others change meanwhile shows through."""

    def __init__(self) -> None:
        self._touched: dict[str, dict[str, str]] = {}
        self._proposed: dict[str, str] = {}

    def touched(self, key: str) -> Mapping[str, str]:
        """Texts by field; empty where nothing is unsaved."""
        return self._touched.get(key, {})

    def is_dirty(self, key: str) -> bool:
        """Whether something is unsaved."""
        return bool(self._touched.get(key))

    def is_worth_asking(self, key: str) -> bool:
        """Whether somebody typed something; what is only proposed is no loss."""
        return self.is_dirty(key) and (key != NEW or self._touched[NEW] != self._proposed)

    def has_new(self) -> bool:
        """Whether something that is not stored yet is being filled in."""
        return NEW in self._touched

    def begin(self, texts: Mapping[str, str]) -> None:
        """Something new, with what is proposed for it."""
        self._touched[NEW] = dict(texts)
        self._proposed = dict(texts)

    def touch(self, key: str, field: str, text: str, stored: str) -> None:
        """Somebody typed; back to what is stored is not a change."""
        fields = self._touched.setdefault(key, {})
        if key != NEW and text == stored:
            fields.pop(field, None)
        else:
            fields[field] = text
        if key != NEW and not fields:
            del self._touched[key]

    def settle(
        self,
        key: str,
        sent: Mapping[str, str],
        before: Mapping[str, str],
        after_key: str,
        stored: Mapping[str, str],
    ) -> None:
        """What was sent is stored; what was typed since then stays unsaved.

        Args:
            key: What it was typed about.
            sent: What was touched when it was sent.
            before: Its texts as they were stored until now.
            after_key: What it is called now.
            stored: Its texts now.
        """
        # A field that is no longer touched was put back to what was stored before.
        typed = {field: before.get(field, "") for field in sent} | self._touched.pop(key, {})
        for field, text in typed.items():
            if sent.get(field) != text:
                self.touch(after_key, field, text, stored.get(field, ""))

    def drop(self, key: str) -> None:
        """It is saved, or not wanted."""
        self._touched.pop(key, None)

"""What a card needs of the forms in it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class EditForm(QWidget):
    """Fields with keys: texts in, texts out."""

    edited = Signal(str, str)
    """Key and text of a field that somebody changed; not emitted for what the program shows."""

    @property
    def keys(self) -> tuple[str, ...]:
        """Of all fields."""
        raise NotImplementedError

    def show_values(self, values: Mapping[str, str]) -> None:
        """Show texts; a field that is not named becomes empty."""
        raise NotImplementedError

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """Say what is wrong, each at its field."""
        raise NotImplementedError

    def focus(self, key: str) -> None:
        """Put the cursor into a field."""
        raise NotImplementedError

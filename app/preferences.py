"""What the trainer likes, kept between two starts in a small JSON file."""

from __future__ import annotations

import logging
from pathlib import Path

import msgspec

from PySide6.QtWidgets import QApplication

from core.domain.value import Value
from widgets.theme import ThemeName, apply_theme, load_theme

_log = logging.getLogger(__name__)


class Preferences(Value, frozen=True, kw_only=True):
    """Of one desk. Nothing in here is worth a question when it gets lost."""

    theme: ThemeName = ThemeName.DARK


def read_preferences(path: Path) -> Preferences:
    """The preferences in the file; the usual ones if it is missing or cannot be read."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Preferences)
    except FileNotFoundError:
        return Preferences()
    except (OSError, msgspec.MsgspecError) as error:
        _log.warning("preferences could not be read: %s", error)
        return Preferences()


def write_preferences(path: Path, preferences: Preferences) -> None:
    """Keep them. A disk that refuses is noted in the log and nothing else."""
    partial = path.with_suffix(".part")
    try:
        partial.write_bytes(msgspec.json.format(msgspec.json.encode(preferences)))
        partial.replace(path)
    except OSError as error:
        _log.warning("preferences could not be written: %s", error)


def dress(application: QApplication, path: Path) -> None:
    """Let the window begin in the theme that was chosen last."""
    apply_theme(application, load_theme(read_preferences(path).theme))

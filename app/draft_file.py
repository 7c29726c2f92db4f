"""An unfinished thing in a file of the desk's folder."""

from __future__ import annotations

import logging
from pathlib import Path

_log = logging.getLogger(__name__)


class DraftFile:
    """Fulfils `core.ports.draft_store.DraftStore`.

    Written at every change of a plan, on the window's own thread: so it is small, and not waited
    for until it is on the disk itself. A program that dies leaves the last change behind; a power
    cut may cost the last seconds, never half a file.

    Args:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> bytes | None:
        """What was kept; None if there is nothing."""
        try:
            return self._path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            _log.warning("%s could not be read: %s", self._path.name, error)
            return None

    def write(self, content: bytes) -> None:
        """Keep it in place of what was there."""
        partial = self._path.with_suffix(".part")
        try:
            partial.write_bytes(content)
            partial.replace(self._path)
        except OSError as error:
            _log.warning("%s could not be written: %s", self._path.name, error)

    def clear(self) -> None:
        """Keep nothing any more."""
        try:
            self._path.unlink(missing_ok=True)
        except OSError as error:
            _log.warning("%s could not be removed: %s", self._path.name, error)

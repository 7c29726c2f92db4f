"""Where a desk keeps what is not finished, so that a crash does not cost it."""

from __future__ import annotations

from typing import Protocol


class DraftStore(Protocol):
    """One unfinished thing, replaced as a whole. Never raises: a draft is not worth an error."""

    def read(self) -> bytes | None:
        """What was kept; None if there is nothing."""
        ...

    def write(self, content: bytes) -> None:
        """Keep it in place of what was there."""
        ...

    def clear(self) -> None:
        """Keep nothing any more."""
        ...

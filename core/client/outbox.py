"""The outbox as a small SQLite file of its own, so that a crash of the window loses no reading."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from core.domain.ids import EventId
from core.domain.sensor import ReadingBatch
from core.errors import UnavailableError

_log = logging.getLogger(__name__)

_LOCKED_S = 0.2
"""The window stands still while another program holds the file; so it is not waited for long."""
_TABLES = (
    """
    CREATE TABLE IF NOT EXISTS batch
    (number INTEGER PRIMARY KEY, event_id TEXT UNIQUE NOT NULL, body BLOB NOT NULL)
    """,
    """
    CREATE TABLE IF NOT EXISTS refused
    (number INTEGER PRIMARY KEY, event_id TEXT UNIQUE NOT NULL, body BLOB NOT NULL,
    reason TEXT NOT NULL)
    """,
)


class SqliteOutbox:
    """Fulfils `core.ports.outbox.ReadingOutbox`.

    Write-ahead log with `synchronous=NORMAL`: what was put survives the death of the process;
    a power cut may take the last moments, none of which was acknowledged to anybody.

    Args:
        path: The file; made if absent.

    Raises:
        UnavailableError: The file cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        self._encoder = msgspec.json.Encoder()
        self._decoder = msgspec.json.Decoder(ReadingBatch)
        with _told():
            self._connection = sqlite3.connect(path, _LOCKED_S, isolation_level=None)
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute("PRAGMA synchronous=NORMAL")
            for table in _TABLES:
                self._connection.execute(table)

    def put(self, batch: ReadingBatch) -> None:
        """Keep a batch until it is removed or refused."""
        with _told():
            self._connection.execute(
                "INSERT OR IGNORE INTO batch (event_id, body) VALUES (?, ?)",
                (batch.event_id, self._encoder.encode(batch)),
            )

    def remove(self, event_id: EventId) -> None:
        """The hub has it."""
        with _told():
            self._connection.execute("DELETE FROM batch WHERE event_id = ?", (event_id,))

    def refuse(self, event_id: EventId, reason: str) -> None:
        """The hub will never take it: it waits no more, but is kept apart with the reason."""
        # Copied before it is removed: a death in between leaves it in both, and it is sent again.
        with _told():
            self._connection.execute(
                "INSERT OR IGNORE INTO refused (event_id, body, reason)"
                " SELECT event_id, body, ? FROM batch WHERE event_id = ?",
                (reason, event_id),
            )
        self.remove(event_id)

    def waiting(self) -> tuple[ReadingBatch, ...]:
        """All that is kept and was not refused, oldest first; what cannot be read is set apart."""
        with _told():
            rows = self._connection.execute(
                "SELECT event_id, body FROM batch ORDER BY number"
            ).fetchall()
        batches: list[ReadingBatch] = []
        for event_id, body in rows:
            try:
                batches.append(self._decoder.decode(body))
            except msgspec.DecodeError as error:
                _log.exception("unreadable batch %s in the outbox", event_id)
                self.refuse(event_id, f"unreadable: {error}")
        return tuple(batches)

    def refused(self) -> tuple[tuple[EventId, str], ...]:
        """What the hub would not take and why, oldest first."""
        with _told():
            rows = self._connection.execute("SELECT event_id, reason FROM refused ORDER BY number")
            return tuple(rows)

    def close(self) -> None:
        """Release the file."""
        self._connection.close()


@contextmanager
def _told() -> Iterator[None]:
    """Trouble with the disk as our own error."""
    try:
        yield
    except sqlite3.Error as error:
        raise UnavailableError(
            f"Readings cannot be written to this computer's disk ({error}).",
            suggested_action="Free some space on it; they are kept in memory until then.",
        ) from error

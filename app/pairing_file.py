"""Remembers pairings between two starts, in a small JSON file."""

from __future__ import annotations

import logging
from pathlib import Path

import msgspec

from core.domain.sensor import Pairing
from core.ports.clock import Clock
from core.ports.pairing_book import PairingBook
from core.services.desk.pairing_sync import PairingSync
from core.services.desk.pairings import Pairings
from core.tasks import TaskScope

_log = logging.getLogger(__name__)


def remembered_pairings(path: Path) -> Pairings:
    """The pairings in the file, kept up to date in it from now on.

    A file that cannot be read is set aside, not overwritten.
    """
    pairings = Pairings(_read(path))
    pairings.changed.connect(lambda: _write(path, pairings.all()))
    return pairings


def shared_pairings(
    path: Path, pairings: Pairings, book: PairingBook, clock: Clock, tasks: TaskScope
) -> PairingSync:
    """Keep the desk's pairings and the hub's the same; the file knows what they agreed on."""
    sync = PairingSync(pairings, book, clock, tasks, _read(path))
    sync.agreed_changed.connect(lambda agreed: _write(path, agreed))
    return sync


def _read(path: Path) -> tuple[Pairing, ...]:
    try:
        return msgspec.json.decode(path.read_bytes(), type=tuple[Pairing, ...])
    except FileNotFoundError:
        return ()
    except msgspec.MsgspecError:
        aside = path.with_suffix(".damaged.json")
        path.replace(aside)
        _log.warning("pairings could not be read and were set aside as %s", aside.name)
        return ()


def _write(path: Path, pairings: tuple[Pairing, ...]) -> None:
    partial = path.with_suffix(".part")
    partial.write_bytes(msgspec.json.format(msgspec.json.encode(pairings)))
    partial.replace(path)

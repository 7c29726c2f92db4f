"""Remembers power meters' zero offsets between two starts, in a small JSON file."""

from __future__ import annotations

import logging
from pathlib import Path

import msgspec

from core.domain.control import ZeroOffset

_log = logging.getLogger(__name__)


def read_zero_offsets(path: Path) -> tuple[ZeroOffset, ...]:
    """What the file holds. One that cannot be read is set aside, not overwritten."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=tuple[ZeroOffset, ...])
    except FileNotFoundError:
        return ()
    except msgspec.MsgspecError:
        aside = path.with_suffix(".damaged.json")
        path.replace(aside)
        _log.warning("zero offsets could not be read and were set aside as %s", aside.name)
        return ()


def write_zero_offsets(path: Path, offsets: tuple[ZeroOffset, ...]) -> None:
    """Replace what the file holds."""
    partial = path.with_suffix(".part")
    partial.write_bytes(msgspec.json.format(msgspec.json.encode(offsets)))
    partial.replace(path)

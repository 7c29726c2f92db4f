"""Files that only their owner can read, replaced as a whole and never half-written."""

from __future__ import annotations

import logging
import os
from pathlib import Path
from typing import TypeVar

import msgspec

from core.domain.value import Value

T = TypeVar("T", bound=Value)

_log = logging.getLogger(__name__)


def write_private(path: Path, content: bytes) -> None:
    """Put a file there (mode 0600); it outlasts a power cut once this returns."""
    partial = path.with_suffix(".part")
    partial.unlink(missing_ok=True)
    descriptor = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)


def read_value(path: Path, kind: type[T]) -> T | None:
    """The value in a JSON file; None if the file is missing or cannot be read."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.MsgspecError) as error:
        _log.warning("%s could not be read: %s", path.name, error)
        return None

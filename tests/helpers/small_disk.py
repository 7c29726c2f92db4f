"""A disk that can be full: a small file system of its own, or a limit on the size of files."""

from __future__ import annotations

import os
import resource
import subprocess
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from typing_extensions import override

_SIZE = "24m"


class Room(ABC):
    """What a process may still write."""

    @abstractmethod
    def use_up(self) -> None:
        """From now on nothing more can be written."""

    @abstractmethod
    def give_back(self) -> None:
        """There is room again."""


class SmallDisk(Room):
    """A memory file system of a few megabytes, filled with ballast."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ballast = folder / "ballast"

    @override
    def use_up(self) -> None:
        with self._ballast.open("ab", buffering=0) as ballast:
            block = b"\0" * 65536
            while block:
                try:
                    ballast.write(block)
                except OSError:
                    block = block[: len(block) // 2]

    @override
    def give_back(self) -> None:
        self._ballast.unlink()


class FileSizeLimit(Room):
    """The system's limit on how large a process's files may get, set from outside."""

    def __init__(self, pid: int, database: Path) -> None:
        self._pid = pid
        self._database = database

    @override
    def use_up(self) -> None:
        log = self._database.with_name(self._database.name + "-wal")
        self._limit(log.stat().st_size)

    @override
    def give_back(self) -> None:
        self._limit(resource.RLIM_INFINITY)

    def _limit(self, size: int) -> None:
        _, hard = resource.prlimit(self._pid, resource.RLIMIT_FSIZE)
        resource.prlimit(self._pid, resource.RLIMIT_FSIZE, (size, hard))


def may_mount() -> bool:
    """Whether this user may make a file system."""
    return os.getuid() == 0


@contextmanager
def small_disk(folder: Path) -> Iterator[SmallDisk]:
    """A file system of 24 MB at `folder`."""
    folder.mkdir()
    command = [
        "/usr/bin/env",
        "mount",
        "-t",
        "tmpfs",
        "-o",
        f"size={_SIZE}",
        "hub-test",
        str(folder),
    ]
    subprocess.run(command, check=True)
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["/usr/bin/env", "umount", "--lazy", str(folder)], check=True)

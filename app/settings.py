"""Where the program keeps its things."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import platformdirs

_OWNER_ONLY_UMASK = 0o077


@dataclass(frozen=True)
class Settings:
    """Paths of one desk. All of them lie under `home`."""

    home: Path

    @property
    def database_url(self) -> str:
        """The club's database."""
        return f"sqlite:///{self.home / 'hub.db'}"

    @property
    def hub_file(self) -> Path:
        """Where a running hub is to be found; readable by its owner only."""
        return self.home / "hub.json"

    @property
    def hub_log(self) -> Path:
        """What the hub says while it runs."""
        return self.home / "logs" / "hub.log"

    @property
    def log(self) -> Path:
        """What the desktop says while it runs, and the traceback if it dies."""
        return self.home / "logs" / "desktop.log"

    @property
    def outbox(self) -> Path:
        """Readings that the hub has not acknowledged yet."""
        return self.home / "outbox.db"

    @property
    def pairings(self) -> Path:
        """Which sensor belongs to whom."""
        return self.home / "pairings.json"

    @property
    def agreed_pairings(self) -> Path:
        """The pairings as this desk and its hub last agreed on them."""
        return self.home / "pairings_agreed.json"

    @property
    def zero_offsets(self) -> Path:
        """What power meters answered when they were zeroed."""
        return self.home / "zero_offsets.json"

    @property
    def unfinished_plan(self) -> Path:
        """The plan that is being made in the wizard."""
        return self.home / "unfinished_plan.json"

    @property
    def preferences(self) -> Path:
        """How the trainer likes the window."""
        return self.home / "preferences.json"

    @property
    def server_account(self) -> Path:
        """How this computer gets into the club's server."""
        return self.home / "server.json"

    def of_server(self, address: str) -> Settings:
        """Where the desk keeps what belongs to another hub than its own.

        Args:
            address: `https://host:port`.
        """
        name = re.sub(r"[^a-z0-9.-]+", "_", urlsplit(address).netloc.lower())
        return Settings(home=self.home / "servers" / name)

    def prepare(self) -> None:
        """Make the folders, and let nobody else on this computer read what is kept in them."""
        if os.name == "posix":
            os.umask(_OWNER_ONLY_UMASK)  # for the hub, too, which inherits it
        self.log.parent.mkdir(parents=True, exist_ok=True)
        if os.name == "posix" and not self.home.stat().st_mode & stat.S_ISVTX:
            # A sticky folder is everybody's on purpose (/tmp); it is not ours to close.
            self.home.chmod(0o700)


def default_settings(*, demo: bool = False) -> Settings:
    """The user's own folder, or `HOCKEYHUB_HOME`; the demo has one apart from the club's."""
    chosen = os.environ.get("HOCKEYHUB_HOME")
    home = (
        Path(chosen) if chosen else Path(platformdirs.user_data_dir("HockeyHub", appauthor=False))
    )
    return Settings(home=home / "demo" if demo else home)

"""How this computer gets into a hub that others started: kept between two starts."""

from __future__ import annotations

from pathlib import Path

import msgspec

from app.private_file import read_value, write_private
from core.domain.ids import new_id
from core.domain.value import Value
from core.errors import NotSignedInError


class HubAccount(Value, frozen=True, kw_only=True):
    """A sign-in at a hub. In a file that only its owner can read."""

    hub: str
    """`http(s)://host:port`."""
    name: str
    """Of this computer (a gateway), or of who signed in."""
    refresh_token: str
    """Good once; each use brings the next."""
    request_id: str
    """Goes with the use of it, so that asking again after a lost answer is no theft."""
    login: str = ""
    """As whom one signed in; empty where it was done with a code."""
    fingerprint: str | None = None
    """Of the hub's certificate, if somebody compared it."""


class AccountFile:
    """Keeps the account, and fulfils `core.client.signing_in.TokenKeeper`.

    Args:
        path: The file; need not be there.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.account = read_value(path, HubAccount)
        """None before the program has been let into a hub."""

    @property
    def refresh_token(self) -> str:
        """The one to use next."""
        if self.account is None:
            raise NotSignedInError("This computer has not joined a hub.")
        return self.account.refresh_token

    @property
    def request_id(self) -> str:
        """Goes with its use, the same each time."""
        return "" if self.account is None else self.account.request_id

    def keep(self, refresh_token: str) -> None:
        """Use this one next time."""
        if self.account is not None:
            self.write(
                msgspec.structs.replace(
                    self.account, refresh_token=refresh_token, request_id=new_id()
                )
            )

    def write(self, account: HubAccount) -> None:
        """Keep another account from now on."""
        self.account = account
        write_private(self._path, msgspec.json.encode(account))

    def forget(self) -> None:
        """Keep none."""
        self.account = None
        self._path.unlink(missing_ok=True)

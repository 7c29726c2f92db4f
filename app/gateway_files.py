"""What a gateway keeps between two starts: how it gets into its hub, and whose its sensors are."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TypeVar

import msgspec

from app.private_file import write_private
from core.domain.gateway import GatewayPlan
from core.domain.ids import new_id
from core.domain.value import Value
from core.errors import NotSignedInError

T = TypeVar("T", bound=Value)

_log = logging.getLogger(__name__)


class GatewayAccount(Value, frozen=True, kw_only=True):
    """A joined gateway. In a file that only its owner can read."""

    hub: str
    """`http://host:port`."""
    name: str
    refresh_token: str
    """Good once; each use brings the next."""
    request_id: str
    """Goes with the use of it, so that asking again after a lost answer is no theft."""


class AccountFile:
    """Keeps the account, and fulfils `core.client.gateway_client.TokenKeeper`.

    Args:
        path: The file; need not be there.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.account = _read(path, GatewayAccount)
        """None before the program has joined a hub."""

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

    def write(self, account: GatewayAccount) -> None:
        """Keep another account from now on."""
        self.account = account
        write_private(self._path, msgspec.json.encode(account))


def read_plan(path: Path) -> GatewayPlan | None:
    """The plan as it was last known, if it was."""
    return _read(path, GatewayPlan)


def write_plan(path: Path, plan: GatewayPlan) -> None:
    """Keep the plan for a start while the hub is away."""
    write_private(path, msgspec.json.encode(plan))


def _read(path: Path, kind: type[T]) -> T | None:
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.MsgspecError) as error:
        _log.warning("%s could not be read: %s", path.name, error)
        return None

"""Which hub the desk works with: one of its own on this computer, or the club's server."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from core.domain.value import Value
from core.events import Event

USUAL_LAN_PORT = 3002
"""Where the hub is found in a network, unless the trainer says otherwise."""


class HubPlan(Value, frozen=True, kw_only=True):
    """What the next start does."""

    server: str | None = None
    """Address of the club's server; None: a hub on this computer."""
    login: str = ""
    """As whom one is signed in there."""
    lan_port: int | None = None
    """Where gateways and phones of the network reach the hub on this computer; None: nowhere."""


class HubSight(Value, frozen=True, kw_only=True):
    """What was found at an address."""

    address: str
    """As it will be used: `https://host:port`."""
    fingerprint: str | None = None
    """Of a certificate that nobody vouches for, to be compared; None if somebody does."""
    is_compared: bool = True
    """Whether the certificate needs no comparing (any more)."""
    is_certificate_other_than_before: bool = False
    needs_setup: bool = False
    """Nobody can sign in there yet."""


class HubDoor(Protocol):
    """The way into a club's server. All errors are `HockeyHubError`s."""

    async def look(self, address: str) -> HubSight:
        """Who is there.

        Args:
            address: As a person types it.

        Raises:
            InvalidInputError: It is no address, or not an encrypted one.
            UnavailableError: No hub answers there.
        """
        ...

    async def sign_in(self, sight: HubSight, login: str, password: str) -> HubPlan:
        """Sign in and keep that for the next starts; what the next start does now.

        Raises:
            NotSignedInError: Login or password is wrong.
            NotAllowedError: This role cannot work at a desk.
        """
        ...

    async def set_up(
        self, sight: HubSight, code: str, name: str, login: str, password: str
    ) -> HubPlan:
        """Become the first administrator there; what the next start does now.

        Raises:
            NotSignedInError: The code is wrong or void.
            InvalidInputError: The password is too short.
        """
        ...


class HubChoice:
    """The trainer's choice of a hub. It counts from the next start on.

    Args:
        used: What this run does.
        keep: Remembers another choice.
        door: The way into a club's server.
        chosen: What is remembered, if that is something else.
        forced: What the command line said for this run only, as a sentence; empty: nothing.
    """

    def __init__(
        self,
        used: HubPlan,
        keep: Callable[[HubPlan], None],
        door: HubDoor,
        *,
        chosen: HubPlan | None = None,
        forced: str = "",
    ) -> None:
        self.changed: Event[[]] = Event()
        self.door = door
        self.forced = forced
        self._used = used
        self._chosen = used if chosen is None else chosen
        self._keep = keep

    @property
    def used(self) -> HubPlan:
        """What this run does."""
        return self._used

    @property
    def chosen(self) -> HubPlan:
        """What the next start does."""
        return self._chosen

    @property
    def is_waiting(self) -> bool:
        """Whether something was chosen that only the next start does."""
        return self._chosen != self._used

    def choose(self, plan: HubPlan) -> None:
        """Do this from the next start on."""
        if plan != self._chosen:
            self._chosen = plan
            self._keep(plan)
            self.changed.emit()

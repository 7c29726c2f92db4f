"""The club's server as the desk's hub: how one gets in, and what stands in for a hub process."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

from app.account_file import AccountFile, HubAccount
from app.settings import Settings
from app.typed_address import USUAL_PORT, hub_address
from core.client.hub_client import HubClient
from core.client.rest import RestClient
from core.client.signing_in import sign_in_with_kept_token
from core.client.trust import Trust, shown_certificate
from core.domain.ids import new_id
from core.domain.user import Role
from core.errors import (
    HockeyHubError,
    InvalidInputError,
    NotAllowedError,
    NotSignedInError,
    UnavailableError,
    UntrustedHubError,
)
from core.events import Event
from core.protocol.rest import (
    AUTH,
    SETUP,
    AccessToken,
    Health,
    SetUpRequest,
    SetUpState,
    SignIn,
)
from core.services.desk.hub_choice import HubPlan, HubSight
from core.tasks import TaskScope

_HERE = ("127.0.0.1", "::1", "localhost")
_MAY_WORK_AT_A_DESK = (Role.ADMIN, Role.TRAINER)
_SIGN_IN_ANEW = (
    "The club's server does not take this computer's sign-in any more."
    " Sign in anew in Settings, then start the program again."
)


class ServerHub:
    """The club's server in the place where a desk has its hub process.

    Args:
        client: Signed in.
        dismissed: The server took the sign-in back.
    """

    def __init__(self, client: HubClient, dismissed: Event[[HockeyHubError]]) -> None:
        self.lost: Event[[str]] = Event()
        """Something about it that the trainer has to know."""
        self.back: Event[[]] = Event()
        self.client = client
        dismissed.connect(lambda _: self.lost.emit(_SIGN_IN_ANEW))

    async def stop(self) -> None:
        """Nothing: the server belongs to the club."""


class ServerDoor:
    """Fulfils `core.services.desk.hub_choice.HubDoor`.

    Args:
        file: Keeps the sign-in.
    """

    def __init__(self, file: AccountFile) -> None:
        self._file = file

    async def look(self, address: str) -> HubSight:
        """Who is there."""
        candidates = _candidates(address)
        for one in candidates[:-1]:
            with contextlib.suppress(UnavailableError):
                return await self._look_at(one)
        return await self._look_at(candidates[-1])

    async def sign_in(self, sight: HubSight, login: str, password: str) -> HubPlan:
        """Sign in and keep that for the next starts."""
        async with _stranger(sight.address, sight.fingerprint) as rest:
            token = await rest.post_unsigned(
                f"{AUTH}/token", SignIn(login=login, password=password), AccessToken
            )
        return self._keep(sight, login, token)

    async def set_up(
        self, sight: HubSight, code: str, name: str, login: str, password: str
    ) -> HubPlan:
        """Become the first administrator there."""
        body = SetUpRequest(code=code, name=name, login=login, password=password)
        async with _stranger(sight.address, sight.fingerprint) as rest:
            token = await rest.post_unsigned(SETUP, body, AccessToken)
        return self._keep(sight, login, token)

    def _keep(self, sight: HubSight, login: str, token: AccessToken) -> HubPlan:
        if token.role not in _MAY_WORK_AT_A_DESK:
            raise NotAllowedError(
                f"The role {token.role} cannot run a training from a desk.",
                suggested_action="Sign in as a trainer or an administrator.",
            )
        self._file.write(
            HubAccount(
                hub=sight.address,
                name=token.subject,
                refresh_token=token.refresh_token or "",
                request_id=new_id(),
                login=login,
                fingerprint=sight.fingerprint,
            )
        )
        return HubPlan(server=sight.address, login=login)

    async def _look_at(self, address: str) -> HubSight:
        fingerprint = None
        try:
            needs_setup = await _greet(address, None)
        except UntrustedHubError:
            fingerprint = await shown_certificate(address)
            needs_setup = await _greet(address, fingerprint)
        account = self._file.account
        known = account.fingerprint if account is not None and account.hub == address else None
        return HubSight(
            address=address,
            fingerprint=fingerprint,
            is_compared=fingerprint is None or fingerprint == known,
            is_certificate_other_than_before=known is not None and fingerprint != known,
            needs_setup=needs_setup,
        )


async def reach_server(settings: Settings, address: str, tasks: TaskScope) -> ServerHub:
    """The club's server, if it is there and still knows this computer.

    Args:
        settings: Of this desk, not of its server.
        address: Of the server.
        tasks: Owner of the background work.

    Raises:
        NotSignedInError: Somebody has to sign in first, or again.
        UnavailableError: No hub answers there.
        UntrustedHubError: It shows another certificate than before.
    """
    file = AccountFile(settings.server_account)
    account = file.account
    if account is None or account.hub != address:
        raise NotSignedInError(
            "Nobody has signed in to this server from here.",
            suggested_action="Sign in with your login and password.",
        )
    dismissed: Event[[HockeyHubError]] = Event()
    sign_in = sign_in_with_kept_token(file, dismissed.emit)
    client = HubClient(address, sign_in, tasks, Trust(account.fingerprint))
    try:
        await client.sign_in()
    except UnavailableError as error:
        await client.close()
        raise _nobody_at(address) from error
    except HockeyHubError:
        await client.close()
        raise
    return ServerHub(client, dismissed)


def server_address(text: str) -> str:
    """The address of a club's server as it will be used.

    Raises:
        InvalidInputError: It is none, or not an encrypted one.
    """
    address = hub_address(text, "https")
    parts = urlsplit(address)
    if parts.scheme != "https" and parts.hostname not in _HERE:
        raise InvalidInputError(
            "Trainers sign in on other computers only over an encrypted connection.",
            suggested_action=f"Use https:// (start the hub with --tls-generate): {text} has not.",
            field="hub",
        )
    return address


def _candidates(text: str) -> tuple[str, ...]:
    """Where a hub may be if no port was typed: behind a proxy, or by itself."""
    address = server_address(text)
    if urlsplit(address).port is not None:
        return (address,)
    return address, f"{address}:{USUAL_PORT}"


@contextlib.asynccontextmanager
async def _stranger(address: str, fingerprint: str | None) -> AsyncIterator[RestClient]:
    async def no_sign_in(_rest: RestClient) -> AccessToken:
        raise NotSignedInError("Nobody is signed in yet.")

    rest = RestClient(address, no_sign_in, Trust(fingerprint))
    try:
        yield rest
    finally:
        await rest.close()


async def _greet(address: str, fingerprint: str | None) -> bool:
    """See that a hub is there; whether it lacks an administrator."""
    async with _stranger(address, fingerprint) as rest:
        try:
            _ = await rest.get_unsigned("/health", Health)
            return (await rest.get_unsigned(SETUP, SetUpState)).is_needed
        except UnavailableError as error:
            raise _nobody_at(address) from error


def _nobody_at(address: str) -> UnavailableError:
    return UnavailableError(
        f"No hub answers at {address}.",
        suggested_action="Check the address, the network, and that the hub runs there.",
    )

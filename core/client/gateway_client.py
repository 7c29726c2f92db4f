"""The hub as a gateway sees it: `core.ports.gateway_link.GatewayLink`, and how it gets in."""

from __future__ import annotations

from typing import Any, Protocol

from core.client.pauses import Pauses
from core.client.readings import request_of
from core.client.rest import RestClient, SignInRequest
from core.client.socket import SocketLink
from core.domain.gateway import GatewayHeard, GatewayPlan
from core.domain.sensor import ReadingBatch
from core.errors import NotAllowedError, NotSignedInError
from core.events import Event
from core.ports.hub_link import LinkStatus
from core.protocol import gateways, realtime as wire
from core.protocol.devices import JOIN, DeviceJoin, JoinedDevice
from core.protocol.rest import AUTH, AccessToken, TokenRefresh
from core.tasks import TaskScope


class TokenKeeper(Protocol):
    """Keeps a device's refresh token. Each is good once, so the next is kept before it is used."""

    @property
    def refresh_token(self) -> str:
        """The one to use next."""
        ...

    @property
    def request_id(self) -> str:
        """Goes with its use, and stays the same until another token is kept."""
        ...

    def keep(self, refresh_token: str) -> None:
        """It was used, and this one came for it."""
        ...


async def join_hub(base_url: str, code: str, device_name: str) -> JoinedDevice:
    """Become a device of a hub with a code that its owner read out.

    Raises:
        NotSignedInError: The code is wrong, used or expired (as the hub words it).
        UnavailableError: No hub answers there.
    """

    async def no_sign_in(_rest: RestClient) -> AccessToken:
        raise NotSignedInError("This program has not joined a hub yet.")

    rest = RestClient(base_url, no_sign_in)
    try:
        return await rest.post_unsigned(
            JOIN, DeviceJoin(code=code, device_name=device_name), JoinedDevice
        )
    finally:
        await rest.close()


class GatewayClient:
    """A joined gateway's connection to its hub.

    Args:
        base_url: `http://host:port`.
        keeper: Holds the refresh token.
        tasks: Owner of the background work.
        pauses: Between attempts to reach the hub.
    """

    def __init__(
        self, base_url: str, keeper: TokenKeeper, tasks: TaskScope, pauses: Pauses
    ) -> None:
        self.plan_changed: Event[[]] = Event()
        self.dismissed: Event[[NotSignedInError | NotAllowedError]] = Event()
        """The hub's owner has taken this device off; nothing but a new code helps."""
        self._rest = RestClient(base_url, self._signing_in(keeper))
        self._socket = SocketLink(
            base_url, self._rest.token, self._rest.forget_token, tasks, pauses=pauses
        )
        self.status_changed = self._socket.status_changed
        self._socket.news_received.connect(self._on_news)

    @property
    def status(self) -> LinkStatus:
        """Whether the hub hears us now."""
        return self._socket.status

    async def open(self) -> None:
        """Sign in and connect; returns once the hub was reached.

        Raises:
            HockeyHubError: The hub is there and does not let us in.
        """
        await self._socket.open()

    async def close(self) -> None:
        """Disconnect and stop trying."""
        await self._socket.close()
        await self._rest.close()

    async def plan(self) -> GatewayPlan:
        """Whose each sensor is, and who trains now."""
        return await self._rest.get(gateways.GATEWAY_PLAN, GatewayPlan)

    async def report(self, heard: GatewayHeard) -> None:
        """Tell the trainers what is heard here."""
        await self._socket.request(
            gateways.GATEWAY_HEARD,
            gateways.GatewayReport(
                receiver=heard.receiver,
                sensors=heard.sensors,
                readings=heard.readings,
                waiting=heard.waiting,
            ),
        )

    async def send_readings(self, batch: ReadingBatch) -> None:
        """Record readings; returns once they are durable."""
        await self._socket.request(wire.SESSION_READINGS, request_of(batch))

    def _signing_in(self, keeper: TokenKeeper) -> SignInRequest:
        async def refresh(rest: RestClient) -> AccessToken:
            body = TokenRefresh(refresh_token=keeper.refresh_token, request_id=keeper.request_id)
            try:
                token = await rest.post_unsigned(f"{AUTH}/refresh", body, AccessToken)
            except (NotSignedInError, NotAllowedError) as refusal:
                self.dismissed.emit(refusal)
                raise
            if token.refresh_token is not None:
                keeper.keep(token.refresh_token)
            return token

        return refresh

    def _on_news(self, name: str, _payload: dict[str, Any]) -> None:
        if name == gateways.GATEWAY_PLAN_CHANGED:
            self.plan_changed.emit()

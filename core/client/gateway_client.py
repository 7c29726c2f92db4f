"""The hub as a gateway sees it: `core.ports.gateway_link.GatewayLink`, and how it gets in."""

from __future__ import annotations

from typing import Any

from core.client.pauses import Pauses
from core.client.readings import request_of
from core.client.rest import RestClient
from core.client.signing_in import TokenKeeper, sign_in_with_kept_token
from core.client.socket import SocketLink
from core.client.trust import Trust
from core.domain.gateway import GatewayHeard, GatewayPlan
from core.domain.sensor import ReadingBatch
from core.errors import NotAllowedError, NotSignedInError
from core.events import Event
from core.ports.hub_link import LinkStatus
from core.protocol import gateways, realtime as wire
from core.protocol.devices import JOIN, DeviceJoin, JoinedDevice
from core.protocol.rest import AccessToken
from core.tasks import TaskScope


async def join_hub(
    base_url: str, code: str, device_name: str, trust: Trust | None = None
) -> JoinedDevice:
    """Become a device of a hub with a code that its owner read out.

    Raises:
        NotSignedInError: The code is wrong, used or expired (as the hub words it).
        UnavailableError: No hub answers there.
    """

    async def no_sign_in(_rest: RestClient) -> AccessToken:
        raise NotSignedInError("This program has not joined a hub yet.")

    rest = RestClient(base_url, no_sign_in, trust)
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
        trust: Whose certificate is believed.
    """

    def __init__(
        self,
        base_url: str,
        keeper: TokenKeeper,
        tasks: TaskScope,
        pauses: Pauses,
        trust: Trust | None = None,
    ) -> None:
        self.plan_changed: Event[[]] = Event()
        self.dismissed: Event[[NotSignedInError | NotAllowedError]] = Event()
        """The hub's owner has taken this device off; nothing but a new code helps."""
        self._rest = RestClient(
            base_url, sign_in_with_kept_token(keeper, self.dismissed.emit), trust
        )
        self._socket = SocketLink(
            base_url, self._rest.token, self._rest.forget_token, tasks, pauses=pauses, trust=trust
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

    def _on_news(self, name: str, _payload: dict[str, Any]) -> None:
        if name == gateways.GATEWAY_PLAN_CHANGED:
            self.plan_changed.emit()

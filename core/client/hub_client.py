"""The whole hub as the desk sees it: `core.ports.hub_link.HubLink` over REST and Socket.IO."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

import msgspec

from core.client.audit_log import AuditLog
from core.client.calendar import CalendarClient
from core.client.club_editing import ClubEditing
from core.client.device_list import DeviceList
from core.client.distributions import DistributionClient
from core.client.hub_desk import HubDesk
from core.client.people_list import PeopleList
from core.client.programme_list import ProgrammeList
from core.client.readings import request_of
from core.client.report_answer import decoded_report
from core.client.rest import RestClient, SignInRequest
from core.client.session_commands import SessionCommands
from core.client.slots import SlotClient
from core.client.socket import SocketLink
from core.client.template_list import TemplateList
from core.client.trust import Trust
from core.client.workout_list import WorkoutList
from core.domain.bundle_edit import BundlePreview, BundleUndo
from core.domain.drafts import (
    BundleChanges,
    BundleDraft,
    BundlePage,
    BundleStatus,
    CreatedBundle,
)
from core.domain.equipment import EquipmentKind, EquipmentUnit
from core.domain.facility import Facility
from core.domain.gateway import GatewayHeard
from core.domain.ids import BundleId, PlayerId, SensorId, SessionId
from core.domain.player import Player, Team
from core.domain.replanning import ReplanProposal, ReplanRequest
from core.domain.restriction import Restriction
from core.domain.sensor import Pairing, ReadingBatch
from core.domain.session import Bundle, Reservation
from core.domain.summary import BundleReport
from core.domain.workout import Workout
from core.events import Event
from core.live.alerts.alert import AlertSeen
from core.live.events import Recorded
from core.live.state import SessionState
from core.ports.hub_link import LinkStatus
from core.protocol import alerts, gateways, realtime as wire
from core.protocol.devices import JoinedDevice
from core.protocol.rest import API, AUTH, AccessToken, DesktopSignIn, PlayerTokenRequest
from core.tasks import TaskScope


def sign_in_with_secret(secret: str) -> SignInRequest:
    """How the desktop signs in to the hub that it started itself."""

    async def request(rest: RestClient) -> AccessToken:
        return await rest.post_unsigned(
            f"{AUTH}/desktop", DesktopSignIn(secret=secret), AccessToken
        )

    return request


class HubClient(SessionCommands):
    """Signed-in client of one hub.

    Args:
        base_url: `http://host:port`.
        sign_in: Gets tokens.
        tasks: Owner of the background work.
        trust: Whose certificate is believed.
    """

    def __init__(
        self, base_url: str, sign_in: SignInRequest, tasks: TaskScope, trust: Trust | None = None
    ) -> None:
        self._rest = RestClient(base_url, sign_in, trust)
        self.devices = DeviceList(self._rest)
        self.people = PeopleList(self._rest)
        self.club = ClubEditing(self._rest)
        self.audit = AuditLog(self._rest)
        self.workout_list = WorkoutList(self._rest)
        self.slots = SlotClient(self._rest)
        self.distributions = DistributionClient(self._rest)
        self.templates = TemplateList(self._rest)
        self.programmes = ProgrammeList(self._rest)
        self.calendar = CalendarClient(self._rest)
        super().__init__(
            SocketLink(base_url, self._rest.token, self._rest.forget_token, tasks, trust=trust)
        )
        self.desk = HubDesk(self._rest, self._socket)
        self.event_received = self._socket.event_received
        self.state_received = self._socket.state_received
        self.session_lost = self._socket.session_lost
        self.status_changed = self._socket.status_changed
        self.pairings_changed: Event[[]] = Event()
        self.gateway_heard: Event[[GatewayHeard]] = Event()
        """What a gateway hears, every few seconds."""
        self.alert_acknowledged: Event[[AlertSeen]] = Event()
        self._socket.news_received.connect(self._on_news)

    @property
    def status(self) -> LinkStatus:
        """Whether the hub hears us now."""
        return self._socket.status

    async def sign_in(self) -> None:
        """Sign in once, without waiting for a hub that is away.

        Raises:
            HockeyHubError: The hub is not there, or does not let us in.
        """
        await self._rest.token()

    async def open(self) -> None:
        """Sign in and connect; returns once the hub was reached."""
        await self._socket.open()

    async def close(self) -> None:
        """Disconnect and stop trying."""
        await self._socket.close()
        await self._rest.close()

    async def teams(self) -> tuple[Team, ...]:
        """All teams."""
        return await self._rest.get(f"{API}/teams", tuple[Team, ...])

    async def players(self) -> tuple[Player, ...]:
        """All players by jersey number."""
        return await self._rest.get(f"{API}/players", tuple[Player, ...])

    async def facilities(self) -> tuple[Facility, ...]:
        """All places."""
        return await self._rest.get(f"{API}/facilities", tuple[Facility, ...])

    async def equipment_kinds(self) -> tuple[EquipmentKind, ...]:
        """All machine types."""
        return await self._rest.get(f"{API}/equipment-kinds", tuple[EquipmentKind, ...])

    async def equipment_units(self) -> tuple[EquipmentUnit, ...]:
        """All machines."""
        return await self._rest.get(f"{API}/equipment", tuple[EquipmentUnit, ...])

    async def workouts(self) -> tuple[Workout, ...]:
        """All workouts."""
        return await self._rest.get(f"{API}/workouts", tuple[Workout, ...])

    async def restrictions(self) -> tuple[Restriction, ...]:
        """All medical restrictions."""
        return await self._rest.get(f"{API}/restrictions", tuple[Restriction, ...])

    async def create_bundle(self, draft: BundleDraft) -> CreatedBundle:
        """Plan a bundle."""
        return await self._rest.post(f"{API}/session-bundles", draft, CreatedBundle)

    async def update_bundle(self, bundle_id: BundleId, changes: BundleChanges) -> Bundle:
        """Change a bundle that does not run yet."""
        return await self._rest.patch(f"{API}/session-bundles/{bundle_id}", changes, Bundle)

    async def preview_bundle(self, bundle_id: BundleId, changes: BundleChanges) -> BundlePreview:
        """What a change would do; nothing is stored."""
        path = f"{API}/session-bundles/{bundle_id}?dryRun=true"
        return await self._rest.patch(path, changes, BundlePreview)

    async def undo_bundle(self, bundle_id: BundleId, version: int) -> Bundle:
        """Take the last change back."""
        body = BundleUndo(version=version)
        return await self._rest.post(f"{API}/session-bundles/{bundle_id}/undo", body, Bundle)

    async def replan_bundle(self, bundle_id: BundleId, request: ReplanRequest) -> ReplanProposal:
        """The bundle without those who are absent; nothing is stored."""
        path = f"{API}/session-bundles/{bundle_id}/replan"
        return await self._rest.post(path, request, ReplanProposal)

    async def delete_bundle(self, bundle_id: BundleId) -> None:
        """Delete a bundle with its sessions."""
        await self._rest.delete(f"{API}/session-bundles/{bundle_id}")

    async def bundle(self, bundle_id: BundleId) -> Bundle:
        """One bundle with its sessions."""
        return await self._rest.get(f"{API}/session-bundles/{bundle_id}", Bundle)

    async def bundles(self, cursor: str | None = None) -> BundlePage:
        """A page of bundles, newest first."""
        query = {"cursor": cursor} if cursor is not None else {}
        return await self._rest.get(f"{API}/session-bundles", BundlePage, **query)

    async def bundle_status(self, bundle_id: BundleId) -> BundleStatus:
        """Progress and aggregates of a bundle."""
        return await self._rest.get(f"{API}/session-bundles/{bundle_id}/status", BundleStatus)

    async def reservations(self, bundle_id: BundleId) -> tuple[Reservation, ...]:
        """The machines held for a bundle."""
        return await self._rest.get(
            f"{API}/session-bundles/{bundle_id}/reservations", tuple[Reservation, ...]
        )

    async def report(self, bundle_id: BundleId) -> BundleReport:
        """The data behind a bundle's papers and files."""
        raw = await self._rest.get_raw(f"{API}/session-bundles/{bundle_id}/report")
        return await decoded_report(raw)

    async def recording(self, session_id: SessionId) -> tuple[Recorded, ...]:
        """All that happened in a session, in order."""
        return await self._rest.get(f"{API}/sessions/{session_id}/recording", tuple[Recorded, ...])

    async def pairings(self) -> tuple[Pairing, ...]:
        """Which sensor speaks for whom, as the whole club has it."""
        return await self._rest.get(gateways.PAIRINGS, tuple[Pairing, ...])

    async def save_pairings(self, pairings: Sequence[Pairing]) -> None:
        """Give sensors their owners, for all desks and gateways."""
        update = gateways.PairingsUpdate(pairings=tuple(pairings))
        await self._rest.put(gateways.PAIRINGS, update, tuple[Pairing, ...])

    async def remove_pairing(self, sensor_id: SensorId) -> None:
        """The sensor speaks for nobody."""
        await self._rest.delete(f"{gateways.PAIRINGS}/{quote(sensor_id, safe='')}")

    async def player_token(self, player_id: PlayerId) -> JoinedDevice:
        """A token with which a player's device may speak for that player."""
        request = PlayerTokenRequest(player_id=player_id)
        return await self._rest.post(f"{AUTH}/player-tokens", request, JoinedDevice)

    async def join(self, session_id: SessionId) -> SessionState:
        """Follow a session, also after each reconnection."""
        return await self._socket.join(session_id)

    async def leave(self, session_id: SessionId) -> None:
        """No longer follow a session."""
        await self._socket.leave(session_id)

    async def send_readings(self, batch: ReadingBatch) -> None:
        """Record readings; returns once they are durable."""
        ack = await self._socket.request(wire.SESSION_READINGS, request_of(batch))
        self._socket.acknowledged(batch.session_id, ack.seq)

    def _on_news(self, name: str, payload: dict[str, Any]) -> None:
        if name == gateways.PAIRINGS_CHANGED:
            self.pairings_changed.emit()
        elif name == gateways.GATEWAY_HEARD:
            self.gateway_heard.emit(msgspec.convert(payload, GatewayHeard))
        elif name == alerts.ALERT_ACKNOWLEDGED:
            self.alert_acknowledged.emit(_seen(msgspec.convert(payload, alerts.AlertAcknowledged)))


def _seen(news: alerts.AlertAcknowledged) -> AlertSeen:
    return AlertSeen(
        session_id=news.session_id, player_id=news.player_id, kind=news.alert, by=news.by
    )

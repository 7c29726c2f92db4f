"""The REST application: all controllers behind one guard and one form of refusal."""

from __future__ import annotations

from collections.abc import Collection

from litestar import Litestar
from litestar.config.cors import CORSConfig
from litestar.di import Provide
from litestar.exceptions import HTTPException, ValidationException

from core.errors import HockeyHubError
from hub_server.companion.page import Page
from hub_server.rest import errors
from hub_server.rest.audit import AuditController
from hub_server.rest.auth import AuthController
from hub_server.rest.bundle_templates import BundleTemplateController
from hub_server.rest.bundles import BundleController
from hub_server.rest.calendar import CalendarController
from hub_server.rest.devices import DeviceController
from hub_server.rest.distributions import DistributionController
from hub_server.rest.guard import Guard, principal_of
from hub_server.rest.health import HealthController
from hub_server.rest.hub import Hub
from hub_server.rest.metrics import MetricsController
from hub_server.rest.pages import pages
from hub_server.rest.pairings import PairingController
from hub_server.rest.photos import PhotoController
from hub_server.rest.places import (
    EquipmentController,
    EquipmentKindController,
    FacilityController,
)
from hub_server.rest.players import PlayerController
from hub_server.rest.programmes import ProgrammeController
from hub_server.rest.recordings import RecordingController
from hub_server.rest.restrictions import RestrictionController
from hub_server.rest.rosters import ClubController, RosterController
from hub_server.rest.schema import openapi_config
from hub_server.rest.sessions import SessionController
from hub_server.rest.setup import SetUpController
from hub_server.rest.slots import SlotController
from hub_server.rest.teams import TeamController
from hub_server.rest.users import UserController
from hub_server.rest.watch import WatchController
from hub_server.rest.workouts import WorkoutController

_LARGEST_BODY = 2_000_000


def make_application(hub: Hub, origins: Collection[str] = ()) -> Litestar:
    """The ASGI application of the REST side.

    Args:
        hub: What it works with.
        origins: Of foreign pages that may call.
    """
    counted = errors.Counted(hub.metrics)
    return Litestar(
        route_handlers=[
            AuditController,
            AuthController,
            BundleController,
            CalendarController,
            BundleTemplateController,
            ClubController,
            DeviceController,
            DistributionController,
            EquipmentController,
            EquipmentKindController,
            FacilityController,
            HealthController,
            MetricsController,
            PairingController,
            PhotoController,
            PlayerController,
            ProgrammeController,
            RecordingController,
            RestrictionController,
            RosterController,
            SessionController,
            SetUpController,
            SlotController,
            TeamController,
            UserController,
            WatchController,
            WorkoutController,
            pages(Page.load()),
        ],
        guards=[Guard(hub)],
        dependencies={
            "hub": Provide(lambda: hub, sync_to_thread=False),
            "principal": Provide(principal_of, sync_to_thread=False),
        },
        exception_handlers={
            HockeyHubError: counted.handler(errors.Refusals(hub.access.refusals).answer),
            ValidationException: counted.handler(errors.on_invalid),
            HTTPException: counted.handler(errors.on_http_error),
            RecursionError: counted.handler(errors.on_too_deep),
            Exception: counted.handler(errors.on_defect),
        },
        cors_config=_cors(origins),
        openapi_config=openapi_config(),
        logging_config=None,
        request_max_body_size=_LARGEST_BODY,
    )


def _cors(origins: Collection[str]) -> CORSConfig | None:
    """Closed, unless the operator has named pages; never with cookies, which there are none of."""
    if not origins:
        return None
    return CORSConfig(
        allow_origins=sorted(origins),
        allow_methods=["DELETE", "GET", "PATCH", "POST", "PUT"],
        allow_headers=["authorization", "content-type"],
        expose_headers=["retry-after", "x-request-id"],
        allow_credentials=False,
    )

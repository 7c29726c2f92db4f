"""The REST application: all controllers behind one guard and one form of refusal."""

from __future__ import annotations

from litestar import Litestar
from litestar.di import Provide
from litestar.exceptions import HTTPException, ValidationException

from core.errors import HockeyHubError
from hub_server.rest import errors
from hub_server.rest.auth import AuthController
from hub_server.rest.bundles import BundleController
from hub_server.rest.club import ClubController
from hub_server.rest.devices import DeviceController
from hub_server.rest.guard import Guard, principal_of
from hub_server.rest.health import HealthController
from hub_server.rest.hub import Hub
from hub_server.rest.pairings import PairingController
from hub_server.rest.players import PlayerController
from hub_server.rest.recordings import RecordingController
from hub_server.rest.restrictions import RestrictionController
from hub_server.rest.schema import openapi_config
from hub_server.rest.sessions import SessionController

_LARGEST_BODY = 2_000_000


def make_application(hub: Hub) -> Litestar:
    """The ASGI application of the REST side."""
    return Litestar(
        route_handlers=[
            AuthController,
            BundleController,
            ClubController,
            DeviceController,
            HealthController,
            PairingController,
            PlayerController,
            RecordingController,
            RestrictionController,
            SessionController,
        ],
        guards=[Guard(hub)],
        dependencies={
            "hub": Provide(lambda: hub, sync_to_thread=False),
            "principal": Provide(principal_of, sync_to_thread=False),
        },
        exception_handlers={
            HockeyHubError: errors.Refusals(hub.access.refusals).answer,
            ValidationException: errors.on_invalid,
            HTTPException: errors.on_http_error,
            Exception: errors.on_defect,
        },
        openapi_config=openapi_config(),
        logging_config=None,
        request_max_body_size=_LARGEST_BODY,
    )

"""`python -m hub_server`: the hub as a process of its own."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from core.errors import (
    DamagedDatabaseError,
    HockeyHubError,
    InvalidInputError,
    NewerDatabaseError,
    PortInUseError,
)
from hub_server.announcement import Ready, announce
from hub_server.observability.logs import set_up_logging
from hub_server.options import data_dir, database_url, parse

if TYPE_CHECKING:
    from hub_server.tls import Certificate

EXIT_CODES: Final[dict[type[HockeyHubError], int]] = {
    InvalidInputError: 2,
    PortInUseError: 3,
    NewerDatabaseError: 4,
    DamagedDatabaseError: 5,
}
"""Others end with 1."""

SECRET_VARIABLE: Final = "HOCKEYHUB_DESKTOP_SECRET"  # noqa: S105 - its name, not its value


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the hub until it is stopped; the exit code."""
    options = parse(arguments)
    set_up_logging(as_json=options.log_json)
    try:
        _run(_serve(options))
    except HockeyHubError as error:
        sys.stderr.write(f"{error.message} {error.suggested_action}".strip() + "\n")
        return EXIT_CODES.get(type(error), 1)
    return 0


async def _serve(options: argparse.Namespace) -> None:
    # Only now: asking for help, or a port in use, should not have to wait for these.
    from hub_server.composition import HubSettings, built_hub  # noqa: PLC0415
    from hub_server.reachable import join_address  # noqa: PLC0415
    from hub_server.serving import Entrance, listen, serve  # noqa: PLC0415

    listener = listen(options.host, options.port)
    certificate = _certificate(options)
    host, port = listener.getsockname()[:2]
    has_tls = certificate is not None
    scheme = "https" if has_tls else "http"
    settings = HubSettings(
        database_url=database_url(options),
        desktop_secret=os.environ.pop(SECRET_VARIABLE, None),
        has_sample_club=options.sample_club,
        names=None if has_tls else frozenset(name.lower() for name in options.name),
        allowed_origins=frozenset(options.allow_origin),
        join_address=partial(join_address, scheme, host, port, options.name),
    )
    async with built_hub(settings) as hub:
        shown = f"[{host}]" if ":" in host else host
        needs_setup = settings.desktop_secret is None and await hub.setup.is_needed()
        ready = Ready(
            url=f"{scheme}://{shown}:{port}",
            instance=hub.instance,
            fingerprint=certificate.fingerprint if certificate else "",
            setup_code=hub.setup.code if needs_setup else None,
        )
        await serve(
            hub,
            listener,
            entrance=Entrance(certificate, tuple(options.trusted_proxy)),
            idle_exit_s=options.idle_exit_s,
            on_serving=partial(announce, ready, as_json=options.json),
        )


def _certificate(options: argparse.Namespace) -> Certificate | None:
    if options.certificate is None and not options.tls_generate:
        return None
    from core.clock import SystemClock  # noqa: PLC0415 - seldom needed
    from core.live.events import utc  # noqa: PLC0415
    from hub_server.tls import operators_certificate, own_certificate  # noqa: PLC0415

    if options.certificate is not None:
        return operators_certificate(options.certificate, options.certificate_key)
    return own_certificate(data_dir(options) / "tls", options.name, utc(SystemClock().now()))


def _run(main_coroutine: Any) -> None:  # noqa: ANN401 - any coroutine
    if sys.platform == "win32":
        import winloop as fast_loop  # noqa: PLC0415 - one of two
    else:
        import uvloop as fast_loop  # noqa: PLC0415
    with asyncio.Runner(loop_factory=fast_loop.new_event_loop) as runner:
        runner.run(main_coroutine)


if __name__ == "__main__":
    sys.exit(main())

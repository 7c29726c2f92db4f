"""`python -m hub_server`: the hub as a process of its own."""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Final

from core.errors import (
    DamagedDatabaseError,
    HockeyHubError,
    NewerDatabaseError,
    PortInUseError,
)

EXIT_CODES: Final[dict[type[HockeyHubError], int]] = {
    PortInUseError: 3,
    NewerDatabaseError: 4,
    DamagedDatabaseError: 5,
}
"""Others end with 1."""

SECRET_VARIABLE: Final = "HOCKEYHUB_DESKTOP_SECRET"  # noqa: S105 - its name, not its value


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the hub until it is stopped; the exit code."""
    options = _parse(arguments)
    logging.basicConfig(
        level=logging.INFO,
        stream=sys.stderr,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
    )
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    try:
        _run(_serve(options))
    except HockeyHubError as error:
        sys.stderr.write(f"{error.message} {error.suggested_action}".strip() + "\n")
        return EXIT_CODES.get(type(error), 1)
    return 0


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="hockeyhub hub", description="The hub: planning, running sessions and their record."
    )
    parser.add_argument("--database", help="sqlite:///path/hub.db or postgresql://…")
    parser.add_argument("--data-dir", type=Path, help="where hub.db lies, without --database")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=3002, help="0 for any free port")
    parser.add_argument("--certificate", type=Path, help="PEM file, for TLS")
    parser.add_argument("--certificate-key", type=Path, help="PEM file with its key")
    parser.add_argument(
        "--name", action="append", default=[], help="a host name that clients may call this hub by"
    )
    parser.add_argument("--json", action="store_true", help="announce readiness as JSON")
    parser.add_argument("--sample-club", action="store_true", help="fill in the sample club")
    parser.add_argument(
        "--idle-exit-s",
        type=float,
        help="end by itself when nobody was connected and nothing ran for so long",
    )
    return parser.parse_args(arguments)


async def _serve(options: argparse.Namespace) -> None:
    # Only now: asking for help, or a port in use, should not have to wait for these.
    from hub_server.composition import HubSettings, built_hub  # noqa: PLC0415
    from hub_server.reachable import join_address  # noqa: PLC0415
    from hub_server.serving import Certificate, listen, serve  # noqa: PLC0415

    listener = listen(options.host, options.port)
    certificate = None
    if options.certificate is not None:
        key = options.certificate_key or options.certificate
        certificate = Certificate(str(options.certificate), str(key))
    host, port = listener.getsockname()[:2]
    scheme = "https" if certificate else "http"
    settings = HubSettings(
        database_url=options.database or _default_database(options.data_dir),
        desktop_secret=os.environ.pop(SECRET_VARIABLE, None),
        has_sample_club=options.sample_club,
        names=None if certificate else frozenset(options.name),
        join_address=partial(join_address, scheme, host, port, options.name),
    )
    async with built_hub(settings) as hub:
        url = f"{scheme}://[{host}]:{port}" if ":" in host else f"{scheme}://{host}:{port}"
        await serve(
            hub,
            listener,
            certificate=certificate,
            idle_exit_s=options.idle_exit_s,
            on_serving=_announcement(url, hub.instance, as_json=options.json),
        )


def _announcement(url: str, instance: str, *, as_json: bool) -> Callable[[], None]:
    def announce() -> None:
        ready: dict[str, Any] = {
            "ready": True,
            "url": url,
            "pid": os.getpid(),
            "instance": instance,
        }
        sys.stdout.write((json.dumps(ready) if as_json else f"The hub is ready at {url}") + "\n")
        sys.stdout.flush()

    return announce


def _default_database(data_dir: Path | None) -> str:
    if data_dir is None:
        import platformdirs  # noqa: PLC0415 - only needed without both options

        data_dir = platformdirs.user_data_path("hockeyhub", appauthor=False)
    return f"sqlite:///{data_dir / 'hub.db'}"


def _run(main_coroutine: Any) -> None:  # noqa: ANN401 - any coroutine
    if sys.platform == "win32":
        import winloop as fast_loop  # noqa: PLC0415 - one of two
    else:
        import uvloop as fast_loop  # noqa: PLC0415
    with asyncio.Runner(loop_factory=fast_loop.new_event_loop) as runner:
        runner.run(main_coroutine)


if __name__ == "__main__":
    sys.exit(main())

"""`hockeyhub gateway`: read sensors on a second computer and feed them to the hub."""

from __future__ import annotations

import argparse
import asyncio
import platform
import sys
from pathlib import Path

import msgspec

from app.account_file import AccountFile
from app.gateway import GatewayRun
from app.gateway_composition import check_ears, join
from app.log import set_up_logging
from app.settings import Settings, default_settings
from app.typed_address import hub_address
from core.domain.certificate import digest_of
from core.errors import HockeyHubError, InvalidInputError, NotSignedInError, UnavailableError

_EXIT_NOT_STARTED = 1
_EXIT_REFUSED = 2
_CODE_DIGITS = 6
_LONGEST_NAME = 80


def main(arguments: list[str]) -> int:
    """Run until stopped; 0 stopped, 1 could not start, 2 refused (code, arguments, sent away)."""
    options = _parser().parse_args(arguments)
    settings = Settings(home=default_settings().home / "gateway")
    try:
        check_ears(options.radio, options.gym)
        settings.prepare()
        file = AccountFile(settings.home / "gateway.json")
        set_up_logging(settings.log.with_name("gateway.log"))
        return asyncio.run(_main(options, settings, file))
    except HockeyHubError as error:
        print(error.message, error.suggested_action, file=sys.stderr)  # noqa: T201
        return _EXIT_NOT_STARTED if isinstance(error, UnavailableError) else _EXIT_REFUSED


async def _main(options: argparse.Namespace, settings: Settings, file: AccountFile) -> int:
    await _sign_up(options, file)
    await GatewayRun(options, settings, file).run()
    return 0


async def _sign_up(options: argparse.Namespace, file: AccountFile) -> None:
    """Join with a code, or go on as what this computer joined as before."""
    known = file.account
    hub = hub_address(options.hub, "http") if options.hub else known.hub if known else None
    name = _name(options.name or (known.name if known else platform.node()) or "Gateway")
    if options.code is None:
        if known is None or hub is None:
            raise NotSignedInError(
                "This computer has not joined a hub yet.",
                suggested_action="Get a code on the laptop (hockeyhub token --gateway), then: "
                "hockeyhub gateway --hub http://LAPTOP:3002 --code 123456",
            )
        if (hub, name) != (known.hub, known.name):
            file.write(msgspec.structs.replace(known, hub=hub, name=name))
        return
    if hub is None:
        raise InvalidInputError(
            "--code needs --hub.",
            suggested_action="Try: hockeyhub gateway --hub http://LAPTOP:3002 --code 123456",
        )
    code = _code(options.code)
    try:
        await join(file, hub, code, name, _fingerprint(options.fingerprint))
    except UnavailableError as error:
        raise UnavailableError(
            f"No hub answers at {hub}.",
            suggested_action="Check the address, and that both computers are in the same network.",
        ) from error
    print(f"Joined the hub at {hub} as “{name}”.", flush=True)  # noqa: T201


def _fingerprint(text: str | None) -> str | None:
    if text is None:
        return None
    try:
        return digest_of(text).hex(":").upper()
    except ValueError as error:
        raise InvalidInputError(
            "A fingerprint has 32 pairs of digits: 3F:A2:…",
            suggested_action="Copy it from the hub's own terminal.",
        ) from error


def _code(text: str) -> str:
    digits = "".join(sign for sign in text if sign not in " -")
    if len(digits) != _CODE_DIGITS or not digits.isdecimal():
        raise InvalidInputError(
            "A code has six digits.", suggested_action="Read it again from the laptop."
        )
    return digits


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not 0 < len(name) <= _LONGEST_NAME:
        raise InvalidInputError(
            f"A gateway's name has 1 to {_LONGEST_NAME} characters.",
            suggested_action='Try: --name "Far corner"',
        )
    return name


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="hockeyhub gateway",
        description="Read straps and machines on this computer and feed them to the hub on the"
        " laptop: more connections, and ears in the far corner.",
        epilog="Once joined, `hockeyhub gateway` alone goes on where it was. Readings wait on"
        " disk while the hub is away. What Bluetooth lacks here says: hockeyhub doctor",
    )
    parser.add_argument(
        "--hub", metavar="URL", help="where the hub is: http://LAPTOP:3002, as the laptop shows it"
    )
    parser.add_argument(
        "--code", metavar="123456", help="the six digits that the laptop shows; the first time only"
    )
    parser.add_argument(
        "--fingerprint",
        metavar="3F:A2:…",
        help="of the hub's certificate, if the hub made it itself; goes with --code",
    )
    parser.add_argument(
        "--name",
        help="what trainers see as receiver, such as “Far corner” (default: the computer's name)",
    )
    parser.add_argument(
        "--radio",
        action="append",
        default=[],
        metavar="NAME",
        help="system, hci1 or usb:0; several may be given (default: system)",
    )
    parser.add_argument(
        "--demo", action="store_true", help="listen to the usual virtual gym, not to Bluetooth"
    )
    parser.add_argument("--gym", type=Path, metavar="FILE.toml", help="listen to this virtual gym")
    return parser

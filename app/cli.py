"""The command `hockeyhub`: its words only. The work is imported when it is asked for."""

from __future__ import annotations

import argparse
import importlib
import math
import os
import sys
from pathlib import Path

from core.errors import HockeyHubError
from core.services.desk.hub_choice import USUAL_LAN_PORT
from core.services.desk.radio_choice import check_radio_names

_EXIT_REFUSED = 2
_COMMANDS = {
    "backup": "app.backup_command",
    "decode": "app.decode_command",
    "doctor": "app.doctor_command",
    "gateway": "app.gateway_command",
    "hub": "hub_server.__main__",
    "move": "app.move_command",
    "restore": "app.restore_command",
    "token": "app.token_command",
}
"""Each module has a `main(arguments) -> int`, and is loaded only when it is asked for."""


def main(arguments: list[str] | None = None) -> int:
    """Run the program; a refusal is one sentence, the next step, and exit code 2."""
    given = sys.argv[1:] if arguments is None else arguments
    # Our matrices are a few rows: threads for them only wait for each other, at full load.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    try:
        module = _COMMANDS.get(given[0]) if given else None
        if module is None:
            return _train(_parser().parse_args(given))
        return int(importlib.import_module(module).main(given[1:]))
    except HockeyHubError as error:
        print(error.message, error.suggested_action, file=sys.stderr)  # noqa: T201
        return _EXIT_REFUSED


def _train(options: argparse.Namespace) -> int:
    if options.gym and not options.demo:
        raise _usage("--gym needs --demo.", "Try: hockeyhub --demo --gym FILE.toml")
    if options.play and options.demo:
        raise _usage("--play and --demo exclude each other.", "Leave one of them out.")
    if options.radio and (options.demo or options.play):
        raise _usage("--radio is for real sensors.", "Leave out --demo and --play.")
    if options.hub and (options.demo or options.lan):
        raise _usage("--hub goes with neither --demo nor --lan.", "Leave them out.")
    check_radio_names(options.radio)
    if options.headless:
        if not options.demo:
            raise _usage("--headless needs --demo.", "Try: hockeyhub --demo --headless --out DIR")
        from app.headless import run_headless  # noqa: PLC0415 - no Qt on this path

        return run_headless(options)
    from app.window import run_window  # noqa: PLC0415 - Qt is loaded only for a window

    return run_window(options)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="hockeyhub",
        description="Plan, run and report parallel team training.",
        epilog="Also: hockeyhub hub --help (the hub alone), "
        "hockeyhub gateway --help (sensors on a second computer), hockeyhub token --help, "
        "hockeyhub decode --help, hockeyhub doctor (what Bluetooth lacks here), "
        "hockeyhub backup --help, hockeyhub restore --help, "
        "hockeyhub move --help (to another database).",
    )
    parser.add_argument("--demo", action="store_true", help="sample club on virtual sensors")
    parser.add_argument("--headless", action="store_true", help="no window (with --demo)")
    parser.add_argument("--minutes", type=_positive, help="length of the demo session (default 60)")
    parser.add_argument(
        "--speed", type=_positive, default=None, help="how much faster than real time (default 1)"
    )
    parser.add_argument(
        "--out", type=Path, default=Path("hockeyhub-report"), help="folder for the files"
    )
    parser.add_argument("--seed", type=int, default=1, help="of the virtual gym's chances")
    parser.add_argument(
        "--replay",
        type=Path,
        metavar="FILE.csv",
        help="a recording that drives the first player (t_s,heart_rate_bpm,power_w,cadence_rpm)",
    )
    parser.add_argument(
        "--gym",
        type=Path,
        metavar="FILE.toml",
        help="with --demo: which devices there are, and what goes wrong with them",
    )
    parser.add_argument(
        "--radio",
        action="append",
        default=[],
        metavar="NAME",
        help="listen with this radio, may be repeated: system (this computer's own Bluetooth), "
        "hci1 (one of several, on Linux), usb:0 (the first USB dongle, driven by this program)",
    )
    parser.add_argument(
        "--lan",
        type=_port,
        nargs="?",
        const=USUAL_LAN_PORT,
        metavar="PORT",
        help="let gateways and phones of this network reach the hub, at this port "
        f"(default {USUAL_LAN_PORT}); trainers stay on this computer. For this start only; "
        "Settings remembers it",
    )
    parser.add_argument(
        "--hub",
        metavar="URL",
        help="work with the club's server, such as https://hub.club.example, or with `here` "
        "for the hub of this computer. For this start only; Settings remembers it",
    )
    parser.add_argument(
        "--capture", type=Path, metavar="FILE", help="record all raw packets of the sensors"
    )
    parser.add_argument(
        "--play", type=Path, metavar="FILE", help="play such a recording instead of Bluetooth"
    )
    return parser


def _port(text: str) -> int:
    port = int(text)
    if not (0 < port < 65536):  # noqa: PLR2004 - what sixteen bits hold
        raise argparse.ArgumentTypeError(f"{text} is not a port")
    return port


def _positive(text: str) -> float:
    value = float(text)
    if not (0 < value < math.inf):
        raise argparse.ArgumentTypeError(f"{text} is not a positive number")
    return value


def _usage(message: str, suggested_action: str) -> HockeyHubError:
    return HockeyHubError(message, suggested_action=suggested_action)

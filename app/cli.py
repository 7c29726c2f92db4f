"""The command `hockeyhub`: its words only. The work is imported when it is asked for."""

from __future__ import annotations

import argparse
import math
import sys
from pathlib import Path

from core.errors import HockeyHubError

_EXIT_REFUSED = 2


def main(arguments: list[str] | None = None) -> int:
    """Run the program; a refusal is one sentence, the next step, and exit code 2."""
    given = sys.argv[1:] if arguments is None else arguments
    try:
        if given[:1] == ["hub"]:
            from hub_server.__main__ import main as serve  # noqa: PLC0415 - loads the server only

            return serve(given[1:])
        if given[:1] == ["token"]:
            from app.token_command import main as issue  # noqa: PLC0415

            return issue(given[1:])
        return _train(_parser().parse_args(given))
    except HockeyHubError as error:
        print(error.message, error.suggested_action, file=sys.stderr)  # noqa: T201
        return _EXIT_REFUSED


def _train(options: argparse.Namespace) -> int:
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
        epilog="Also: hockeyhub hub --help (the hub alone), hockeyhub token --help.",
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
    return parser


def _positive(text: str) -> float:
    value = float(text)
    if not (0 < value < math.inf):
        raise argparse.ArgumentTypeError(f"{text} is not a positive number")
    return value


def _usage(message: str, suggested_action: str) -> HockeyHubError:
    return HockeyHubError(message, suggested_action=suggested_action)

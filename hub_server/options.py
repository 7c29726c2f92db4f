"""The command line of the hub, and what follows from it."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

DATABASE_VARIABLE: Final = "HOCKEYHUB_DATABASE"


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    """Read the command line; a mistake ends the process with code 2."""
    parser = argparse.ArgumentParser(
        prog="hockeyhub hub",
        description="The hub: planning, running sessions and their record.",
        epilog="A hub for a club without the window on the same machine: hockeyhub hub --host "
        "0.0.0.0 --tls-generate. It shows a one-time code for the first administrator. With a "
        "proxy in front, see docs/server.md.",
    )
    parser.add_argument(
        "--database", help="sqlite:///path/hub.db or postgresql://… (also: HOCKEYHUB_DATABASE)"
    )
    parser.add_argument("--data-dir", type=Path, help="where hub.db lies, without --database")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=3002, help="0 for any free port")
    _add_tls(parser)
    _add_others(parser)
    parser.add_argument("--json", action="store_true", help="announce readiness as JSON")
    parser.add_argument("--log-json", action="store_true", help="log one JSON object a line")
    parser.add_argument("--sample-club", action="store_true", help="fill in the sample club")
    parser.add_argument(
        "--idle-exit-s",
        type=float,
        help="end by itself when nobody was connected and nothing ran for so long",
    )
    options = parser.parse_args(arguments)
    if options.tls_generate and options.certificate is not None:
        parser.error("--tls-generate and --certificate exclude each other")
    if options.certificate_key is not None and options.certificate is None:
        parser.error("--certificate-key needs --certificate")
    return options


def data_dir(options: argparse.Namespace) -> Path:
    """Where the hub keeps what is not in the database."""
    if options.data_dir is None:
        import platformdirs  # noqa: PLC0415 - only needed without the option

        return Path(platformdirs.user_data_path("hockeyhub", appauthor=False))
    return Path(options.data_dir)


def database_url(options: argparse.Namespace) -> str:
    """The database that was asked for, or the file in the data folder.

    The variable is for services: arguments can be read by everybody on a machine.
    """
    asked_for = options.database or os.environ.get(DATABASE_VARIABLE)
    return str(asked_for or f"sqlite:///{data_dir(options) / 'hub.db'}")


def _add_tls(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--certificate", "--tls-cert", type=Path, metavar="FILE", help="PEM file, for TLS"
    )
    parser.add_argument(
        "--certificate-key", "--tls-key", type=Path, metavar="FILE", help="PEM file with its key"
    )
    parser.add_argument(
        "--tls-generate",
        action="store_true",
        help="TLS with a certificate that the hub makes itself and keeps in its data folder; "
        "its fingerprint is shown, to be compared once by who connects",
    )


def _add_others(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--name", action="append", default=[], help="a host name that clients may call this hub by"
    )
    parser.add_argument(
        "--allow-origin",
        action="append",
        default=[],
        metavar="ORIGIN",
        help="a web site whose pages may call this hub, such as https://board.club.example",
    )
    parser.add_argument(
        "--trusted-proxy",
        action="append",
        default=[],
        metavar="ADDRESS",
        help="a proxy that says truly where calls come from (X-Forwarded-For, -Proto)",
    )

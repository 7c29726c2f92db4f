"""What the trainer likes, kept between two starts in a small JSON file."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path

import msgspec

from PySide6.QtWidgets import QApplication

from core.domain.value import Value
from core.services.desk.hub_choice import HubPlan
from core.services.desk.radio_choice import RadioChoice, is_radio_name
from widgets.theme import ThemeName, apply_theme, load_theme

_log = logging.getLogger(__name__)


class Preferences(Value, frozen=True, kw_only=True):
    """Of one desk. Nothing in here is worth a question when it gets lost."""

    theme: ThemeName = ThemeName.DARK
    radios: tuple[str, ...] = ()
    """Which receivers to listen with (`system`, `usb:0`); none: this computer's own."""
    server: str | None = None
    """Address of the club's server; None: a hub on this computer."""
    server_login: str = ""
    lan_port: int | None = None
    """Where gateways and phones of the network reach the hub on this computer; None: nowhere."""


def read_preferences(path: Path) -> Preferences:
    """The preferences in the file; the usual ones if it is missing or cannot be read."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Preferences)
    except FileNotFoundError:
        return Preferences()
    except (OSError, msgspec.MsgspecError) as error:
        _log.warning("preferences could not be read: %s", error)
        return Preferences()


def write_preferences(path: Path, preferences: Preferences) -> None:
    """Keep them. A disk that refuses is noted in the log and nothing else."""
    partial = path.with_suffix(".part")
    try:
        partial.write_bytes(msgspec.json.format(msgspec.json.encode(preferences)))
        partial.replace(path)
    except OSError as error:
        _log.warning("preferences could not be written: %s", error)


def radio_choice(path: Path, forced: Sequence[str]) -> RadioChoice:
    """Which radios this run uses, and which the next one will.

    Args:
        path: Of the preferences.
        forced: Given on the command line; they count for this run only.
    """
    chosen = tuple(one for one in read_preferences(path).radios if is_radio_name(one))

    def keep(names: tuple[str, ...]) -> None:
        preferences = read_preferences(path)
        write_preferences(path, msgspec.structs.replace(preferences, radios=names))

    return RadioChoice(chosen, tuple(forced), keep)


def read_hub_plan(path: Path) -> HubPlan:
    """Which hub the trainer chose."""
    preferences = read_preferences(path)
    return HubPlan(
        server=preferences.server,
        login=preferences.server_login,
        lan_port=preferences.lan_port,
    )


def write_hub_plan(path: Path, plan: HubPlan) -> None:
    """Remember another hub for the next start."""
    preferences = read_preferences(path)
    write_preferences(
        path,
        msgspec.structs.replace(
            preferences, server=plan.server, server_login=plan.login, lan_port=plan.lan_port
        ),
    )


def dress(application: QApplication, path: Path) -> None:
    """Let the window begin in the theme that was chosen last."""
    apply_theme(application, load_theme(read_preferences(path).theme))

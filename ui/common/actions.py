"""Everything the window offers, as a table; menus, tooltips and shortcuts are derived from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from widgets.inputs import Button, ButtonKind


class ActionId(StrEnum):
    """Names of the actions."""

    SHOW_SESSIONS = "show_sessions"
    SHOW_CALENDAR = "show_calendar"
    SHOW_LIVE = "show_live"
    SHOW_SENSORS = "show_sensors"
    SHOW_HUB = "show_hub"
    SHOW_PEOPLE = "show_people"
    SHOW_WORKOUTS = "show_workouts"
    SHOW_TEMPLATES = "show_templates"
    SHOW_PLAYERS = "show_players"
    SHOW_EQUIPMENT = "show_equipment"
    PLAN_BUNDLE = "plan_bundle"
    SHOW_SETTINGS = "show_settings"
    SWITCH_THEME = "switch_theme"
    START_ALL = "start_all"
    PAUSE_ALL = "pause_all"
    RESUME_ALL = "resume_all"
    END_ALL = "end_all"
    PUSH_INTERVAL = "push_interval"
    NEXT_INTERVAL = "next_interval"
    INTERVAL_BACK = "interval_back"
    SAY_FITNESS = "say_fitness"
    BROADCAST = "broadcast"
    EXPORT = "export"


@dataclass(frozen=True)
class ActionSpec:
    """One thing the trainer can do."""

    id: ActionId
    text: str
    hint: str
    """What happens, for tooltip and screen reader."""
    icon: str
    shortcut: str = ""

    @property
    def tooltip(self) -> str:
        """Hint and shortcut."""
        return f"{self.hint} ({self.shortcut})" if self.shortcut else self.hint


_SPECS = (
    ActionSpec(
        ActionId.SHOW_SESSIONS, "Sessions", "Planned and past training", "sessions", "Ctrl+1"
    ),
    ActionSpec(
        ActionId.SHOW_CALENDAR, "Calendar", "What is on, by week and month", "calendar", "Ctrl+2"
    ),
    ActionSpec(ActionId.SHOW_LIVE, "Live", "The bundle that is on now", "pulse", "Ctrl+3"),
    ActionSpec(
        ActionId.SHOW_SENSORS, "Sensors", "Straps and machines in range", "bluetooth", "Ctrl+4"
    ),
    ActionSpec(ActionId.SHOW_HUB, "Hub", "Phones and events", "hub", "Ctrl+9"),
    ActionSpec(
        ActionId.SHOW_PEOPLE, "People", "Who may sign in, and who did what", "team", "Ctrl+0"
    ),
    ActionSpec(
        ActionId.SHOW_PLAYERS, "Players", "Teams, players, restrictions", "player", "Ctrl+5"
    ),
    ActionSpec(
        ActionId.SHOW_EQUIPMENT, "Gym", "Facilities, machines and their upkeep", "machine", "Ctrl+8"
    ),
    ActionSpec(
        ActionId.SHOW_WORKOUTS, "Workouts", "Write, find and copy workouts", "dumbbell", "Ctrl+6"
    ),
    ActionSpec(
        ActionId.SHOW_TEMPLATES,
        "Templates",
        "Bundles to begin with, and programmes over weeks",
        "copy",
        "Ctrl+7",
    ),
    ActionSpec(
        ActionId.PLAN_BUNDLE,
        "Create multiple sessions",
        "Plan parallel sessions for several groups",
        "plus",
        "Ctrl+Shift+B",
    ),
    ActionSpec(
        ActionId.SHOW_SETTINGS,
        "Settings",
        "Which hub this desk works with, and who else reaches it",
        "settings",
        "Ctrl+,",
    ),
    ActionSpec(
        ActionId.SWITCH_THEME,
        "Theme",
        "Change between dark, light and high contrast",
        "contrast",
        "Ctrl+T",
    ),
    ActionSpec(ActionId.START_ALL, "Start all", "Start every session", "play", "Ctrl+Return"),
    ActionSpec(
        ActionId.PAUSE_ALL, "Pause all", "Stop the clock of every session", "pause", "Ctrl+Space"
    ),
    ActionSpec(
        ActionId.RESUME_ALL, "Resume all", "Let every clock run again", "play", "Ctrl+Shift+Space"
    ),
    ActionSpec(
        ActionId.END_ALL,
        "End all",
        "End every session; asks once more",
        "stop",
        "Ctrl+Shift+Return",
    ),
    ActionSpec(
        ActionId.PUSH_INTERVAL,
        "Push next interval",
        "Set every machine to its player's next target",
        "forward",
        "Ctrl+I",
    ),
    ActionSpec(
        ActionId.NEXT_INTERVAL,
        "Skip interval",
        "Every group goes on to its next interval now",
        "skip",
        "Ctrl+Shift+I",
    ),
    ActionSpec(
        ActionId.INTERVAL_BACK,
        "Undo skip",
        "Every group goes back to where it was",
        "undo",
        "Ctrl+Shift+Z",
    ),
    ActionSpec(
        ActionId.SAY_FITNESS,
        "Fitness",
        "Say that the chosen player is limited, injured, or fit again",
        "medical",
        "Ctrl+Shift+F",
    ),
    ActionSpec(
        ActionId.BROADCAST,
        "Broadcast message",
        "Say a sentence to everybody",
        "megaphone",
        "Ctrl+B",
    ),
    ActionSpec(
        ActionId.EXPORT, "Export", "Write report and data files into a folder", "export", "Ctrl+E"
    ),
)

ACTIONS = {spec.id: spec for spec in _SPECS}
"""All actions by name."""


def add_action(owner: QWidget, action_id: ActionId, slot: Callable[[], object]) -> QAction:
    """Make an action that its shortcut triggers anywhere inside the owner's window."""
    spec = ACTIONS[action_id]
    action = QAction(spec.text, owner)
    action.setObjectName(action_id)
    action.setToolTip(spec.tooltip)
    action.setStatusTip(spec.hint)
    if spec.shortcut:
        action.setShortcut(QKeySequence(spec.shortcut))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
    action.triggered.connect(lambda _checked=False: slot())
    owner.addAction(action)
    return action


def action_button(action: QAction, kind: ButtonKind = ButtonKind.SECONDARY) -> Button:
    """A button for an action: same text, tooltip and state."""
    spec = ACTIONS[ActionId(action.objectName())]
    button = Button(spec.text, kind=kind, icon_name=spec.icon, tooltip=spec.tooltip)
    button.clicked.connect(lambda _checked=False: action.trigger())

    def follow() -> None:
        button.setEnabled(action.isEnabled())
        button.setVisible(action.isVisible())

    action.changed.connect(follow)
    follow()
    return button

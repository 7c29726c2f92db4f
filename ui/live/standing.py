"""Where the bundle stands before its start, at the end of its plan and after its end."""

from __future__ import annotations

from dataclasses import dataclass

from core.domain.session import SessionStatus
from core.live.views import TileCondition, TileView
from ui.live.outcome import heard_count, mean_bpm
from ui.live.view_model import LiveViewModel
from widgets.inputs import BannerKind
from widgets.inputs.number_text import grouped_text
from widgets.inputs.time_text import clock_text

OPEN_FOLDER = "Open folder"
_MOST_NAMES = 4
_DOT = "  \N{MIDDLE DOT}  "


@dataclass(frozen=True)
class Standing:
    """A heading, and what to know or to do next."""

    heading: str
    text: str
    kind: BannerKind
    action: str = ""


def standing_of(model: LiveViewModel) -> Standing | None:
    """What to say above the sessions; None while the sessions speak for themselves."""
    states = model.states
    if not states:
        return None
    if all(state.status is SessionStatus.SCHEDULED for state in states):
        return _before(model)
    if all(state.status.is_over for state in states):
        return _after(model)
    if model.commands.is_plan_over:
        return Standing(
            "The planned time is up",
            "End all closes the sessions; until then everything is still recorded.",
            BannerKind.INFO,
        )
    return None


def _before(model: LiveViewModel) -> Standing:
    tiles = [tile for state in model.states for tile in model.tiles(state.session_id)]
    silent = [tile for tile in tiles if not _is_heard(tile)]
    if not silent:
        text = f"All {len(tiles)} heart-rate sensors are live."
        return Standing("Ready to start", text, BannerKind.OK)
    if len(silent) == len(tiles):
        text = "Wet the straps and put them on; each player's tile wakes when his is heard."
        return Standing("No heart-rate sensor is live yet", text, BannerKind.INFO)
    names = [f"{tile.jersey_number} {tile.name}" for tile in silent[:_MOST_NAMES]]
    more = len(silent) - len(names)
    rest = f" and {more} more" if more else ""
    return Standing(
        f"{len(tiles) - len(silent)} of {len(tiles)} heart-rate sensors are live",
        f"Not heard: {', '.join(names)}{rest}. You can start without them.",
        BannerKind.WARNING,
    )


def _is_heard(tile: TileView) -> bool:
    """Before the start nothing is recorded, so a number on the tile is what counts."""
    return tile.condition is not TileCondition.LOST and tile.heart_rate_bpm is not None


def _after(model: LiveViewModel) -> Standing:
    states = model.states
    active_s = max(state.active_s(model.now) for state in states)
    players = sum(len(state.players) for state in states)
    mean = mean_bpm(states)
    parts = (
        f"{clock_text(active_s)} active",
        f"{heard_count(states)} of {players} players with heart rate",
        f"mean {mean:.0f} bpm" if mean is not None else "",
        f"{grouped_text(model.totals().energy_kcal)} kcal",
    )
    told = _DOT.join(part for part in parts if part)
    folder = model.export.folder_of(model.bundle.id) if model.bundle is not None else None
    if folder is None:
        following = "Export writes the team PDF, a FIT file per player and the tables."
    else:
        following = f"The files are in {folder}."
    action = OPEN_FOLDER if folder is not None else ""
    return Standing("Training is over", f"{told}. {following}", BannerKind.OK, action)

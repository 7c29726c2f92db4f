"""What the live page says while no bundle is on it."""

from __future__ import annotations

from ui.common.feedback import Notice
from ui.live.view_model import Phase
from widgets.inputs import EmptyState


def show_without_bundle(empty: EmptyState, phase: Phase, failure: Notice | None) -> bool:
    """Say what to do, what goes on, or why it did not work; False if a bundle is open."""
    if phase is Phase.EMPTY:
        text = "Choose a bundle to see its sessions, players and curves here."
        empty.show_text("pulse", "No bundle is open", text, "Choose a bundle")
    elif phase is Phase.LOADING:
        empty.show_text("clock", "Opening the bundle", "Fetching its sessions.")
    elif phase is Phase.FAILED and failure is not None:
        empty.show_text("warning", "The bundle did not open", failure.text, "Try again")
    else:
        return False
    return True

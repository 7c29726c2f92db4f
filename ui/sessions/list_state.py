"""What the sessions page says where there is no list."""

from __future__ import annotations

from ui.sessions.view_model import Phase, SessionsModel
from widgets.inputs import EmptyState


def show_state(state: EmptyState, model: SessionsModel) -> None:
    """Say that it is empty, that it loads, or why it cannot be shown."""
    problem = model.problem
    if model.phase is Phase.FAILED and problem is not None:
        sentence = f"{problem.message} {problem.suggested_action}".strip()
        state.show_text("error", "Sessions cannot be shown", sentence, "Try again")
    elif model.phase is Phase.READY:
        state.show_text(
            "calendar",
            "No sessions yet",
            "Spread your players over rowers, bikes and ski ergs, and train them all at the "
            "same time.",
            "Create Multiple Sessions",
        )
    else:
        state.show_text("calendar", "Loading sessions", "Asking the hub …")

"""What stands in the place of an empty log."""

from __future__ import annotations

from ui.hub.desk_model import EventDeskModel, Phase


def empty_words(model: EventDeskModel) -> tuple[str, str, str, str]:
    """Icon, title, sentence and the caption of a button (empty for none)."""
    if model.phase is Phase.FAILED and model.problem is not None:
        sentence = f"{model.problem.message} {model.problem.suggested_action}".strip()
        return "warning", "The hub says nothing", sentence, "Try again"
    if len(model.log):
        return "search", "No event matches", "Choose or search something else.", ""
    if model.phase is Phase.LOADING:
        return "pulse", "Asking the hub", "Events appear as they happen.", ""
    return (
        "pulse",
        "Nothing has happened yet",
        (
            "Every event of every running session appears here, refused ones with the reason. "
            "“Play” shows how it looks."
        ),
        "",
    )

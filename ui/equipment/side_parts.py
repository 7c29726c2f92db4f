"""What the sides of the page share."""

from __future__ import annotations

from widgets.inputs import Button, ButtonKind

DETAIL_PX = 560
LOADING = ("machine", "Asking the hub", "The machines appear in a moment.")


def remove_button() -> Button:
    """Stands at the end of a card's head."""
    return Button(kind=ButtonKind.QUIET, icon_name="trash", tooltip="Delete (Delete)")

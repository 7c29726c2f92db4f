"""What a job has done to a player, in words, and whether that can be taken back."""

from __future__ import annotations

from dataclasses import dataclass

from widgets.inputs import BannerKind


@dataclass(frozen=True)
class Told:
    """A sentence or more for the strip above the sessions."""

    text: str
    can_undo: bool = False
    kind: BannerKind = BannerKind.OK

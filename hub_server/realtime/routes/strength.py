"""What happens at a rack ([S2]): every 5 s in the long run."""

from __future__ import annotations

from typing import Final

from core.live import events
from core.protocol import realtime as wire
from hub_server.realtime.recording import own
from hub_server.realtime.route import Limit, Route, the_newest
from hub_server.security.permissions import Action

_SPEAK = Action.SPEAK_FOR_PLAYER
_BURST = 3
_EVERY_S = 5.0


def _set(request: wire.StrengthSetCompletion) -> object:
    return request.exercise_id, request.set_data.set_number


STRENGTH_ROUTES: Final[dict[str, Route]] = {
    wire.STRENGTH_SET_COMPLETION: Route(
        wire.StrengthSetCompletion,
        _SPEAK,
        own(events.StrengthSetCompleted),
        Limit("The sets of this player", burst=_BURST, every_s=_EVERY_S, kept=_set),
    ),
    wire.STRENGTH_WEIGHT_UPDATE: Route(
        wire.StrengthWeightUpdate,
        _SPEAK,
        own(events.StrengthWeightUpdated),
        Limit("The weights of this player", burst=_BURST, every_s=_EVERY_S, kept=the_newest),
    ),
    wire.STRENGTH_REST_TIMER: Route(
        wire.StrengthRestTimerUpdate,
        _SPEAK,
        own(events.StrengthRestTimer),
        Limit("The rests of this player", burst=_BURST, every_s=_EVERY_S, kept=the_newest),
    ),
    wire.STRENGTH_FORM_FEEDBACK: Route(
        wire.StrengthFormReport,
        _SPEAK,
        own(events.StrengthFormFeedback),
        Limit("The form of this player", burst=_BURST, every_s=_EVERY_S, kept=the_newest),
    ),
}
"""To be joined to the table of all routes."""

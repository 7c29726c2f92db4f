"""News about players who change sessions, and about those who should have."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from core.domain.workout import WorkoutKind
from core.errors import HockeyHubError
from core.live.events import ParticipantMoved, Recorded
from core.protocol.problem import problem_of
from core.protocol.realtime import (
    BUNDLE_PARTICIPANT_MOVED,
    CROSS_SESSION_PARTICIPANT_MOVE,
    TYPE_SPECIFIC_ERROR,
    BundleParticipantMoved,
    TypeSpecificError,
)
from core.services.running.medical import MedicalResponse
from core.services.running.medical_order import MedicalOrder
from core.services.running.sessions import RunningSessions
from hub_server.realtime.rooms import MEDICAL, TRAINERS


class CrossingNews:
    """Tells trainers.

    Args:
        running: What happens.
        medical: Says who could not be brought elsewhere.
        post: Puts a message into rooms.
    """

    def __init__(
        self,
        running: RunningSessions,
        medical: MedicalResponse,
        post: Callable[[str, object, Iterable[str]], None],
    ) -> None:
        self._running = running
        self._post = post
        running.happened.connect(self._on_happened)
        medical.not_moved.connect(self._on_not_moved)

    def _on_happened(self, recorded: Recorded, _origin: str | None) -> None:
        event = recorded.event
        if isinstance(event, ParticipantMoved) and event.session_id == event.from_session_id:
            news = BundleParticipantMoved(
                from_session_id=event.from_session_id,
                to_session_id=event.to_session_id,
                player_id=event.player_id,
                bundle_id=event.bundle_id,
            )
            self._post(BUNDLE_PARTICIPANT_MOVED, news, [TRAINERS])

    def _on_not_moved(self, order: MedicalOrder, error: HockeyHubError) -> None:
        state = self._running.in_memory(order.session_id)
        news = TypeSpecificError(
            session_id=order.session_id,
            player_id=order.player_id,
            workout_kind=WorkoutKind.CONDITIONING if state is None else state.session.kind,
            event_name=CROSS_SESSION_PARTICIPANT_MOVE,
            error=problem_of(error),
        )
        self._post(TYPE_SPECIFIC_ERROR, news, [TRAINERS, MEDICAL])

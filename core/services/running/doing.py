"""How a deed becomes part of a group's draft, inside its transaction."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from core.domain.ids import SessionId
from core.live.events import Recorded
from core.live.reducer import reduce
from core.live.state import SessionState
from core.live.transitions import check
from core.ports.storage import UnitOfWork
from core.services.running.course import Course
from core.services.running.deed import Deed
from core.services.running.group_draft import GroupDraft
from core.services.running.recorder import Request


def preparation(
    request: Request,
    deed: Deed,
    draft: GroupDraft,
    course_of: Callable[[SessionId, GroupDraft], Awaitable[Course]],
) -> Callable[[UnitOfWork], Awaitable[None]]:
    """What is to be done first in the transaction: the deed, and its events into the draft.

    Args:
        request: Who waits for it.
        deed: What is done.
        draft: Takes the events, with the states after them.
        course_of: Gives sessions as they are stored.
    """

    async def state_of(session_id: SessionId) -> SessionState:
        course = await course_of(session_id, draft)
        return draft.states.get(session_id, course.state)

    async def prepare(work: UnitOfWork) -> None:
        for event in await deed.prepare(work, state_of):
            state = await state_of(event.session_id)
            check(state.status, event)
            recorded = Recorded(seq=state.seq + 1, event=event)
            draft.add(request, recorded, reduce(state, recorded))

    return prepare

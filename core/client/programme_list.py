"""Programmes over REST."""

from __future__ import annotations

from urllib.parse import quote

from core.client.rest import RestClient
from core.domain.ids import ProgrammeId
from core.domain.programme import Programme, ProgrammeChanges, ProgrammeDraft, ProgrammePreview
from core.protocol.templates import PROGRAMMES


class ProgrammeList:
    """Fulfils `core.ports.template_link.ProgrammeLink`.

    Args:
        rest: Signed in as a trainer.
    """

    def __init__(self, rest: RestClient) -> None:
        self._rest = rest

    async def page(self) -> tuple[Programme, ...]:
        """The newest programmes, without their weeks."""
        return await self._rest.get(PROGRAMMES, tuple[Programme, ...])

    async def programme(self, programme_id: ProgrammeId) -> Programme:
        """One programme with its weeks."""
        return await self._rest.get(_path(programme_id), Programme)

    async def preview(self, draft: ProgrammeDraft) -> ProgrammePreview:
        """All weeks as they would be; nothing is stored."""
        return await self._rest.post(f"{PROGRAMMES}/preview", draft, ProgrammePreview)

    async def create(self, draft: ProgrammeDraft) -> Programme:
        """Plan a programme."""
        return await self._rest.post(PROGRAMMES, draft, Programme)

    async def plan_rest(self, programme_id: ProgrammeId) -> Programme:
        """Plan the weeks that have no bundles."""
        return await self._rest.post(f"{_path(programme_id)}/plan", None, Programme)

    async def rename(self, programme_id: ProgrammeId, changes: ProgrammeChanges) -> Programme:
        """Give it another name."""
        return await self._rest.patch(_path(programme_id), changes, Programme)

    async def call_off(self, programme_id: ProgrammeId) -> None:
        """Delete its bundles that have not begun."""
        await self._rest.delete(_path(programme_id))


def _path(programme_id: ProgrammeId) -> str:
    return f"{PROGRAMMES}/{quote(programme_id, safe='')}"

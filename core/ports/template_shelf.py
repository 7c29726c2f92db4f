"""How the storage keeps bundle templates and programmes."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from core.domain.bundle_template import KeptTemplate, TemplateFilter
from core.domain.drafts import BundleSummary
from core.domain.ids import ProgrammeId, TemplateId, UserId
from core.domain.programme import Programme
from core.domain.value import Value


class Reader(Value, frozen=True, kw_only=True):
    """Whose view of the templates it is: public ones, and his own."""

    user_id: UserId | None = None
    """None: whoever sits at the hub's own desk, in nobody's name."""
    sees_all: bool = False
    """Also what others keep for themselves."""


class TemplateShelf(Protocol):
    """Templates, with how often each was used."""

    async def templates(
        self,
        wanted: TemplateFilter,
        reader: Reader,
        *,
        limit: int,
        after: tuple[str, TemplateId] | None = None,
    ) -> tuple[KeptTemplate, ...]:
        """Templates by name and id, those after a place in that order."""
        ...

    async def template(self, template_id: TemplateId) -> KeptTemplate | None:
        """One template, whoever's; a writer keeps it from others until the end."""
        ...

    async def template_tags(self, reader: Reader) -> tuple[str, ...]:
        """All tags of templates that are not archived, by name."""
        ...

    async def save_template(self, template: KeptTemplate) -> None:
        """Insert or replace."""
        ...

    async def archive_template(self, template_id: TemplateId, at: datetime | None) -> None:
        """Take a template out of the lists, or with None put it back."""
        ...


class ProgrammeShelf(Protocol):
    """Programmes; their trainings are bundles."""

    async def programmes(
        self, *, limit: int, after: tuple[datetime, ProgrammeId] | None = None
    ) -> tuple[Programme, ...]:
        """Programmes, the newest first, those after a place in that order, without weeks."""
        ...

    async def programme(self, programme_id: ProgrammeId) -> Programme | None:
        """One programme without weeks; a writer keeps it from others until the end."""
        ...

    async def save_programme(self, programme: Programme) -> None:
        """Insert or replace all but the weeks."""
        ...

    async def trainings_of(self, programme_id: ProgrammeId) -> dict[int, list[BundleSummary]]:
        """The bundles of a programme by week, each by their start."""
        ...

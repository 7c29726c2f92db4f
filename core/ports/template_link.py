"""Templates and programmes as the desk sees them; `core.client` fulfils it."""

from __future__ import annotations

from typing import Protocol

from core.domain.bundle_template import (
    BundleTemplate,
    KeptTemplate,
    TemplateChanges,
    TemplateFilter,
    TemplateUse,
)
from core.domain.drafts import CreatedBundle
from core.domain.ids import ProgrammeId, TemplateId
from core.domain.programme import Programme, ProgrammeChanges, ProgrammeDraft, ProgrammePreview


class TemplateLink(Protocol):
    """Bundle templates. All errors are `HockeyHubError`s."""

    async def page(
        self,
        wanted: TemplateFilter = TemplateFilter(),  # noqa: B008 - frozen
    ) -> tuple[KeptTemplate, ...]:
        """Templates by name, the first hundred that are wanted."""
        ...

    async def tags(self) -> tuple[str, ...]: ...
    async def template(self, template_id: TemplateId) -> KeptTemplate: ...
    async def create(self, template: BundleTemplate) -> KeptTemplate: ...
    async def change(self, template_id: TemplateId, changes: TemplateChanges) -> KeptTemplate:
        """Change what is given.

        Raises:
            StaleError: Somebody else changed it since it was read.
        """
        ...

    async def duplicate(self, template_id: TemplateId) -> KeptTemplate: ...
    async def archive(self, template_id: TemplateId) -> None: ...
    async def bring_back(self, template_id: TemplateId) -> KeptTemplate: ...
    async def start(self, template_id: TemplateId, use: TemplateUse) -> CreatedBundle:
        """Create a bundle from it, or nothing at all."""
        ...


class ProgrammeLink(Protocol):
    """Programmes. All errors are `HockeyHubError`s."""

    async def page(self) -> tuple[Programme, ...]:
        """The newest programmes, without their weeks."""
        ...

    async def programme(self, programme_id: ProgrammeId) -> Programme: ...
    async def preview(self, draft: ProgrammeDraft) -> ProgrammePreview:
        """All weeks as they would be, with what stands in the way; nothing is stored."""
        ...

    async def create(self, draft: ProgrammeDraft) -> Programme:
        """Plan a programme; a week is planned whole or, with its conflicts told, not at all."""
        ...

    async def plan_rest(self, programme_id: ProgrammeId) -> Programme:
        """Plan the weeks that have no bundles yet, or no longer."""
        ...

    async def rename(self, programme_id: ProgrammeId, changes: ProgrammeChanges) -> Programme: ...
    async def call_off(self, programme_id: ProgrammeId) -> None:
        """Delete its bundles that have not begun; what has begun stays."""
        ...

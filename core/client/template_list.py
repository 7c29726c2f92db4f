"""Bundle templates over REST."""

from __future__ import annotations

from urllib.parse import quote

from core.client.rest import RestClient
from core.domain.bundle_template import (
    BundleTemplate,
    KeptTemplate,
    TemplateChanges,
    TemplateFilter,
    TemplateUse,
)
from core.domain.drafts import CreatedBundle
from core.domain.ids import TemplateId
from core.protocol.templates import TEMPLATES, TemplateCopy


class TemplateList:
    """Fulfils `core.ports.template_link.TemplateLink`.

    Args:
        rest: Signed in as a trainer.
    """

    def __init__(self, rest: RestClient) -> None:
        self._rest = rest

    async def page(
        self,
        wanted: TemplateFilter = TemplateFilter(),  # noqa: B008 - frozen
    ) -> tuple[KeptTemplate, ...]:
        """Templates by name, the first hundred that are wanted."""
        query = {
            "text": wanted.text,
            "tag": wanted.tag,
            "mine": "true" if wanted.is_mine else "",
            "archived": "true" if wanted.is_archived else "",
        }
        given = {name: value for name, value in query.items() if value}
        return await self._rest.get(TEMPLATES, tuple[KeptTemplate, ...], **given)

    async def tags(self) -> tuple[str, ...]:
        """All tags in use."""
        return await self._rest.get(f"{TEMPLATES}/tags", tuple[str, ...])

    async def template(self, template_id: TemplateId) -> KeptTemplate:
        """One template."""
        return await self._rest.get(_path(template_id), KeptTemplate)

    async def create(self, template: BundleTemplate) -> KeptTemplate:
        """Keep a new template."""
        return await self._rest.post(TEMPLATES, template, KeptTemplate)

    async def change(self, template_id: TemplateId, changes: TemplateChanges) -> KeptTemplate:
        """Change what is given."""
        return await self._rest.patch(_path(template_id), changes, KeptTemplate)

    async def duplicate(self, template_id: TemplateId) -> KeptTemplate:
        """A copy of one's own."""
        return await self._rest.post(
            f"{_path(template_id)}/duplicate", TemplateCopy(), KeptTemplate
        )

    async def archive(self, template_id: TemplateId) -> None:
        """Put a template away."""
        await self._rest.delete(_path(template_id))

    async def bring_back(self, template_id: TemplateId) -> KeptTemplate:
        """Bring back what was put away."""
        return await self._rest.post(f"{_path(template_id)}/bring-back", None, KeptTemplate)

    async def start(self, template_id: TemplateId, use: TemplateUse) -> CreatedBundle:
        """Create a bundle from it, or nothing at all."""
        return await self._rest.post(f"{_path(template_id)}/bundles", use, CreatedBundle)


def _path(template_id: TemplateId) -> str:
    return f"{TEMPLATES}/{quote(template_id, safe='')}"

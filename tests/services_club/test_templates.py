"""Templates: who sees them, who changes them, how they are found."""

from __future__ import annotations

from typing import Any

import pytest

from core.clock import ManualClock
from core.domain.bundle_template import (
    BundleTemplate,
    SessionTemplate,
    TemplateChanges,
    TemplateFilter,
)
from core.domain.equipment import BIKE_ERG, ROWING
from core.domain.ids import UserId
from core.domain.user import Principal, Role, User
from core.errors import NotAllowedError, NotFoundError
from core.services.club.bundles import BundleService
from core.services.club.templates import TemplateService
from core.storage.database import SqlDatabase
from tests.helpers.plans import TRAINER, three_groups

OTHER = Principal(subject="trainer-002", name="Nils Holm", role=Role.TRAINER)
ADMIN = Principal(subject="desktop", name="Desktop", role=Role.ADMIN)


@pytest.fixture
async def templates(club: SqlDatabase, clock: ManualClock) -> TemplateService:
    async with club.write() as unit:
        second = User(id=UserId(OTHER.subject), name=OTHER.name, role=OTHER.role, login="nils")
        await unit.club.save_user(second, "!")
        await unit.commit()
    return TemplateService(club, clock)


def wanted(name: str, **more: Any) -> BundleTemplate:
    sessions = tuple(SessionTemplate(equipment=one, player_count=6) for one in (ROWING, BIKE_ERG))
    return BundleTemplate(name=name, sessions=sessions, default_duration=45, **more)


async def names(templates: TemplateService, actor: Principal, **filters: Any) -> list[str]:
    page = await templates.page(TemplateFilter(**filters), actor, limit=50)
    return [one.name for one in page]


@pytest.mark.requirement(9, 10)
async def test_that_a_private_template_is_for_its_maker_and_the_administrator_only(
    templates: TemplateService,
) -> None:
    mine = await templates.create(wanted("Mine"), TRAINER)
    assert "Mine" in await names(templates, TRAINER)
    assert "Mine" in await names(templates, ADMIN)
    assert "Mine" not in await names(templates, OTHER)
    with pytest.raises(NotFoundError):
        await templates.get(mine.id, OTHER)
    shared = await templates.change(mine.id, TemplateChanges(version=1, is_public=True), TRAINER)
    assert (await templates.get(mine.id, OTHER)) == shared


async def test_that_a_shared_template_is_changed_by_its_maker_and_copied_by_others(
    templates: TemplateService,
) -> None:
    mine = await templates.create(wanted("Mine", is_public=True), TRAINER)
    with pytest.raises(NotAllowedError, match="Ingrid Solhaug"):
        await templates.change(mine.id, TemplateChanges(version=1, name="Yours"), OTHER)
    with pytest.raises(NotAllowedError):
        await templates.put_away(mine.id, OTHER)
    copy = await templates.duplicate(mine.id, OTHER)
    assert (copy.created_by, copy.is_public) == (OTHER.subject, False)
    after = await templates.change(copy.id, TemplateChanges(version=1, name="Yours"), OTHER)
    assert after.name == "Yours"


async def test_that_templates_are_found_by_word_tag_and_owner(
    templates: TemplateService,
) -> None:
    await templates.create(wanted("Power 100%", tags=("in season",), is_public=True), TRAINER)
    await templates.create(wanted("Power off", tags=("season",), is_public=True), OTHER)
    assert await names(templates, TRAINER, text="power") == ["Power 100%", "Power off"]
    assert await names(templates, TRAINER, text="100%") == ["Power 100%"]
    assert await names(templates, TRAINER, tag="season") == ["Power off"]
    assert await names(templates, TRAINER, text="power", is_mine=True) == ["Power 100%"]
    assert "in season" in await templates.tags(OTHER)


@pytest.mark.requirement(4, 9)
async def test_that_bundles_made_from_a_template_are_counted(
    templates: TemplateService, bundles: BundleService
) -> None:
    mine = await templates.create(wanted("Mine"), TRAINER)
    created = await bundles.create(three_groups(template_id=mine.id), TRAINER)
    used = await templates.get(mine.id, TRAINER)
    assert used.usage_count == 1
    assert used.last_used_at == (await bundles.get(created.bundle_id)).created_at
    with pytest.raises(NotFoundError):
        await bundles.create(three_groups("12:00", template_id=mine.id), OTHER)

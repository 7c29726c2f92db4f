"""Bundle templates: kept, found, changed, put away, and turned into drafts."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from core.domain.bundle_template import (
    BundleTemplate,
    KeptTemplate,
    TemplateChanges,
    TemplateFilter,
    TemplateUse,
)
from core.domain.drafts import BundleDraft
from core.domain.ids import TemplateId, UserId, new_id
from core.domain.user import DESKTOP_SUBJECT, Principal, Role
from core.errors import NotAllowedError, NotFoundError
from core.live.events import utc
from core.planning.template_drafts import draft_from
from core.planning.template_rules import Shelf, check_template
from core.ports.clock import Clock
from core.ports.storage import Database, UnitOfWork
from core.ports.template_shelf import Reader
from core.services.club.audit_trail import note_change
from core.services.club.staleness import check_fresh
from core.services.club.workout_library import copy_name

_set = msgspec.structs.replace

Shaped = TypeVar("Shaped", BundleTemplate, KeptTemplate)


class TemplateService:
    """Shows and keeps the club's templates. Bundles made from one stay as they are.

    Whoever made a template sees it, and when it is public all trainers do. Only its maker and
    administrators change it.

    Args:
        database: Where they are kept.
        clock: Dates changes.
    """

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def page(
        self,
        wanted: TemplateFilter,
        actor: Principal,
        *,
        limit: int,
        after: tuple[str, TemplateId] | None = None,
    ) -> tuple[KeptTemplate, ...]:
        """Templates by name: one's own, public ones, and those of nobody in particular.

        Args:
            wanted: Which of them.
            actor: Who asks.
            limit: How many at most.
            after: Name and id of the last one known.
        """
        async with self._database.read() as unit:
            reader = await _reader(unit, actor)
            return await unit.templates.templates(wanted, reader, limit=limit, after=after)

    async def tags(self, actor: Principal) -> tuple[str, ...]:
        """All tags in use."""
        async with self._database.read() as unit:
            return await unit.templates.template_tags(await _reader(unit, actor))

    async def get(self, template_id: TemplateId, actor: Principal) -> KeptTemplate:
        """One template, put away or not.

        Raises:
            NotFoundError: There is none, or none for this one's eyes.
        """
        async with self._database.read() as unit:
            return await visible(unit, template_id, actor)

    async def create(self, wanted: BundleTemplate, actor: Principal) -> KeptTemplate:
        """Keep a new template.

        Raises:
            InvalidInputError: It cannot be meant.
        """
        async with self._database.write() as unit:
            template = await keep_template(
                unit, wanted, actor, await _owner(unit, actor), self._clock
            )
            await unit.commit()
        return template

    async def change(
        self, template_id: TemplateId, changes: TemplateChanges, actor: Principal
    ) -> KeptTemplate:
        """Change what is given.

        Raises:
            NotFoundError: There is no such template.
            NotAllowedError: Somebody else made it.
            InvalidInputError: It cannot be meant.
            StaleError: It was changed since `version` was read.
        """
        given = {
            name: value
            for name, value in msgspec.structs.asdict(changes).items()
            if value is not msgspec.UNSET
        }
        async with self._database.write() as unit:
            before = await self._own(unit, template_id, actor)
            await check_fresh(unit, before, version=changes.version, subject=template_id)
            wanted = _tidied(_set(before, **given))
            check_template(wanted, await _shelf(unit))
            if wanted == before:
                return before
            after = _set(wanted, version=before.version + 1, updated_at=utc(self._clock.now()))
            await unit.templates.save_template(after)
            await note_change(
                unit, actor, "template.saved", template_id, before=before, after=after
            )
            await unit.commit()
        return after

    async def duplicate(
        self, template_id: TemplateId, actor: Principal, name: str = ""
    ) -> KeptTemplate:
        """A copy of one's own, for oneself, named as a copy unless it gets a name.

        Raises:
            NotFoundError: There is no such template.
        """
        async with self._database.write() as unit:
            source = await visible(unit, template_id, actor)
            reader = Reader(sees_all=True)
            kept = await unit.templates.templates(TemplateFilter(), reader, limit=1000)
            taken = {one.name for one in kept}
            shape = msgspec.convert(source, BundleTemplate, from_attributes=True)
            named = name.strip() or copy_name(source.name, taken)
            wanted = _set(shape, name=named, is_public=False)
            copy = await keep_template(unit, wanted, actor, await _owner(unit, actor), self._clock)
            await unit.commit()
        return copy

    async def put_away(
        self, template_id: TemplateId, actor: Principal, *, is_away: bool = True
    ) -> KeptTemplate:
        """Take it out of the lists, or put it back; what was made from it stays.

        Raises:
            NotFoundError: There is no such template.
            NotAllowedError: Somebody else made it.
        """
        async with self._database.write() as unit:
            before = await self._own(unit, template_id, actor)
            after = _set(before, is_archived=is_away)
            if after != before:
                at = utc(self._clock.now()) if is_away else None
                await unit.templates.archive_template(template_id, at)
                action = "template.archived" if is_away else "template.brought-back"
                await note_change(unit, actor, action, template_id, before=before, after=after)
                await unit.commit()
        return after

    async def draft(
        self, template_id: TemplateId, use: TemplateUse, actor: Principal
    ) -> BundleDraft:
        """The bundle that a template becomes; nothing is stored.

        Raises:
            NotFoundError: There is no such template.
            InvalidInputError: Nobody says where, or the groups do not fit.
        """
        async with self._database.read() as unit:
            template = await visible(unit, template_id, actor)
            kinds = await unit.club.equipment_kinds()
            return draft_from(template, use, kinds, await unit.club.facilities())

    async def _own(
        self, unit: UnitOfWork, template_id: TemplateId, actor: Principal
    ) -> KeptTemplate:
        template = await visible(unit, template_id, actor)
        if actor.role is Role.ADMIN or template.created_by in (None, await _owner(unit, actor)):
            return template
        message = f"“{template.name}” belongs to {template.created_by_name or 'somebody else'}."
        raise NotAllowedError(message, suggested_action="Make a copy of it and change that.")


async def keep_template(
    unit: UnitOfWork,
    wanted: BundleTemplate,
    actor: Principal,
    owner: UserId | None,
    clock: Clock,
) -> KeptTemplate:
    """Check a new template and keep it, in the transaction of whoever calls.

    Raises:
        InvalidInputError: It cannot be meant.
    """
    wanted = _tidied(wanted)
    check_template(wanted, await _shelf(unit))
    now = utc(clock.now())
    template = KeptTemplate(
        **msgspec.structs.asdict(msgspec.convert(wanted, BundleTemplate, from_attributes=True)),
        id=TemplateId(new_id()),
        created_by=owner,
        created_at=now,
        updated_at=now,
    )
    await unit.templates.save_template(template)
    await note_change(unit, actor, "template.saved", template.id, before=None, after=template)
    return await unit.templates.template(template.id) or template


async def visible(unit: UnitOfWork, template_id: TemplateId, actor: Principal) -> KeptTemplate:
    """A template that somebody may use; a writer keeps it from others until the end.

    Raises:
        NotFoundError: There is none, or none for this one's eyes.
    """
    template = await unit.templates.template(template_id)
    if template is not None:
        reader = await _reader(unit, actor)
        is_own = template.created_by in (None, reader.user_id)
        if is_own or template.is_public or reader.sees_all:
            return template
    message = f"There is no template {template_id}."
    raise NotFoundError(message, suggested_action="It may have been deleted; reload the list.")


async def _owner(unit: UnitOfWork, actor: Principal) -> UserId | None:
    """Whose it is: whoever makes it; at the hub's own desk the club's only user, else nobody's."""
    user_ids = [user.id for user in await unit.club.users()]
    if actor.subject in user_ids:
        return UserId(actor.subject)
    is_desk = actor.subject == DESKTOP_SUBJECT
    return user_ids[0] if is_desk and len(user_ids) == 1 else None


async def _reader(unit: UnitOfWork, actor: Principal) -> Reader:
    return Reader(user_id=await _owner(unit, actor), sees_all=actor.role is Role.ADMIN)


async def _shelf(unit: UnitOfWork) -> Shelf:
    workouts = await unit.club.workouts(with_archived=True)
    return Shelf(
        kinds=frozenset(one.code for one in await unit.club.equipment_kinds()),
        workouts=frozenset(one.id for one in workouts),
        facilities=frozenset(one.id for one in await unit.club.facilities()),
    )


def _tidied(template: Shaped) -> Shaped:
    tags = tuple(dict.fromkeys(tag.strip() for tag in template.tags))
    return _set(template, name=template.name.strip(), tags=tags)

"""What the wizard reads from the hub before it begins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from core.domain.bundle_template import KeptTemplate
from core.domain.drafts import BundleSummary
from core.domain.session import Bundle
from core.domain.value import Value
from core.ports.hub_link import HubLink
from ui.planner.beginnings import Beginning, from_earlier, from_templates
from ui.planner.bookings import Booking, load_bookings
from ui.planner.club import Club, load_club
from ui.planner.defaults import first_plan
from ui.planner.plan import Plan


class Loaded(Value, frozen=True, kw_only=True):
    """Everything a fresh wizard needs."""

    club: Club
    bookings: tuple[Booking, ...]
    first: Plan
    templates: dict[str, KeptTemplate]
    beginnings: tuple[Beginning, ...]


async def load_all(link: HubLink, now: datetime) -> Loaded:
    """Read the club, what is planned, and what one may begin with.

    Raises:
        UnavailableError: The hub does not answer.
        NotFoundError: The club has nothing to plan with.
    """
    club = await load_club(link)
    bookings = await load_bookings(link.slots, now)
    page = await link.bundles()
    templates = await link.templates.page()
    last = await _last(link, page.items)
    return Loaded(
        club=club,
        bookings=bookings,
        first=first_plan(club, bookings, now, last),
        templates={one.id: one for one in templates},
        beginnings=(*from_templates(templates, club), *from_earlier(page.items, club, now)),
    )


async def _last(link: HubLink, bundles: Sequence[BundleSummary]) -> Bundle | None:
    return await link.bundle(bundles[0].id) if bundles else None

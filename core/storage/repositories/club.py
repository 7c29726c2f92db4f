"""What the club has."""

from __future__ import annotations

from core.storage.repositories.people import PeopleStore
from core.storage.repositories.places import PlacesStore


class SqlClubRepository(PeopleStore, PlacesStore):
    """Fulfils `ClubRepository`."""

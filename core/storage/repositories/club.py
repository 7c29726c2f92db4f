"""What the club has."""

from __future__ import annotations

from core.storage.repositories.club_keeping import KeepingStore
from core.storage.repositories.people import PeopleStore
from core.storage.repositories.places import PlacesStore
from core.storage.repositories.workouts import WorkoutStore


class SqlClubRepository(PeopleStore, PlacesStore, WorkoutStore, KeepingStore):
    """Fulfils `ClubRepository`."""

"""Before the whistle: distribution, reservations, the medical gate, validation."""

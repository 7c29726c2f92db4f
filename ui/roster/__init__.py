"""A roster from a file into the club: choose, match, look, write, undo."""

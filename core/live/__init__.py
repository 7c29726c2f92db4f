"""A running session: its events, its reducer, and what is derived from it."""

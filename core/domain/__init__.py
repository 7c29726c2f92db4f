"""Frozen values in the words of the gym: player, session, bundle, reading."""

"""Reusable Qt widgets: they know values and theme, never services."""

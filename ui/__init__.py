"""Screens: one folder each, a page (layout) beside a view model (what it shows and does)."""

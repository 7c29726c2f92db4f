"""A rink from above, and a path on it."""

from __future__ import annotations

from widgets.rink.plan import Mark, RinkPlan

__all__ = ["Mark", "RinkPlan"]

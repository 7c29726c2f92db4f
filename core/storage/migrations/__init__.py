"""Alembic's environment and the numbered steps of the schema.

The numbers are repeated here so that a start that needs no migration need not load Alembic.
"""

from __future__ import annotations

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006")
"""All steps, oldest first."""
HEAD = REVISIONS[-1]

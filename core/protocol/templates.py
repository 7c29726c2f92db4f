"""REST addresses and bodies about templates and programmes that are not domain values."""

from __future__ import annotations

from core.domain.value import Value
from core.protocol.rest import API

TEMPLATES = f"{API}/bundle-templates"
PROGRAMMES = f"{API}/programmes"


class TemplateCopy(Value, frozen=True, kw_only=True):
    """POST …/bundle-templates/{id}/duplicate."""

    name: str = ""
    """Empty: named as a copy."""

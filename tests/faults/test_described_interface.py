"""The REST side held against its own description by schemathesis: no 5xx, answers as described.

Twelve seconds each in the suite; `HOCKEYHUB_SOAK=1` makes it five minutes.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from tests.helpers.event_storm import IS_SOAK
from tests.helpers.hub_clients import Api

SECONDS = 300 if IS_SOAK else 12
EXAMPLES = 200 if IS_SOAK else 5
CHECKS = (
    "not_a_server_error", "content_type_conformance", "response_schema_conformance",
    "status_code_conformance", "response_headers_conformance",
)  # fmt: skip

pytestmark = pytest.mark.timeout(SECONDS * 2 + 60)


@pytest.mark.requirement(107, 117)
@pytest.mark.parametrize("role", ["player", "administrator"])  # the second takes players away
async def test_that_every_answer_is_one_that_the_description_names(
    desk: Api, tmp_path: Path, role: str
) -> None:
    token = desk.token if role == "administrator" else await desk.player_token("player-001")
    process = await asyncio.create_subprocess_exec(
        Path(sys.executable).with_name("schemathesis"),
        "run",
        f"{desk.url}/schema/openapi.json",
        *("--header", f"Authorization: Bearer {token}"),
        *("--checks", ",".join(CHECKS)),
        *("--phases", "coverage,fuzzing"),
        *("--max-examples", str(EXAMPLES)),
        *("--max-time", str(SECONDS)),
        *("--seed", "1"),
        *("--suppress-health-check", "all"),
        "--continue-on-failure",
        "--no-shrink",
        "--no-color",
        cwd=tmp_path,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said = (await process.communicate())[0].decode()
    assert process.returncode == 0, said[-6000:]
    assert " passed" in said
    status, health = await desk.call("GET", "/health", token="")
    assert (status, health["status"]) == (200, "ok")

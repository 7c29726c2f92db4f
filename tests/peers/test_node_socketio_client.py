"""A foreign peer: the hub spoken to by Node's own Socket.IO client, over polling and upgrade."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.helpers.hub_clients import API, bundle_draft, signed_in
from tests.helpers.hub_process import running_hub
from tests.helpers.node_peer import node_modules, run_peer

__all__ = ["node_modules"]

_SCRIPT = Path(__file__).with_name("socketio_peer.mjs")


@pytest.mark.requirement(61, 65, 71)
async def test_that_nodes_client_joins_speaks_for_its_player_only_and_is_heard(
    node_modules: Path, tmp_path: Path
) -> None:
    with running_hub(tmp_path) as hub:
        async with signed_in(hub.url, hub.secret) as desk:
            day = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()
            created = await desk.ok("POST", f"{API}/session-bundles", bundle_draft(day))
            seen = run_peer(
                _SCRIPT,
                modules=str(node_modules),
                url=hub.url,
                trainerToken=desk.token,
                playerToken=await desk.player_token("player-001"),
                sessionId=created["sessions"][0]["id"],
                playerId="player-001",
                otherId="player-002",
            )
    assert seen["refusal"]["code"] == "NOT_SIGNED_IN"
    assert list(seen["joined"]["session"]["players"]) == ["player-001"]
    assert seen["own"]["ok"] is True
    assert seen["other"]["error"]["code"] == "NOT_ALLOWED"
    heard = seen["heard"]
    assert (heard["playerId"], heard["heartRate"], heard["power"]) == ("player-001", 142, 210)
    assert heard["seq"] == seen["own"]["seq"]

import asyncio
from pathlib import Path

import jwt
import pytest

from app import token_command
from app.composition import start_hub
from app.settings import Settings
from core.errors import NotFoundError, UnavailableError
from core.tasks import TaskScope


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOCKEYHUB_HOME", str(tmp_path))
    return tmp_path


async def with_a_hub(home: Path, arguments: list[str]) -> None:
    tasks = TaskScope()
    hub = await start_hub(Settings(home=home), tasks, sample_club=True)
    try:
        await asyncio.to_thread(token_command.main, arguments)
    finally:
        await hub.stop()
        await tasks.close()


async def test_that_the_token_speaks_for_that_player_only(
    home: Path, capsys: pytest.CaptureFixture[str]
):
    await with_a_hub(home, ["--player", "player-007"])
    url, token = capsys.readouterr().out.split()
    claims = jwt.decode(token, options={"verify_signature": False})
    assert url.startswith("http://127.0.0.1:")
    assert (claims["role"], claims["sub"]) == ("player", "player-007")


async def test_that_an_unknown_player_gets_no_token(home: Path):
    with pytest.raises(NotFoundError):
        await with_a_hub(home, ["--player", "player-999"])


def test_that_without_a_hub_the_next_step_is_told(home: Path):
    with pytest.raises(UnavailableError) as refusal:
        token_command.main(["--player", "player-007"])
    assert "hockeyhub" in refusal.value.suggested_action


async def test_that_a_gateways_code_has_six_digits(home: Path, capsys: pytest.CaptureFixture[str]):
    await with_a_hub(home, ["--gateway"])
    url, code = capsys.readouterr().out.split()
    assert url.startswith("http://")
    assert len(code) == 6
    assert code.isdecimal()

"""`hockeyhub gateway` as its user meets it."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, STDOUT
from pathlib import Path

import pytest

from app import cli, gateway_command
from tests.helpers.gateways import a_code, a_running_session, recorded
from tests.helpers.hub_clients import Api, signed_in
from tests.helpers.hub_process import running_hub
from tests.helpers.virtual_room import one_of

ROOT = Path(__file__).resolve().parents[2]
GYM = """
[gym]
straps = 2
pm5_rowers = 0
ftms_rowers = 0
ftms_bikes = 0
power_meter_bikes = 0
pm5_skis = 0
"""

pytestmark = pytest.mark.timeout(90)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOCKEYHUB_HOME", str(tmp_path))
    return tmp_path


def refusal(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = gateway_command.main(list(arguments))
    return code, capsys.readouterr().err.strip()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "has not joined a hub yet"),
        (("--hub", "10.0.0.9"), "has not joined a hub yet"),
        (("--code", "123456"), "needs --hub"),
        (("--hub", "10.0.0.9", "--code", "12345"), "six digits"),
        (("--hub", "ftp://10.0.0.9", "--code", "123456"), "is no address"),
        (("--hub", "10.0.0.9:http", "--code", "123456"), "is no address"),
        (("--hub", "10.0.0.9", "--code", "123456", "--name", " "), "1 to 80 characters"),
        (("--hub", "10.0.0.9", "--code", "123456", "--radio", "dish"), "no radio"),
        (("--hub", "10.0.0.9", "--code", "123456", "--gym", "none.toml"), "none.toml"),
    ],
)
def test_that_what_cannot_be_meant_is_refused_with_a_sentence_and_a_next_step(
    home: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str
):
    code, said = refusal(capsys, *arguments)
    assert code == 2
    assert words in said
    assert said.count("\n") == 0
    assert not (home / "gateway" / "gateway.json").exists()


def test_that_a_hub_that_does_not_answer_is_named_and_the_start_fails(
    home: Path, capsys: pytest.CaptureFixture[str]
):
    code, said = refusal(capsys, "--hub", "127.0.0.1:9", "--code", "123 456")
    assert code == 1
    assert said.startswith("No hub answers at http://127.0.0.1:9.")


async def test_that_a_wrong_code_ends_the_program_with_the_hubs_own_sentence(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    with running_hub(tmp_path) as hub:
        code = await asyncio.to_thread(gateway_command.main, ["--hub", hub.url, "--code", "000000"])
    assert code == 2
    said = capsys.readouterr().err.strip()
    assert said
    assert said.count("\n") == 0


def test_that_the_program_names_the_gateway_in_its_help(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        cli.main(["--help"])
    assert "hockeyhub gateway" in " ".join(capsys.readouterr().out.split())
    with pytest.raises(SystemExit):
        cli.main(["gateway", "--help"])
    told = " ".join(capsys.readouterr().out.split())
    assert "--code" in told
    assert "hockeyhub doctor" in told


async def run_gateway(home: Path, *arguments: str, until_said: tuple[str, ...]) -> tuple[int, str]:
    """The program as a process of its own, stopped once it said all that; exit code and words."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "app", "gateway", *arguments,
        cwd=ROOT, env=os.environ | {"HOCKEYHUB_HOME": str(home)}, stdout=PIPE, stderr=STDOUT,
    )  # fmt: skip
    assert process.stdout is not None
    said = ""
    try:
        async with asyncio.timeout(40):
            while not all(words in said for words in until_said):
                line = await process.stdout.readline()
                assert line, said
                said += line.decode()
        process.send_signal(signal.SIGTERM)
        rest, _ = await process.communicate()
        return process.returncode or 0, said + rest.decode()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def sent(desk: Api, session_id: str) -> int:
    return len(await recorded(desk, session_id))


@pytest.mark.requirement(28)
async def test_that_it_joins_once_says_what_it_hears_and_goes_on_without_a_code(tmp_path: Path):
    gym = tmp_path / "corner.toml"
    gym.write_text(GYM)
    devices = one_of(straps=2)
    with running_hub(tmp_path) as hub:
        async with signed_in(hub.url, hub.secret) as desk:
            session_id = await a_running_session(desk, devices, "2031-02-04")
            code = await a_code(desk)
            first = (
                "--hub", hub.url, "--code", f"{code[:3]} {code[3:]}", "--name", "Far corner",
                "--gym", str(gym),
            )  # fmt: skip
            words = ("Joined the hub", "The hub is there.", "1 session running", " bpm")
            exit_code, said = await run_gateway(tmp_path, *first, until_said=words)
            assert exit_code == 0, said
            assert "“Far corner”" in said
            assert "Stopped." in said
            assert "Traceback" not in said
            count = await sent(desk, session_id)
            assert count > 0
            again = ("--gym", str(gym))
            exit_code, said = await run_gateway(tmp_path, *again, until_said=(" bpm",))
            assert exit_code == 0, said
            assert await sent(desk, session_id) > count

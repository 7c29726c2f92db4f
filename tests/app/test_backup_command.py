from __future__ import annotations

from pathlib import Path

import pytest

from app.cli import main
from core.services.club.sample import load_sample_club
from core.storage.database import open_database


@pytest.fixture
async def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOCKEYHUB_HOME", str(tmp_path))
    database = await open_database(f"sqlite:///{tmp_path / 'hub.db'}")
    await load_sample_club(database)
    await database.close()
    return tmp_path


@pytest.mark.usefixtures("home")
def test_that_a_copy_is_made_listed_and_put_back(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backup"]) == 0
    copy = Path(capsys.readouterr().out.strip())
    assert copy.parent.name == "backups"
    assert main(["backup", "--list"]) == 0
    assert str(copy) in capsys.readouterr().out
    assert main(["restore", str(copy)]) == 0
    former = capsys.readouterr().out.strip().removesuffix(".").rsplit(" ", 1)[1]
    assert Path(former).exists()


def test_that_refusals_are_a_sentence_and_the_next_step(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = home / "holiday.jpg"
    picture.write_bytes(b"not a database" * 100)
    assert main(["restore", str(picture)]) == 2
    assert "no whole database" in capsys.readouterr().err
    assert main(["backup", "--database", "postgresql://club@server/hub"]) == 2
    assert "pg_dump" in capsys.readouterr().err

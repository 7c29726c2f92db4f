import pytest

from app.cli import main


def test_that_headless_without_demo_is_refused_with_the_next_step(
    capsys: pytest.CaptureFixture[str],
):
    assert main(["--headless"]) == 2
    assert "hockeyhub --demo --headless" in capsys.readouterr().err


@pytest.mark.parametrize("length", ["0", "-5", "inf", "nan", "soon"])
def test_that_a_training_of_impossible_length_is_refused(
    length: str, capsys: pytest.CaptureFixture[str]
):
    with pytest.raises(SystemExit) as leave:
        main(["--demo", "--headless", f"--minutes={length}"])
    assert leave.value.code == 2
    assert "--minutes" in capsys.readouterr().err


def test_that_without_a_display_the_next_step_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert main(["--demo"]) == 2
    assert "--headless" in capsys.readouterr().err

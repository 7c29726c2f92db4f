"""What the command line says about scenarios and recordings that cannot be used."""

from pathlib import Path

import pytest

from app.cli import main


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--gym", "x.toml"], "--gym needs --demo."),
        (["--demo", "--play", "x.jsonl"], "--play and --demo exclude each other."),
    ],
)
def test_that_options_that_make_no_sense_together_are_refused(arguments, sentence, capsys):
    assert main(arguments) == 2
    assert capsys.readouterr().err.startswith(sentence)


def test_that_a_mistake_in_a_scenario_is_one_sentence_with_its_place(
    tmp_path: Path, monkeypatch, capsys
):
    monkeypatch.setenv("HOCKEYHUB_HOME", str(tmp_path))
    scenario = tmp_path / "x.toml"
    scenario.write_text('[[event]]\ndo = "drop"\nat_s = "soon"\n')
    assert main(["--demo", "--headless", "--gym", str(scenario)]) == 2
    assert capsys.readouterr().err.startswith("Line 3 of x.toml, event 1, at_s: expected a number")

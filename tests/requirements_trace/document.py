"""`docs/requirements-trace.md`: each requirement with the tests that show it to be met."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

_HEAD: Final = """# Requirements and the tests that show them

Made from `docs/requirements.toml` and the marks `@pytest.mark.requirement(n)` in the tests by
`python3 dev.py trace`; do not edit by hand.

A test stands under a requirement if it fails when that part of it is broken; several often show
one together. "Not yet" says that no test shows it, whether or not the program does it; "missing" is
what the program does not do yet, beside what it does.
"""


class UnknownRequirementError(Exception):
    """A test is marked with a number that nobody has asked for."""


@dataclass(frozen=True, kw_only=True)
class Wishes:
    """What was asked for."""

    parts: Mapping[str, Mapping[int, str]]
    """Titles by number, in parts."""
    measured: Mapping[int, str]
    """The benchmarks of what is a figure."""
    missing: Mapping[int, str]
    """What is known to be missing, in a sentence."""

    @classmethod
    def read(cls, path: Path) -> Self:
        """From the file that lists them."""
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        return cls(
            parts={part: _by_number(titles) for part, titles in content["titles"].items()},
            measured=_by_number(content.get("measured", {})),
            missing=_by_number(content.get("missing", {})),
        )

    @property
    def numbers(self) -> list[int]:
        """All of them, in order."""
        return sorted(number for titles in self.parts.values() for number in titles)


def document(wishes: Wishes, shown: Mapping[int, Sequence[str]]) -> str:
    """The whole page.

    Args:
        wishes: What was asked for.
        shown: For each number the tests that show it.

    Raises:
        UnknownRequirementError: A test names a number that is not among them.
    """
    if unknown := sorted(set(shown) - set(wishes.numbers)):
        tests = ", ".join(test for number in unknown for test in shown[number])
        raise UnknownRequirementError(f"There is no requirement {unknown}; so marked: {tests}.")
    lines = [_HEAD, *_summary(wishes, shown)]
    for part, titles in wishes.parts.items():
        lines += ["", f"## {part}", ""]
        for number in sorted(titles):
            lines += [
                _line(wishes, number, titles[number], is_shown=number in shown),
                *(f"  - `{test}`" for test in shown.get(number, ())),
            ]
    return "\n".join(lines) + "\n"


def _summary(wishes: Wishes, shown: Mapping[int, Sequence[str]]) -> list[str]:
    missing = [number for number in wishes.numbers if number not in shown]
    head = f"{len(wishes.numbers) - len(missing)} of {len(wishes.numbers)} are shown by tests."
    return [head, f"Not yet: {_ranges(missing)}."] if missing else [head]


def _line(wishes: Wishes, number: int, title: str, *, is_shown: bool) -> str:
    words = [f"- **{number}** {title}."]
    if not is_shown:
        words.append("**Not yet.**")
    if number in wishes.measured:
        words.append(f"Measured by `{wishes.measured[number]}`.")
    if number in wishes.missing:
        words.append(f"Missing: {wishes.missing[number]}")
    return " ".join(words)


def _ranges(numbers: Sequence[int]) -> str:
    """`1, 3–5, 9`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def _by_number(table: Mapping[str, str]) -> dict[int, str]:
    return {int(number): text for number, text in table.items()}

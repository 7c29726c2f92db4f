"""The page that says which test shows which requirement."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.requirements_trace.__main__ import TESTS, WISHES
from tests.requirements_trace.document import UnknownRequirementError, Wishes, document
from tests.requirements_trace.marks import MarkError, shown_by

_SOURCE = """
import pytest

@pytest.mark.requirement(3, 1)
@pytest.mark.parametrize("one", [1, 2])
async def test_that_it_is_so(one): ...

def test_that_nobody_asked_for(): ...

@pytest.mark.requirement(3)
class TestOfAKind:
    def test_that_it_inherits(self): ...

@pytest.mark.requirement(4)
def not_a_test(): ...
"""
_WISHES = Wishes(
    parts={"Late": {3: "Three"}, "Early": {1: "One", 2: "Two"}},
    measured={2: "b.py"},
    missing={1: "The end of it."},
)


def written(tests: Path, source: str, name: str = "test_it.py") -> Path:
    tests.mkdir(exist_ok=True)
    (tests / name).write_text(source)
    return tests


def test_that_a_mark_is_found_on_functions_classes_and_whole_modules(tmp_path: Path) -> None:
    tests = written(tmp_path / "tests", _SOURCE)
    whole = "pytestmark = [pytest.mark.timeout(9), pytest.mark.requirement(7)]\ndef test_a(): ...\n"
    written(tests, whole, "test_other.py")
    assert shown_by(tests) == {
        1: ["tests/test_it.py::test_that_it_is_so"],
        3: [
            "tests/test_it.py::test_that_it_is_so",
            "tests/test_it.py::TestOfAKind::test_that_it_inherits",
        ],
        7: ["tests/test_other.py::test_a"],
    }


@pytest.mark.parametrize("mark", ["requirement()", "requirement", "requirement(N)"])
def test_that_a_mark_without_numbers_is_refused_with_its_place(tmp_path: Path, mark: str) -> None:
    tests = written(tmp_path / "tests", f"@pytest.mark.{mark}\ndef test_a(): ...\n")
    with pytest.raises(MarkError, match=r"tests/test_it\.py:1"):
        shown_by(tests)


def test_that_the_page_lists_tests_and_says_plainly_what_none_shows() -> None:
    page = document(_WISHES, {1: ["tests/test_it.py::test_a"]})
    assert "1 of 3 are shown by tests.\nNot yet: 2–3." in page
    early = page.partition("## Early\n\n")[2].splitlines()
    assert early == [
        "- **1** One. Missing: The end of it.",
        "  - `tests/test_it.py::test_a`",
        "- **2** Two. **Not yet.** Measured by `b.py`.",
    ]
    assert page.index("## Late") < page.index("## Early")


def test_that_a_number_nobody_asked_for_is_refused_with_its_test() -> None:
    with pytest.raises(UnknownRequirementError, match=r"\[9\].*test_it\.py::test_a"):
        document(_WISHES, {9: ["tests/test_it.py::test_a"]})


def test_that_every_requirement_has_one_title_and_every_mark_a_requirement() -> None:
    wishes = Wishes.read(WISHES)
    assert wishes.numbers == list(range(1, 155))
    assert document(wishes, shown_by(TESTS))
    root = TESTS.parent
    assert [path for path in wishes.measured.values() if not (root / path).is_file()] == []
    assert set(wishes.measured) | set(wishes.missing) <= set(wishes.numbers)

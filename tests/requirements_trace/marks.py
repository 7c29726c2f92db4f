"""The marks `@pytest.mark.requirement(n, …)` of all test files, by reading their source."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

_MARK: Final = "pytest.mark.requirement"
_Function = ast.FunctionDef | ast.AsyncFunctionDef


class MarkError(Exception):
    """A mark that says nothing: without numbers, or with something else than whole ones."""


def shown_by(tests: Path) -> dict[int, list[str]]:
    """For each number the tests that carry it, as `file::test`, in the order of their files.

    Args:
        tests: The folder of all tests; files are named from its parent.

    Raises:
        MarkError: A mark has no number, or one that cannot be read here.
    """
    shown: dict[int, list[str]] = {}
    for path in sorted(tests.rglob("test_*.py"), key=lambda path: path.as_posix()):
        file = path.relative_to(tests.parent).as_posix()
        for test, numbers in _marked(ast.parse(path.read_text(encoding="utf-8")), file):
            for number in sorted(numbers):
                shown.setdefault(number, []).append(f"{file}::{test}")
    return shown


def _marked(module: ast.Module, file: str) -> Iterator[tuple[str, set[int]]]:
    everywhere = _numbers(_module_marks(module), file)
    for node in module.body:
        if isinstance(node, _Function):
            yield from _of_function(node, "", everywhere, file)
        elif isinstance(node, ast.ClassDef):
            of_class = everywhere | _numbers(node.decorator_list, file)
            for inner in node.body:
                if isinstance(inner, _Function):
                    yield from _of_function(inner, f"{node.name}::", of_class, file)


def _of_function(
    node: _Function, prefix: str, inherited: set[int], file: str
) -> Iterator[tuple[str, set[int]]]:
    if node.name.startswith("test"):
        yield prefix + node.name, inherited | _numbers(node.decorator_list, file)


def _module_marks(module: ast.Module) -> Iterator[ast.expr]:
    for node in module.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "pytestmark":
            yield from node.value.elts if isinstance(node.value, ast.List) else [node.value]


def _numbers(decorators: Iterable[ast.expr], file: str) -> set[int]:
    numbers: set[int] = set()
    for mark in decorators:
        called = mark.func if isinstance(mark, ast.Call) else mark
        if ast.unparse(called) != _MARK:
            continue
        values = [ast.unparse(one) for one in mark.args] if isinstance(mark, ast.Call) else []
        if not values or not all(value.isdecimal() for value in values):
            raise MarkError(f"{file}:{mark.lineno}: {ast.unparse(mark)} must name whole numbers.")
        numbers |= {int(value) for value in values}
    return numbers

"""The house rules that a linter does not know."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("app", "core", "hub_server", "resources", "ui", "widgets")
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
MAX_MODULE_LINES = 300
MAX_CLASS_LINES = 200


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_that_a_module_and_its_classes_can_be_held_in_the_head(path: Path):
    source = path.read_text(encoding="utf-8")
    assert source.count("\n") <= MAX_MODULE_LINES
    classes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ClassDef)]
    too_long = [
        node.name for node in classes if (node.end_lineno or 0) - node.lineno > MAX_CLASS_LINES
    ]
    assert too_long == []


@pytest.mark.parametrize("package", ["core", "hub_server"])
def test_that_the_product_itself_never_loads_qt(package: str):
    script = f"""
import importlib, pkgutil, sys
import {package} as root
for module in pkgutil.walk_packages(root.__path__, "{package}."):
    if ".versions." not in module.name and not module.name.endswith((".env", "__main__")):
        importlib.import_module(module.name)
print([name for name in sys.modules if name.split(".")[0] in ("PySide6", "qasync", "shiboken6")])
"""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout.strip() == "[]"


def test_that_the_lock_files_name_no_index():
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text()
        assert "--index-url" not in text
        assert "://" not in text
        assert "--hash=sha256:" in text

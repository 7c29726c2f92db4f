"""What the page is made from."""

from __future__ import annotations

import json
import os
import re
import tomllib
from pathlib import Path

import pytest

from hub_server.companion import build
from hub_server.companion.build import WEB
from hub_server.companion.page import Page
from hub_server.companion.tokens_css import tokens_css
from resources.theme import tokens_text
from widgets.theme import ThemeName, load_theme

_SOURCES = [
    path
    for path in sorted((WEB / "src").rglob("*"))
    if path.suffix in {".ts", ".tsx", ".css", ".html"}
]
_MOST_LINES = 300


def test_that_the_page_wears_the_windows_colours_in_every_theme() -> None:
    css = tokens_css()
    for name, colours in tomllib.loads(tokens_text())["themes"].items():
        rule = css.split(f':root[data-theme="{name}"]')[1].split("}")[0]
        assert f"--window: {colours['window']};" in rule
        assert f"--danger-fill: {colours['danger_fill']};" in rule
    theme = load_theme(ThemeName.DARK)
    for zone, fill in enumerate(theme.zones.fills):
        assert f"--zone-{zone}: {fill};" in css
        assert f"--zone-ink-{zone}: {theme.ink_on(fill)};" in css


def test_that_every_colour_of_the_page_comes_from_the_tokens() -> None:
    known = set(re.findall(r"--([\w-]+):", tokens_css()))
    for path in (one for one in _SOURCES if one.suffix == ".css"):
        text = path.read_text(encoding="utf-8")
        assert re.findall(r"#[0-9a-fA-F]{3,8}\b", text) == [], path.name
        own = set(re.findall(r"--([\w-]+):", text)) | {"fill", "gap", "tap"}
        used = set(re.findall(r"var\(--([\w-]+)\)", text))
        assert used <= known | own | {"fill-colour", "ink", "effort"}, path.name


def test_that_every_text_is_in_the_translation_file_and_none_is_left_over() -> None:
    words = json.loads((WEB / "src" / "i18n" / "en.json").read_text(encoding="utf-8"))
    code = "\n".join(path.read_text(encoding="utf-8") for path in _SOURCES)
    literals = set(re.findall(r'"([\w.-]+)"', code))
    stems = set(re.findall(r"`([\w.]+)\$\{", code))
    unused = [
        key
        for key in words
        if key not in literals
        and re.sub(r"_(one|other)$", "", key) not in literals
        and not any(key.startswith(stem) for stem in stems)
    ]
    assert unused == []


def test_that_nothing_is_fetched_from_elsewhere_and_the_lock_names_no_registry() -> None:
    allowed = ("http://www.w3.org/2000/svg",)  # a name, not an address
    for path in [*_SOURCES, *(WEB / "public").iterdir()]:
        text = path.read_text(encoding="utf-8")
        for one in allowed:
            text = text.replace(one, "")
        found = re.findall(r"(?:https?|wss?)://[\w.-]+", text)
        assert found == [], path.name
    lock = json.loads((WEB / "package-lock.json").read_text(encoding="utf-8"))
    parts = [part for name, part in lock["packages"].items() if name]
    assert all("integrity" in part and "resolved" not in part for part in parts)


def test_that_a_module_of_the_page_can_be_held_in_the_head() -> None:
    long = [
        path.name
        for path in _SOURCES
        if path.suffix in {".ts", ".tsx"} and _lines(path) > _MOST_LINES
    ]
    assert long == []


def _lines(path: Path) -> int:
    return path.read_text(encoding="utf-8").count("\n")


def test_that_a_page_built_from_the_same_source_is_left_alone(tmp_path: Path) -> None:
    try:
        assert build.build(tmp_path / "page") is True
    except build.BuildError as error:
        if os.environ.get("REQUIRE_ALL") == "1":
            raise
        pytest.skip(f"the players' page cannot be built: {error}")
    page = Page.load(tmp_path / "page")
    assert page.is_built
    index = page.file("/trainer")
    assert index is not None
    script = re.findall(r'src="(/page/[^"]+)"', index.body.decode())[0]
    assert page.file(script) is not None
    assert build.build(tmp_path / "page") is False

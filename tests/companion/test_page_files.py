"""The players' page as the hub hands it out."""

from __future__ import annotations

from pathlib import Path

import aiohttp
import pytest

from hub_server.companion import page as built
from tests.helpers.hub_in_process import clocked_hub


def _built_in(folder: Path) -> Path:
    """A page as the build leaves it."""
    (folder / "page").mkdir(parents=True)
    (folder / "index.html").write_text("<title>Hockey Hub</title>")
    (folder / "sw.js").write_text("self")
    (folder / "secret.pem").write_text("not for anybody")
    (folder / "page" / "app-1.js").write_text("start()")
    return folder


async def _get(url: str, path: str) -> tuple[int, str, dict[str, str]]:
    async with (
        aiohttp.ClientSession() as http,
        http.get(aiohttp.client.URL(url + path, encoded=True), allow_redirects=False) as answer,
    ):
        return answer.status, await answer.text(), dict(answer.headers)


@pytest.mark.requirement(71)
async def test_that_the_page_comes_without_a_token_and_lets_nothing_from_elsewhere_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(built.Page.load.__func__, "__defaults__", (_built_in(tmp_path / "page"),))
    async with clocked_hub(tmp_path) as hub:
        for address in built.SCREENS:
            status, body, headers = await _get(hub.url, address)
            assert (status, body) == (200, "<title>Hockey Hub</title>")
            policy = headers["Content-Security-Policy"]
            assert "unsafe" not in policy
            assert "default-src 'none'" in policy
            assert "frame-ancestors 'none'" in policy
            assert headers["X-Content-Type-Options"] == "nosniff"
            assert headers["Referrer-Policy"] == "no-referrer"
            assert headers["Cache-Control"] == "no-cache"
        status, body, headers = await _get(hub.url, "/page/app-1.js")
        assert (status, body) == (200, "start()")
        assert headers["Content-Type"].startswith("text/javascript")
        assert "immutable" in headers["Cache-Control"]


@pytest.mark.parametrize(
    "path",
    [
        "/page/..%2findex.html",
        "/page/..%2f..%2f..%2fpyproject.toml",
        "/page/%2e%2e/secret.pem",
        "/page/app-2.js",
        "/secret.pem",
        "/page/%00",
    ],
)
async def test_that_nothing_but_the_pages_own_files_can_be_had(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.setattr(built.Page.load.__func__, "__defaults__", (_built_in(tmp_path / "page"),))
    async with clocked_hub(tmp_path) as hub:
        status, body, _ = await _get(hub.url, path)
    assert status in (400, 404)
    assert "not for anybody" not in body


async def test_that_a_hub_without_a_built_page_says_so_and_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(built.Page.load.__func__, "__defaults__", (tmp_path / "none",))
    async with clocked_hub(tmp_path) as hub:
        status, body, _ = await _get(hub.url, "/play")
    assert status == 503
    assert "was not built" in body
    assert "dev.py page" in body

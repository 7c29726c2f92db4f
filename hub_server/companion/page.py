"""The built page in memory: each file with its type, and how long a browser may keep it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from core.domain.value import Value

BUILT: Final = Path(__file__).resolve().parent / "page"
"""Where the build puts it; taken along by the wheel, never committed."""

SCREENS: Final = ("/", "/play", "/trainer")
"""Addresses of the one page: to come in, for players, for trainers."""

_TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
}
_FOR_EVER: Final = "public, max-age=31536000, immutable"
_ASK_AGAIN: Final = "no-cache"

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
"""Nothing from elsewhere, nothing inline, in nobody's frame."""

HEADERS: Final = {"Content-Security-Policy": POLICY}
"""On every file of the page; `hub_server.headers` adds what all answers have."""


class PageFile(Value, frozen=True, kw_only=True):
    """A file as it is answered."""

    body: bytes
    media_type: str
    cache_control: str


class Page:
    """The page's files by address.

    Args:
        files: Address to file; empty when the page was not built.
    """

    def __init__(self, files: dict[str, PageFile]) -> None:
        self._files = files

    @classmethod
    def load(cls, folder: Path = BUILT) -> Page:
        """Read what was built; nothing outside `folder` can ever be asked for."""
        files: dict[str, PageFile] = {}
        for path in sorted(folder.rglob("*")):
            media_type = _TYPES.get(path.suffix)
            if media_type is not None and path.is_file():
                address = f"/{path.relative_to(folder).as_posix()}"
                files[address] = PageFile(
                    body=path.read_bytes(),
                    media_type=media_type,
                    cache_control=_FOR_EVER if address.startswith("/page/") else _ASK_AGAIN,
                )
        return cls(files)

    @property
    def is_built(self) -> bool:
        """Whether there is a page at all."""
        return "/index.html" in self._files

    def file(self, address: str) -> PageFile | None:
        """What is at an address; the screens are all the same file."""
        return self._files.get("/index.html" if address in SCREENS else address)

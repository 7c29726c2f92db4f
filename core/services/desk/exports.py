"""Writes a finished bundle's papers and files into a folder."""

from __future__ import annotations

import asyncio
import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from core.domain.ids import BundleId, PlayerId
from core.domain.summary import BundleReport
from core.errors import UnavailableError
from core.ports.hub_link import BundlePlanner

Progress = Callable[[int, int, str], None]
"""Called with files done, files in all, and the file being written."""

_Job = tuple[str, Callable[[], bytes]]


def _unobserved(_done: int, _total: int, _name: str) -> None:
    return


class ReportExport:
    """Team PDF, one FIT per player, CSV and `summary.json`.

    Args:
        planner: Where the report's data come from.
    """

    def __init__(self, planner: BundlePlanner) -> None:
        self._planner = planner

    async def write(
        self, bundle_id: BundleId, folder: Path, progress: Progress = _unobserved
    ) -> tuple[Path, ...]:
        """Write all files; an existing file of the same name is replaced.

        The work is done off the event loop, one file at a time, so it can be cancelled between
        two files and nothing is left by half.

        Raises:
            UnavailableError: The folder cannot be written.
            HockeyHubError: The hub has no report.
        """
        report = await self._planner.report(bundle_id)
        jobs = await asyncio.to_thread(lambda: tuple(_jobs(report)))  # it also loads the writers
        written: list[Path] = []
        for done, (name, render) in enumerate(jobs):
            progress(done, len(jobs), name)
            path = folder / name
            try:
                await asyncio.to_thread(_write_whole, path, render)
            except OSError as error:
                raise UnavailableError(
                    f"{path} could not be written: {error.strerror or error}.",
                    suggested_action="Choose another folder, or make room on the disk.",
                ) from error
            written.append(path)
        progress(len(jobs), len(jobs), "")
        return tuple(written)


def _jobs(report: BundleReport) -> Iterator[_Job]:
    # The writers' libraries would slow every start of the window down.
    from core.reports.fit import write_fit  # noqa: PLC0415
    from core.reports.pdf import write_pdf  # noqa: PLC0415
    from core.reports.summary_json import write_summary  # noqa: PLC0415
    from core.reports.table import write_csv  # noqa: PLC0415

    yield "team.pdf", lambda: write_pdf(report)
    yield "players.csv", lambda: write_csv(report).encode("utf-8-sig")
    yield "summary.json", lambda: write_summary(report)
    for session in report.sessions:
        for trace in session.traces:
            render = partial(write_fit, report, session, trace.player_id)
            yield f"fit/{_file_stem(report, trace.player_id)}.fit", render


def _file_stem(report: BundleReport, player_id: PlayerId) -> str:
    """`07-lindqvist`: sorts by jersey, and is a legal file name everywhere."""
    for player in report.players:
        if player.id == player_id:
            plain = unicodedata.normalize("NFKD", player.last_name).encode("ascii", "ignore")
            name = re.sub(r"[^a-z0-9]+", "-", plain.decode().lower()).strip("-")
            return f"{player.jersey_number:02d}-{name or 'player'}"
    return re.sub(r"[^A-Za-z0-9]+", "-", player_id)


def _write_whole(path: Path, render: Callable[[], bytes]) -> None:
    content = render()
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_bytes(content)
    part.replace(path)

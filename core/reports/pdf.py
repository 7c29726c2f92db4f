"""The team report as PDF: Typst sets the template, all text reaches it as data."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import font_roboto
import msgspec
import typst

from core.domain.summary import BundleReport
from core.reports.paper import team_paper
from resources.reports import template_path

_TEMPLATE = "team"


@cache
def typst_fonts() -> typst.Fonts:
    """The fonts of all papers: our own, so that a paper looks alike everywhere."""
    folder = Path(str(font_roboto.__file__)).parent / "files"
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(folder)]
    )


def report_inputs(report: BundleReport) -> dict[str, str]:
    """What the template reads from `sys.inputs`: the report as JSON, never as Typst source."""
    return {"report": msgspec.json.encode(team_paper(report)).decode()}


def write_pdf(report: BundleReport) -> bytes:
    """Set the report on A4; the same report gives the same bytes."""
    template = template_path(_TEMPLATE)
    return typst.compile(
        str(template),
        root=str(template.parent),
        font_paths=typst_fonts(),
        ignore_system_fonts=True,
        sys_inputs=report_inputs(report),
        format="pdf",
        timestamp=int(report.bundle.starts_at.timestamp()),
    )

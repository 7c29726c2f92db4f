"""A sheet with a QR code for each device that may join, to be printed or held up."""

from __future__ import annotations

from io import BytesIO

import msgspec
import segno
import typst

from core.domain.value import Value
from core.reports.pdf import typst_fonts
from resources.reports import template_path

_TEMPLATE = "join_sheet"


class JoinTicket(Value, frozen=True, kw_only=True):
    """What one device needs to join."""

    title: str
    """Whose it will be."""
    code: str
    """Six digits."""
    qr_text: str


class JoinSheet(Value, frozen=True, kw_only=True):
    """Tickets that are good until the same moment."""

    title: str
    address: str
    """What to type where no camera helps."""
    good_until: str
    """On the wall clock."""
    tickets: tuple[JoinTicket, ...]


def qr_matrix(text: str) -> tuple[tuple[bool, ...], ...]:
    """A QR code as rows of dark and light squares, without its quiet zone."""
    return tuple(tuple(bool(dark) for dark in row) for row in segno.make(text, micro=False).matrix)


def write_join_sheet(sheet: JoinSheet) -> bytes:
    """Set the sheet on A4, six tickets a page."""
    template = template_path(_TEMPLATE)
    content = msgspec.to_builtins(sheet)
    for ticket in content["tickets"]:
        ticket["svg"] = _svg(ticket["qrText"])
    return typst.compile(
        str(template),
        root=str(template.parent),
        font_paths=typst_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"sheet": msgspec.json.encode(content).decode()},
        format="pdf",
    )


def spaced(code: str) -> str:
    """Digits as one reads them out: "123 456"."""
    return f"{code[:3]} {code[3:]}"


def _svg(text: str) -> str:
    out = BytesIO()
    segno.make(text, micro=False).save(out, kind="svg", border=0, xmldecl=False)
    return out.getvalue().decode()

"""Rosters from files and into files, and the club's beginning."""

from __future__ import annotations

from typing import Annotated, Final

from litestar import Controller, Response, get, post
from litestar.params import FromPath, JSONBody, QueryParameter

from core.domain.club import ClubStart, NewClub
from core.domain.ids import ImportId, TeamId
from core.domain.roster_import import (
    ImportedRoster,
    RosterFormat,
    RosterPreview,
    RosterReading,
    UndoneImport,
)
from core.protocol.club import CLUB, ROSTERS
from hub_server.rest.guard import Caller, needs
from hub_server.rest.hub import TheHub
from hub_server.security.permissions import Action

_CHANGE = needs(Action.CHANGE_CLUB)
_LARGEST_FILE = 12_000_000
"""Of the body, in which the file is base64."""
_CSV: Final = "text/csv"
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

OfTeam = Annotated[TeamId | None, QueryParameter(name="teamId")]


class RosterController(Controller):
    """CSV and XLSX. First a preview of every row, then all rows or none."""

    path = ROSTERS
    tags = ["rosters"]  # noqa: RUF012 - the framework reads it from the class

    @post("/preview", opt=_CHANGE, status_code=200, request_max_body_size=_LARGEST_FILE)
    async def preview(self, hub: TheHub, data: JSONBody[RosterReading]) -> RosterPreview:
        """What an import would do; nothing is written."""
        return await hub.rosters.preview(data)

    @post("/imports", opt=_CHANGE, request_max_body_size=_LARGEST_FILE)
    async def take_in(
        self, hub: TheHub, principal: Caller, data: JSONBody[RosterReading]
    ) -> ImportedRoster:
        """Write all rows, or if one of them cannot be written, none."""
        return await hub.rosters.take_in(data, principal)

    @post("/imports/{import_id:str}/undo", opt=_CHANGE, status_code=200)
    async def undo(
        self, hub: TheHub, principal: Caller, import_id: FromPath[ImportId]
    ) -> UndoneImport:
        """Take an import of the last 24 hours back."""
        return await hub.import_undo.undo(import_id, principal)

    @get("/csv", opt=_CHANGE, media_type=_CSV)
    async def csv(self, hub: TheHub, team_id: OfTeam = None) -> Response[bytes]:
        """All players, or a team's, as a file that the import reads back as it was."""
        return _file(await hub.rosters.export(RosterFormat.CSV, team_id), "roster.csv", _CSV)

    @get("/xlsx", opt=_CHANGE, media_type=_XLSX)
    async def xlsx(self, hub: TheHub, team_id: OfTeam = None) -> Response[bytes]:
        """The same as a workbook."""
        return _file(await hub.rosters.export(RosterFormat.XLSX, team_id), "roster.xlsx", _XLSX)


def _file(content: bytes, name: str, media_type: str) -> Response[bytes]:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=media_type, headers=headers)


class ClubController(Controller):
    """A club's first minute."""

    path = CLUB
    tags = ["club"]  # noqa: RUF012 - the framework reads it from the class

    @get(opt=needs(Action.READ_CLUB))
    async def state(self, hub: TheHub) -> ClubStart:
        """Whether there is a club yet, and which machine types can be chosen from."""
        return await hub.beginning.state()

    @post(opt=_CHANGE)
    async def create(self, hub: TheHub, principal: Caller, data: JSONBody[NewClub]) -> ClubStart:
        """Begin an empty hub's club."""
        return await hub.beginning.create(data, principal)

    @post("/sample", opt=_CHANGE)
    async def load_sample(self, hub: TheHub, principal: Caller) -> ClubStart:
        """Fill an empty hub with the sample club."""
        return await hub.beginning.load_sample(principal)

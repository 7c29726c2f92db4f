"""A bundle's report as data, from the plan and the results of its sessions."""

from __future__ import annotations

from core.domain.ids import BundleId, PlayerId
from core.domain.session import Bundle
from core.domain.summary import BundleReport, SessionReport
from core.errors import NotFoundError
from core.ports.storage import Database
from core.services.running.results import SessionResults


class BundleReports:
    """Puts reports together.

    Args:
        database: Where the plan and the club are stored.
        results: Figures and traces of the sessions.
    """

    def __init__(self, database: Database, results: SessionResults) -> None:
        self._database = database
        self._results = results

    async def report(self, bundle_id: BundleId) -> BundleReport:
        """The report as far as the bundle has come; sessions that never started are left out.

        Raises:
            NotFoundError: There is no such bundle.
        """
        async with self._database.read() as work:
            bundle = await work.schedule.bundle(bundle_id)
            if bundle is None:
                raise NotFoundError("This bundle does not exist any more.", field="bundleId")
            facility = await work.club.facility(bundle.facility_id)
            users = {user.id: user.name for user in await work.club.users()}
            players = await work.club.players(_player_ids(bundle))
            units = await work.club.equipment_units(bundle.facility_id)
            rosters = [await work.recordings.roster(session.id) for session in bundle.sessions]
        kept = {player.id: player for roster in rosters if roster for player in roster.players}
        known = {player.id: player for player in players} | kept
        reports: list[SessionReport] = []
        for session in bundle.sessions:
            if session.started_at is not None:
                summary, traces = await self._results.of(session.id)
                reports.append(SessionReport(session=session, summary=summary, traces=traces))
        return BundleReport(
            bundle=bundle,
            facility_name=facility.name if facility is not None else bundle.facility_id,
            time_zone=facility.time_zone if facility is not None else "UTC",
            trainer_name=users.get(bundle.trainer_id, "") if bundle.trainer_id else "",
            players=tuple(known[one] for one in _player_ids(bundle) if one in known),
            unit_names={unit.id: unit.name for unit in units},
            sessions=tuple(reports),
        )


def _player_ids(bundle: Bundle) -> list[PlayerId]:
    ids = (player_id for session in bundle.sessions for player_id in session.player_ids)
    return list(dict.fromkeys(ids))

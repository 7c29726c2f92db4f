"""The desk's hub at the start of the program: one of its own, or the club's server."""

from __future__ import annotations

import argparse
import asyncio
from dataclasses import dataclass

import msgspec

from app.account_file import AccountFile
from app.composition import start_hub
from app.hub_process import HubProcess
from app.preferences import read_hub_plan, write_hub_plan
from app.server_composition import ServerDoor, ServerHub, reach_server, server_address
from app.settings import Settings
from core.errors import HockeyHubError, PortInUseError
from core.services.desk.hub_choice import HubChoice, HubPlan
from core.tasks import TaskScope
from ui.settings.connect_model import ConnectModel
from ui.settings.connect_window import ConnectWindow

HERE = "here"
"""What `--hub` says for the hub of this computer."""


@dataclass(frozen=True)
class StartedHub:
    """A hub that is up, and what goes with it."""

    hub: HubProcess | ServerHub
    settings: Settings
    """Where the desk keeps what belongs to this hub."""
    choice: HubChoice | None
    """Of another hub; None where there is none (the demo)."""
    warning: str = ""
    """What the trainer should know, as a sentence."""


class HubStart:
    """Finds out which hub is wanted, and gets into it, asking the trainer where need be.

    Args:
        options: From the command line.
        settings: Of this desk.
        tasks: Owner of the background work.
        closed: Set when the program is to end.
    """

    def __init__(
        self,
        options: argparse.Namespace,
        settings: Settings,
        tasks: TaskScope,
        closed: asyncio.Event,
    ) -> None:
        self._options = options
        self._settings = settings
        self._tasks = tasks
        self._closed = closed
        self._door = ServerDoor(AccountFile(settings.server_account))

    async def start(self) -> StartedHub | None:
        """The hub; None if the trainer closed the window instead.

        Raises:
            HockeyHubError: This computer's own hub could not be started.
        """
        plan = self._plan()
        while (server := plan.server) is not None:
            try:
                hub = await reach_server(self._settings, server, self._tasks)
            except HockeyHubError as error:
                asked = await self._ask(plan, error)
                if asked is None:
                    return None
                plan = asked
            else:
                settings = self._settings.of_server(server)
                settings.prepare()
                return StartedHub(hub, settings, self._choice(plan))
        return await self._start_own(plan)

    async def _start_own(self, plan: HubPlan) -> StartedHub:
        warning = ""
        try:
            own = await self._own_hub(plan.lan_port)
        except PortInUseError as error:
            if plan.lan_port is None or self._options.lan is not None:
                raise
            # Training goes first; a port that was remembered must not stand in its way.
            plan = msgspec.structs.replace(plan, lan_port=None)
            own = await self._own_hub(None)
            warning = (
                f"{error.message} Gateways and phones do not reach the hub now: choose another"
                " port in Settings, or end the other program."
            )
        choice = None if self._options.demo else self._choice(plan)
        return StartedHub(own, self._settings, choice, warning)

    async def _own_hub(self, lan_port: int | None) -> HubProcess:
        return await start_hub(
            self._settings, self._tasks, sample_club=self._options.demo, lan_port=lan_port
        )

    def _plan(self) -> HubPlan:
        kept = HubPlan() if self._options.demo else read_hub_plan(self._settings.preferences)
        if self._options.lan is not None:
            return HubPlan(lan_port=self._options.lan)
        if self._options.hub == HERE:
            return msgspec.structs.replace(kept, server=None)
        if self._options.hub is not None:
            return msgspec.structs.replace(kept, server=server_address(self._options.hub))
        return kept

    def _choice(self, used: HubPlan) -> HubChoice:
        path = self._settings.preferences

        def keep(plan: HubPlan) -> None:
            write_hub_plan(path, plan)

        kept = read_hub_plan(path)
        forced = ""
        if kept != used and self._options.hub is not None:
            forced = "This start was given its hub (--hub)."
        elif kept != used and self._options.lan is not None:
            forced = "This start was given its network port (--lan)."
        return HubChoice(used, keep, self._door, chosen=kept, forced=forced)

    async def _ask(self, plan: HubPlan, error: HockeyHubError) -> HubPlan | None:
        """Let the trainer sign in, try again, or work with this computer's own hub."""
        model = ConnectModel(self._door, self._tasks)
        window = ConnectWindow(model, plan, error)
        answered = asyncio.Event()
        answers: list[HubPlan] = []

        def answer(chosen: HubPlan) -> None:
            answers.append(msgspec.structs.replace(chosen, lan_port=plan.lan_port))
            answered.set()

        window.connected.connect(answer)
        window.own_hub_wanted.connect(lambda: answer(HubPlan()))
        window.again_wanted.connect(lambda: answer(plan))
        window.closed.connect(answered.set)
        ending = self._tasks.start(self._closed.wait(), name="end while asking")
        waiting = self._tasks.start(answered.wait(), name="answer about the hub")
        window.show()
        await asyncio.wait([ending, waiting], return_when=asyncio.FIRST_COMPLETED)
        ending.cancel()
        waiting.cancel()
        window.let_go()
        if answers and self._options.hub is None and answers[0].server is not None:
            write_hub_plan(self._settings.preferences, answers[0])
        return answers[0] if answers else None

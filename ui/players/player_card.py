"""What is known of the chosen player, in three tabs."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.domain.player import HeartRateMaxSource
from ui.common.drafts import NEW
from ui.common.edit_card import EditCard
from ui.players.forms import PerformanceForm, ProfileForm
from ui.players.medical_panel import MedicalPanel
from ui.players.photo import PhotoBadge
from ui.players.view_model import PlayersModel
from ui.players.words import caption_of, options_of
from widgets.inputs import Button, ButtonKind, SegmentedControl

TABS = (("profile", "Profile"), ("performance", "Performance"), ("medical", "Medical"))


class PlayerCard(EditCard):
    """Head with the picture, tabs, and the foot with what is not saved.

    Args:
        model: The players.
        medical: What stands in the third tab.
        parent: Owner.
    """

    archive_wanted = Signal()
    delete_wanted = Signal()

    def __init__(
        self, model: PlayersModel, medical: MedicalPanel, parent: QWidget | None = None
    ) -> None:
        self.profile, self.performance = ProfileForm(), PerformanceForm()
        super().__init__("The chosen player", (self.profile, self.performance), parent)
        self.model, self.medical = model, medical
        self.photo = PhotoBadge()
        self.no_photo = Button(
            kind=ButtonKind.QUIET, icon_name="close", tooltip="Take the picture away"
        )
        self.archive = Button("Has left", icon_name="export")
        self.remove = Button(
            kind=ButtonKind.QUIET, icon_name="trash", tooltip="Delete for good (Delete)"
        )
        self.tabs = SegmentedControl(TABS, name="What is shown of the player")
        self.key: str | None = None
        """Whom the card shows; "" for a new one, None for nobody."""
        self._tried = ""
        """Somebody pressed save on this one: now also say what is missing."""
        self.refused: dict[str, str] = {}
        self.head.insertWidget(0, self.photo)
        for widget in (self.no_photo, self.archive, self.remove):
            self.head.addWidget(widget)
        self.body.insertWidget(0, self.tabs)
        self.body.insertWidget(3, medical)
        self.tabs.chosen.connect(self.show_tab)
        self.edited.connect(self._on_edited)
        self.archive.clicked.connect(self.archive_wanted)
        self.remove.clicked.connect(self.delete_wanted)
        self.show_tab(TABS[0][0])

    def show_tab(self, tab: str) -> None:
        """Turn to a tab."""
        self.tabs.choose(tab)
        self.profile.setVisible(tab == "profile")
        self.performance.setVisible(tab == "performance")
        self.medical.setVisible(tab == "medical")
        self.area.verticalScrollBar().setValue(0)

    def show_player(self, key: str | None) -> None:
        """Show a player, a new one (""), or with None, nobody."""
        if key != self.key:
            self.key = key
            self._tried, self.refused = "", {}
            self.asks = False
        if key == NEW and self.tabs.current == "medical":
            self.show_tab("profile")
        self.refresh()

    def start_restriction(self) -> None:
        """Turn to the player's restrictions and enter another one."""
        if self.key:
            self.show_tab("medical")
            self.medical.start_new()

    @property
    def is_restricting(self) -> bool:
        """Whether a restriction is being entered."""
        return self.medical.model.texts is not None and self.tabs.current == "medical"

    def may_leave(self) -> bool:
        """Whether what is typed may go; asks once before."""
        if self.is_restricting:
            may_leave = self.medical.model.may_leave()
            if self.medical.model.asks:
                self.area.ensureWidgetVisible(self.medical.cancel)
                self.medical.cancel.setFocus()
            return may_leave
        is_typed = self.key is not None and self.model.drafts.is_worth_asking(self.key)
        return self.may_forget(is_typed=is_typed, is_busy=self.model.is_busy)

    def try_to_save(self) -> None:
        """Store what is typed, or say everything that is wrong with it."""
        if self.is_restricting:
            self.medical.model.save()
            return
        if self.key is None:
            return
        self._tried, self.refused = self.key or "new", {}
        self.refresh()
        problems = self.model.problems(self.key)
        if not problems:
            self.model.save(self.key)
            return
        is_profile = any(key in problems for key in self.profile.keys)
        self.show_tab("profile" if is_profile else "performance")
        self.focus_first(problems)

    def refuse(self, problems: Mapping[str, str]) -> bool:
        """The hub did not like a field; tells whether it is one that stands here."""
        if self.is_restricting:
            self.medical.model.refuse(problems)
            return set(problems) <= set(self.medical.form.keys)
        self.refused = dict(problems)
        self.refresh()
        return set(problems) <= {*self.profile.keys, *self.performance.keys}

    def refresh(self) -> None:
        """Show the player as he is known and typed now."""
        model, key = self.model, self.key
        player = None if key is None else model.player(key)
        is_new = key == NEW
        if key is None or (player is None and not is_new):
            self.show_nothing(
                "player", "Nobody is chosen", "Choose a player on the left, or add one."
            )
            return
        if player is None:
            self.show_head("New player", "Skill and threshold may stay empty.")
        else:
            self.show_head(
                player.name, caption_of(player, model.team_name(player.team_id), model.today)
            )
        self._show_forms(key)
        self._show_tools(is_new=is_new, may_change=model.may_change)

    def _on_edited(self, field: str, text: str) -> None:
        if self.key is not None:
            self.refused.pop(field, None)
            self.model.type_in(self.key, field, text)

    def _show_forms(self, key: str) -> None:
        model, player = self.model, self.model.player(key)
        texts = model.texts(key)
        is_locked = not model.may_change
        teams = options_of((team.id, team.name) for team in model.teams)
        self.profile.set_options("team", teams)
        self.performance.show_club(model.kinds, model.workouts, player, model.book)
        self.show_values(texts)
        self.profile.set_read_only(is_read_only=is_locked)
        self.performance.set_read_only(is_read_only=is_locked)
        self.profile.show_estimated(
            is_estimated=texts.get("heartRateMaxSource") == HeartRateMaxSource.ESTIMATED,
            is_read_only=is_locked,
        )
        problems = {**model.problems(key), **self.refused}
        said = problems if self._tried == (key or "new") else _typed_wrong(problems, texts)
        self.show_problems(said)
        self.show_standing(
            is_new=key == NEW,
            is_dirty=model.drafts.is_dirty(key),
            is_busy=model.is_busy,
            problems=said,
        )

    def _show_tools(self, *, is_new: bool, may_change: bool) -> None:
        player = None if self.key is None else self.model.player(self.key)
        is_gone = player is not None and player.is_archived
        self.tabs.setVisible(not is_new)
        if is_new and self.tabs.current != "performance":
            self.profile.show()
        self.photo.setEnabled(may_change and not is_new)
        self.photo.setVisible(not is_new)
        self.no_photo.setVisible(may_change and player is not None and player.photo is not None)
        for button in (self.archive, self.remove):
            button.setVisible(may_change and not is_new)
            button.setEnabled(not self.model.is_busy)
        self.archive.set_caption("Is back" if is_gone else "Has left")
        self.archive.set_icon_name("undo" if is_gone else "export")
        self.archive.setToolTip(
            "Show in lists again" if is_gone else "Keep for the reports, show no longer in lists"
        )


def _typed_wrong(problems: Mapping[str, str], texts: Mapping[str, str]) -> dict[str, str]:
    """While somebody types, what is still empty is not yet called missing."""
    return {key: text for key, text in problems.items() if texts.get(key, "").strip()}

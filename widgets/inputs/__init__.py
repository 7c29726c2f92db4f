"""Buttons, labels, cards, banners: the small parts that all screens are made of."""

from __future__ import annotations

from widgets.inputs.banner import Banner, BannerKind
from widgets.inputs.buttons import Button, ButtonKind
from widgets.inputs.cards import Card, plain_container
from widgets.inputs.empty_state import EmptyState
from widgets.inputs.flow import FlowLayout
from widgets.inputs.labels import ElidedLabel, IconLabel, Label, TextRole, Tone, tone_colour
from widgets.inputs.segments import SegmentedControl
from widgets.inputs.stepper import Stepper

__all__ = [
    "Banner",
    "BannerKind",
    "Button",
    "ButtonKind",
    "Card",
    "ElidedLabel",
    "EmptyState",
    "FlowLayout",
    "IconLabel",
    "Label",
    "SegmentedControl",
    "Stepper",
    "TextRole",
    "Tone",
    "plain_container",
    "tone_colour",
]

"""The one style sheet, generated from the tokens."""

from __future__ import annotations

from string import Template

import msgspec

from resources.icons import icon_path
from widgets.theme.tokens import Theme

_CONTROLS = """
QToolTip {
  background: $raised; color: $text; border: 1px solid $line_strong; padding: 4px 8px;
}
QPushButton, QToolButton {
  background: $raised; color: $text; border: 1px solid $line; border-radius: ${radius}px;
  padding: 0 12px; min-height: ${inner}px; font-weight: 500;
}
QPushButton:hover, QToolButton:hover { border-color: $line_strong; }
QPushButton:pressed, QToolButton:pressed { background: $line; }
QPushButton:focus, QToolButton:focus { border: 2px solid $focus; padding: 0 11px; }
QPushButton:disabled, QToolButton:disabled {
  color: $text_faint; background: transparent; border-color: $line;
}
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[kind="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[kind="primary"]:focus { border-color: $text; }
QPushButton[kind="primary"]:disabled {
  background: $raised; color: $text_faint; border-color: $line;
}
QPushButton[kind="danger"] {
  background: $danger_fill; color: $on_danger; border-color: $danger_fill;
}
QPushButton[kind="danger"]:hover { background: $danger_hover; border-color: $danger_hover; }
QPushButton[kind="danger"]:focus { border-color: $text; }
QPushButton[kind="danger"]:disabled {
  background: $raised; color: $text_faint; border-color: $line;
}
QPushButton[kind="quiet"], QToolButton[kind="quiet"] {
  background: transparent; border-color: transparent; color: $text_soft; padding: 0 8px;
}
QPushButton[kind="quiet"]:hover, QToolButton[kind="quiet"]:hover {
  background: $raised; color: $text;
}
QPushButton[kind="quiet"]:focus, QToolButton[kind="quiet"]:focus {
  border: 2px solid $focus; padding: 0 7px;
}
QPushButton[kind="quiet"]:disabled { color: $text_faint; }
QPushButton[kind="toggle"] { color: $text_soft; min-height: ${segment}px; padding: 0 10px; }
QPushButton[kind="toggle"]:focus { padding: 0 9px; }
QPushButton[kind="toggle"]:checked {
  background: $accent_soft; color: $accent_text; border-color: $accent_text;
}
QPushButton[square="true"] {
  padding: 0; min-width: ${inner}px; max-width: ${inner}px;
}
QPushButton::menu-indicator, QToolButton::menu-indicator {
  image: url("$chevron_down"); width: 12px; height: 12px;
  subcontrol-origin: padding; subcontrol-position: center right; right: 6px;
}
QToolButton[popupMode="1"] { padding-right: 32px; }
QToolButton::menu-button { border-left: 1px solid $line; width: 26px; }
QToolButton::menu-arrow { image: url("$chevron_down"); width: 12px; height: 12px; }
"""

_FIELDS = """
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox {
  background: $sunken_field; color: $text; border: 1px solid $line_strong;
  border-radius: ${radius}px; padding: 0 8px; min-height: ${inner}px;
  selection-background-color: $accent; selection-color: $on_accent;
}
QAbstractSpinBox QLineEdit, QComboBox QLineEdit {
  background: transparent; border: none; padding: 0 0 0 6px; min-height: 0;
}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
  border: 2px solid $focus; padding: 0 7px;
}
QAbstractSpinBox QLineEdit:focus, QComboBox QLineEdit:focus { border: none; padding: 0 0 0 6px; }
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled {
  color: $text_faint; border-color: $line;
}
QLineEdit[invalid="true"], QComboBox[invalid="true"], QAbstractSpinBox[invalid="true"] {
  border: 2px solid $danger; padding: 0 7px;
}
QComboBox::drop-down, QDateEdit::drop-down { border: none; width: 26px; }
QComboBox::down-arrow, QDateEdit::down-arrow {
  image: url("$chevron_down"); width: 12px; height: 12px;
}
QComboBox QAbstractItemView {
  background: $surface; color: $text; border: 1px solid $line_strong; outline: none;
  selection-background-color: $accent_soft; selection-color: $text;
}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {
  border: none; background: transparent; width: 22px;
}
QAbstractSpinBox::up-arrow { image: url("$chevron_up"); width: 10px; height: 10px; }
QAbstractSpinBox::down-arrow { image: url("$chevron_down"); width: 10px; height: 10px; }
QCheckBox, QRadioButton { color: $text; spacing: 8px; min-height: 24px; }
QCheckBox:disabled, QRadioButton:disabled { color: $text_faint; }
QCheckBox::indicator, QRadioButton::indicator {
  width: 16px; height: 16px; border: 1px solid $line_strong; background: $sunken_field;
}
QCheckBox::indicator { border-radius: 4px; }
QRadioButton::indicator { border-radius: 9px; }
QCheckBox::indicator:checked {
  background: $accent; border-color: $accent; image: url("$check_icon");
}
QRadioButton::indicator:checked {
  border-color: $accent;
  background: qradialgradient(cx: 0.5, cy: 0.5, radius: 0.5, fx: 0.5, fy: 0.5,
    stop: 0 $accent, stop: 0.5 $accent, stop: 0.6 $sunken_field, stop: 1 $sunken_field);
}
QCheckBox:focus, QRadioButton:focus { color: $accent_text; }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border: 2px solid $focus; }
"""

_SURFACES = """
QMainWindow, QDialog, QWidget[surface="window"] { background: $window; }
QWidget[surface="card"] {
  background: $surface; border: 1px solid $line; border-radius: 8px;
}
QWidget[surface="card"][selected="true"] { border: 2px solid $accent_text; }
QWidget[surface="sunken"] { background: $sunken; border-radius: ${radius}px; }
QWidget[surface="rail"] { background: $surface; border-right: 1px solid $line; }
QWidget[surface="status"] { background: $surface; border-top: 1px solid $line; }
QWidget[surface="segments"] {
  background: $raised; border: 1px solid $line; border-radius: ${radius}px;
}
QWidget[surface="segments"] QPushButton {
  background: transparent; border: 1px solid transparent; color: $text_soft;
  border-radius: 5px; padding: 0 10px; min-height: ${segment}px;
}
QWidget[surface="segments"] QPushButton:hover { color: $text; }
QWidget[surface="segments"] QPushButton:checked {
  background: $segment_on; color: $text; border-color: $line_strong;
}
QWidget[surface="segments"] QPushButton:focus { border: 2px solid $focus; padding: 0 9px; }
QWidget[surface="rail"] QToolButton {
  background: transparent; border: none; color: $text_soft; padding: 8px 0 6px 0;
  font-size: ${caption}px; min-height: 38px; border-radius: ${radius}px;
}
QWidget[surface="rail"] QToolButton:hover { background: $raised; color: $text; }
QWidget[surface="rail"] QToolButton:checked { background: $accent_soft; color: $accent_text; }
QWidget[surface="rail"] QToolButton:focus { border: 2px solid $focus; padding: 6px 0 4px 0; }
QWidget[banner="info"] { background: $info_soft; border: 1px solid $info; }
QWidget[banner="ok"] { background: $ok_soft; border: 1px solid $ok; }
QWidget[banner="warning"] { background: $warning_soft; border: 1px solid $warning; }
QWidget[banner="error"] { background: $danger_soft; border: 1px solid $danger; }
QWidget[banner="info"], QWidget[banner="ok"], QWidget[banner="warning"], QWidget[banner="error"] {
  border-radius: ${radius}px;
}
QWidget[pill="true"] {
  background: $raised; border: 1px solid $line; border-radius: 11px; padding: 2px 10px;
}
"""

_TEXTS = """
QLabel { background: transparent; color: $text; }
QLabel:disabled { color: $text_faint; }
QLabel[role="display"] { font-size: ${display}px; font-weight: 700; }
QLabel[role="title"] { font-size: ${title}px; font-weight: 700; }
QLabel[role="heading"] { font-size: ${heading}px; font-weight: 500; }
QLabel[role="caption"] { font-size: ${caption}px; color: $text_soft; }
QLabel[tone="soft"] { color: $text_soft; }
QLabel[tone="faint"] { color: $text_faint; }
QLabel[tone="ok"] { color: $ok; }
QLabel[tone="warning"] { color: $warning; }
QLabel[tone="danger"] { color: $danger; }
QLabel[tone="info"] { color: $info; }
QLabel[tone="accent"] { color: $accent_text; }
"""

_VIEWS = """
QAbstractItemView {
  background: $surface; color: $text; border: 1px solid $line; border-radius: ${radius}px;
  outline: none; gridline-color: $line; alternate-background-color: $surface;
}
QAbstractItemView::item { padding: 4px 8px; border: none; min-height: 28px; }
QAbstractItemView::item:hover { background: $raised; }
QAbstractItemView::item:selected { background: $accent_soft; color: $text; }
QAbstractItemView[surface="chips"] { background: transparent; border: none; }
QAbstractItemView[surface="chips"]::item { padding: 0; min-height: 0; }
QAbstractItemView[surface="chips"]::item:hover,
QAbstractItemView[surface="chips"]::item:selected { background: transparent; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $surface; }
QCalendarWidget QAbstractItemView {
  border: none; selection-background-color: $accent; selection-color: $on_accent;
}
QCalendarWidget QAbstractItemView::item { padding: 0; min-height: 0; }
QCalendarWidget QToolButton { background: transparent; border: none; padding: 0 8px; }
QCalendarWidget QToolButton:hover { background: $raised; }
QCalendarWidget QToolButton::menu-indicator { image: none; }
QCalendarWidget QSpinBox { min-height: 24px; padding: 0 4px; }
QHeaderView { background: $surface; border: none; }
QHeaderView::section {
  background: $surface; color: $text_soft; border: none; border-bottom: 1px solid $line;
  padding: 6px 8px; font-size: ${caption}px; font-weight: 500;
}
QTableView[cells="plain"] QHeaderView::section { padding: 6px 11px; }
QHeaderView::down-arrow, QHeaderView::up-arrow {
  subcontrol-origin: padding; subcontrol-position: top center; width: 10px; height: 8px;
}
QHeaderView::down-arrow { image: url("$chevron_up"); }
QHeaderView::up-arrow { image: url("$chevron_down"); }
QTabBar { background: transparent; }
QTabBar::tab {
  background: transparent; color: $text_soft; padding: 8px 4px; margin-right: 20px;
  border-bottom: 2px solid transparent; font-weight: 500;
}
QTabBar::tab:hover { color: $text; }
QTabBar::tab:selected { color: $text; border-bottom: 2px solid $accent_text; }
QTabBar::tab:focus { color: $accent_text; }
QSlider::groove:horizontal { background: $line_strong; height: 4px; border-radius: 2px; }
QSlider::sub-page:horizontal { background: $accent; border-radius: 2px; }
QSlider::handle:horizontal {
  background: $accent_text; width: 16px; height: 16px; margin: -6px 0; border-radius: 8px;
}
QSlider::handle:horizontal:focus { border: 2px solid $focus; width: 12px; height: 12px; }
QScrollArea, QStackedWidget { background: transparent; border: none; }
QScrollArea > QWidget > QWidget[surface="plain"] { background: transparent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle {
  background: $line_strong; border-radius: 4px; margin: 2px; min-height: 32px; min-width: 32px;
}
QScrollBar::handle:hover { background: $text_faint; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QMenu { background: $surface; border: 1px solid $line_strong; padding: 4px; }
QMenu::item { padding: 6px 28px 6px 12px; border-radius: 4px; color: $text; }
QMenu::item:selected { background: $accent_soft; }
QMenu::item:disabled { color: $text_faint; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QMenu::icon { padding-left: 8px; }
QProgressBar {
  background: $raised; border: none; border-radius: 4px; min-height: 8px; max-height: 8px;
}
QProgressBar::chunk { background: $accent; border-radius: 4px; }
QSplitter::handle { background: transparent; }
"""

_SHEET = Template(_CONTROLS + _FIELDS + _SURFACES + _TEXTS + _VIEWS)


def style_sheet(theme: Theme) -> str:
    """The style sheet of a theme."""
    colours = theme.colours
    values: dict[str, object] = {
        **msgspec.structs.asdict(colours),
        **msgspec.structs.asdict(theme.type_px),
        "radius": theme.space.radius,
        "inner": theme.space.control - 2,
        "segment": theme.space.control - 8,
        "sunken_field": colours.sunken if colours.is_dark else colours.surface,
        "segment_on": colours.accent_soft if colours.is_dark else colours.surface,
        "chevron_down": icon_path("control-chevron-down").as_posix(),
        "chevron_up": icon_path("control-chevron-up").as_posix(),
        "check_icon": icon_path(colours.check).as_posix(),
    }
    return _SHEET.substitute(values)

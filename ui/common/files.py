"""Choosing files without a dialog that blocks what runs."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget


def choose_file(
    owner: QWidget, title: str, kinds: str, chosen: Callable[[Path], object]
) -> QFileDialog:
    """Ask for a file to read.

    Args:
        owner: Over which window.
        title: What for.
        kinds: As Qt has them: "Pictures (*.png *.jpg)".
        chosen: Told of the answer; of none, nothing.
    """
    dialog = QFileDialog(owner, title, str(Path.home()), kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _opened(dialog, chosen)


def choose_target(
    owner: QWidget, title: str, kinds: str, name: str, chosen: Callable[[Path], object]
) -> QFileDialog:
    """Ask for a file to write; one that is there already is asked about."""
    dialog = QFileDialog(owner, title, str(Path.home() / name), kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.selectFile(name)
    # Without it a name typed without an ending gets one that nobody was asked about.
    dialog.setDefaultSuffix(Path(name).suffix.removeprefix("."))
    dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix(_ending(kind)))
    return _opened(dialog, chosen)


def _ending(kind: str) -> str:
    """Of "Excel (*.xlsx)": "xlsx"."""
    found = re.search(r"\*\.(\w+)", kind)
    return "" if found is None else found[1]


def _opened(dialog: QFileDialog, chosen: Callable[[Path], object]) -> QFileDialog:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setModal(False)
    dialog.fileSelected.connect(lambda text: chosen(Path(text)))
    dialog.show()
    return dialog

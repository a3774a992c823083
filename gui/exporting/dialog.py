"""Export: which view, as which picture or as numbers, to a file or to the clipboard. A small dialog with a preview."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QGridLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from gatescope.gui.exporting import pictures as exporting
from gatescope.gui.exporting.pictures import ExportError, Format
from gatescope.gui.kit.fields import Choice, label
from gatescope.gui.look.language import spoken
from gatescope.gui.look.plain_text import plain_label

PREVIEW = QSize(440, 248)
PICTURES = tuple(Format)
NUMBERS = ("csv", "npz")
FIELD = 300


@dataclass(frozen=True)
class Target:
    """Something that can be exported. ``data`` makes a file of its numbers for ``csv`` and ``npz``; it has none where
    it is None, and there is nothing to write now where it returns b''. What has no widget is written by somebody else,
    as one of the ``suffixes``; ``note`` says what it is good for."""

    name: str  # part of the file's name
    title: Callable[[], str]
    widget: QWidget | None
    data: Callable[[str], bytes] | None = None
    suffixes: tuple[str, ...] = ()
    note: Callable[[], str] | None = None

    @property
    def key(self) -> str:
        """What it is chosen by: a picture, or what somebody else writes, may have the name of the other."""
        return self.name if self.widget is not None else written(self.name)


def written(name: str) -> str:
    """The key of what somebody else writes."""
    return f"written {name}"


class ExportDialog(QDialog):
    """``saved`` and ``copied`` say what was done, ``failed`` what could not be: path and reason; ``asked`` what
    somebody else is to write: the target's name and the path."""

    saved = Signal(str)
    asked = Signal(str, str)
    copied = Signal(str)
    failed = Signal(str, str)

    def __init__(self, targets: Sequence[Target], folder: str, stem: str, parent: QWidget, chosen: str = "") -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        spoken(self, lambda: self.setWindowTitle(self.tr("Export")))
        self._targets = {target.key: target for target in targets}
        self._folder, self._stem = folder, stem
        self.target = Choice(lambda: [(target.title(), target.key) for target in targets])
        self.target.choose(chosen or targets[0].key)
        self.format = Choice([])
        self.preview = plain_label()
        self.preview.setFixedHeight(PREVIEW.height())
        self.preview.setMinimumWidth(PREVIEW.width())
        self.preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
        spoken(self.preview, lambda: self.preview.setAccessibleName(self.tr("Preview")))
        self._build()
        self.target.currentIndexChanged.connect(self._follow)
        self.format.currentIndexChanged.connect(self._follow_format)
        spoken(self, self._say)

    def _say(self) -> None:
        self.target.setAccessibleName(self.tr("What"))
        self.format.setAccessibleName(self.tr("As"))
        self._follow()

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        names: tuple[Callable[[], str], ...] = (lambda: self.tr("What"), lambda: self.tr("As"))
        for row, (name, field) in enumerate(zip(names, (self.target, self.format), strict=True)):
            title = label(name)
            title.setBuddy(field)
            field.setFixedWidth(FIELD)
            grid.addWidget(title, row, 0)
            grid.addWidget(field, row, 1, Qt.AlignmentFlag.AlignLeft)
        grid.setColumnStretch(1, 1)
        self.note = label("", "muted")
        self.note.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addLayout(grid)
        column.addWidget(self.note)
        column.addWidget(self.preview, 1)
        column.addWidget(self._make_buttons())

    def _make_buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.copy_button = QPushButton()
        spoken(self.copy_button, lambda: self.copy_button.setText(self.tr("Copy the picture")))
        self.save_button = QPushButton()
        spoken(self.save_button, lambda: self.save_button.setText(self.tr("Save…")))
        self.save_button.setProperty("kind", "primary")
        self.save_button.setDefault(True)
        buttons.addButton(self.copy_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(self.save_button, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.rejected.connect(self.close)
        self.copy_button.clicked.connect(self.copy)
        self.save_button.clicked.connect(self._ask_path)
        return buttons

    @property
    def chosen(self) -> Target:
        return self._targets[str(self.target.value)]

    def _follow(self) -> None:
        names = format_names()
        known = (*PICTURES, *NUMBERS) if self.chosen.data is not None else self.chosen.suffixes or PICTURES
        self.format.offer([(names.get(suffix, suffix.upper()), str(suffix)) for suffix in known])
        self.copy_button.setEnabled(self.chosen.widget is not None)
        self._show_preview()
        self._follow_format()

    def _follow_format(self) -> None:
        note = self.chosen.note
        self.note.setText(format_notes()[str(self.format.value)] if note is None else note())

    def _show_preview(self) -> None:
        if self.chosen.widget is None:
            self.preview.clear()
            return
        picture = QPixmap.fromImage(exporting.image(self.chosen.widget))
        ratio = self.devicePixelRatioF()
        picture.setDevicePixelRatio(1.0)
        small = picture.scaled(
            PREVIEW * ratio, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        small.setDevicePixelRatio(ratio)
        self.preview.setPixmap(small)

    # ---- doing it ----------------------------------------------------------------------------------------------

    def _ask_path(self) -> None:
        suffix = str(self.format.value)
        suggestion = str(Path(self._folder) / f"{self._stem}-{self.chosen.name}.{suffix}")
        path = QFileDialog.getSaveFileName(self, self.tr("Export"), suggestion, f"{suffix.upper()} (*.{suffix})")[0]
        if path:
            self.save(path if Path(path).suffix else f"{path}.{suffix}")

    def save(self, path: str) -> bool:
        """Writes the chosen view in the chosen format, or has it written; closes when that worked."""
        suffix, target = str(self.format.value), self.chosen
        if target.widget is None:
            self.asked.emit(target.name, path)
            self.close()
            return True
        try:
            if suffix in NUMBERS and target.data is not None:
                data = target.data(suffix)
            else:
                data = exporting.picture(target.widget, Format(suffix), f"{self._stem} – {target.title()}")
            exporting.write(path, data)
        except ExportError as error:
            self.failed.emit(error.path, error.reason)
            return False
        self.saved.emit(path)
        self.close()
        return True

    def copy(self) -> None:
        if self.chosen.widget is not None:
            exporting.copy(self.chosen.widget)
            self.copied.emit(self.chosen.title())


def format_names() -> Mapping[str, str]:
    """What the formats are called, by suffix."""
    translate = QCoreApplication.translate
    return {
        Format.PNG: translate("ExportDialog", "PNG picture"),
        Format.SVG: translate("ExportDialog", "SVG drawing"),
        Format.PDF: translate("ExportDialog", "PDF page"),
        "csv": translate("ExportDialog", "CSV table of the numbers"),
        "npz": translate("ExportDialog", "NPZ arrays of the numbers"),
    }


def format_notes() -> Mapping[str, str]:
    """What each is good for."""
    translate = QCoreApplication.translate
    return {
        Format.PNG: translate("ExportDialog", "Twice the pixels of the screen: for slides and documents."),
        Format.SVG: translate(
            "ExportDialog", "Text and lines stay sharp at any size and can be edited; heat maps are images in it."
        ),
        Format.PDF: translate("ExportDialog", "Sharp at any size, with its fonts inside: for papers and print."),
        "csv": translate("ExportDialog", "One row per time step or training step, every digit: for spreadsheets."),
        "npz": translate("ExportDialog", "Every array by its name, such as layer0.hidden: numpy.load reads it."),
    }

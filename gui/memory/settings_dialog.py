"""The settings: every choice that outlives the window. What is chosen is kept and acts at once; there is no OK."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QPushButton,
    QScrollArea,
    QSlider,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from gatescope.engine.protocol.messages import Device
from gatescope.gui.kit.entering import Slide
from gatescope.gui.kit.fields import Choice, Choices, Whole, label
from gatescope.gui.look import colours, theme
from gatescope.gui.look.language import spoken
from gatescope.gui.look.plain_text import plain_label, plain_tip
from gatescope.gui.look.scales import SHARE_MAPS, SIGNED_MAPS, Scale
from gatescope.gui.memory.kept import KeptWhole
from gatescope.gui.memory.remembered import Settings

FIELD, HEIGHT = 220, 28
SIZE = (580, 708)
RAMP = QSize(72, 12)


@dataclass(frozen=True)
class Row:
    """A setting by its name in ``Settings``, what it is called, its field, and what the choice does, also to learning.
    ``beside`` stands at the right of the field."""

    name: str
    title: str
    field: Choice | QSpinBox | QSlider
    what: str = ""
    beside: QWidget | None = None


class SettingsDialog(QDialog):
    """Writes into ``settings``; ``changed`` names what was, so that it can be put into force."""

    changed = Signal(str)

    def __init__(self, settings: Settings, devices: Sequence[Device], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings, self._devices = settings, devices
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._page = QWidget()
        self._column.addWidget(self._page)
        spoken(self, self._say)
        theme.changed().connect(self._paint_ramps)
        if parent is not None:
            self.resize(min(SIZE[0], parent.width()), min(SIZE[1], parent.height()))

    def _say(self) -> None:
        """All of it made anew in the language of this moment."""
        self.setWindowTitle(self.tr("Settings"))
        had_focus = self._page.isAncestorOf(self.focusWidget()) if self.focusWidget() else False
        old, self._page = self._page, QWidget()
        self._column.replaceWidget(old, self._page)
        old.hide()
        old.deleteLater()  # it may be handing on the event that led here
        self._build()
        self._show_settings()
        self._wire()
        if had_focus:
            self.fields["language"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _signed_names(self) -> list[tuple[str, object]]:
        names = {
            "blue-orange": self.tr("blue – orange"),
            "blue-red": self.tr("blue – red"),
            "purple-green": self.tr("purple – green"),
        }
        return [(names[name], name) for name in SIGNED_MAPS]

    def _share_names(self) -> list[tuple[str, object]]:
        names = {"viridis": self.tr("viridis"), "cividis": self.tr("cividis"), "grey": self.tr("grey")}
        return [(names[name], name) for name in SHARE_MAPS]

    # ---- how it stands -----------------------------------------------------------------------------------------

    def _build(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(8, 0, 16, 0)
        column.setSpacing(16)
        sections = (
            (self.tr("APPEARANCE"), self._look_rows()),
            (self.tr("TRAINING"), self._training_rows()),
            (self.tr("LOOKING AND RECORDING"), self._looking_rows()),
            (self.tr("SESSIONS THAT YOU DID NOT SAVE"), self._session_rows()),
        )
        self.fields = {row.name: row.field for _, rows in sections for row in rows}
        self._paint_ramps()
        for title, rows in sections:
            column.addWidget(label(title, "heading"))
            column.addLayout(self._form(rows))
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer = QVBoxLayout(self._page)
        outer.setContentsMargins(16, 16, 16, 16)
        outer.setSpacing(12)
        outer.addWidget(area, 1)
        outer.addWidget(self._buttons())

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        restore = buttons.addButton(self.tr("Restore the defaults"), QDialogButtonBox.ButtonRole.ResetRole)
        for button in buttons.findChildren(QPushButton):
            button.setAutoDefault(False)  # Enter in a field is about the field
        restore.clicked.connect(self.restore)
        buttons.rejected.connect(self.close)
        return buttons

    def _look_rows(self) -> tuple[Row, ...]:
        system = self.tr("As the system")
        themes: Choices = [(system, "system"), (self.tr("Light"), "light"), (self.tr("Dark"), "dark")]
        asked: Choices = [(self.tr("when opening a file"), True), (self.tr("only when asked for"), False)]
        return (
            Row("theme", self.tr("Theme"), Choice(themes)),
            Row("language", self.tr("Language"), Choice([(system, "system"), ("English", "en"), ("한국어", "ko")])),
            Row(
                "ask_import",
                self.tr("Import screen"),
                Choice(asked),
                self.tr("Shows how a file is read and what its columns are, before it is opened."),
            ),
            Row(
                "signed_map",
                self.tr("Signed values"),
                Choice(self._signed_names()),
                self.tr("Hidden state, cell state, candidate: the middle is 0."),
            ),
            Row(
                "share_map",
                self.tr("Gates, probabilities"),
                Choice(self._share_names()),
                self.tr("From 0 to 1. Every set can be read with any colour vision."),
            ),
        )

    def _training_rows(self) -> tuple[Row, ...]:
        automatic = self.tr("automatic")
        known = [device.device for device in self._devices] or ["cpu"]
        if self._settings.device not in ("auto", *known):
            known.append(self._settings.device)  # chosen on another day, and not here now
        threads = _whole(Settings.threads)
        threads.setSpecialValueText(automatic)
        return (
            Row(
                "device",
                self.tr("Device"),
                Choice([(automatic, "auto"), *((name.upper(), name) for name in known)]),
                self.tr("For new runs. Automatic takes a CUDA device where there is one."),
            ),
            Row(
                "threads",
                self.tr("Threads"),
                threads,
                self.tr(
                    "More than the free cores make each step slower, not faster. "
                    "Acts when the training process starts again."
                ),
            ),
        )

    def _looking_rows(self) -> tuple[Row, ...]:
        observation = Slide()
        observation.setRange(round(100 * Settings.observation.low), round(100 * Settings.observation.high))
        observation.setPageStep(5)
        self.share = label("", "muted")
        self.share.setFixedWidth(48)
        keyframes = _whole(Settings.keyframe_mb)
        keyframes.setSuffix(" MB")
        return (
            Row(
                "observation",
                self.tr("Views may cost"),
                observation,
                self.tr("Of training time. Less makes the pictures rarer, never the learning different."),
                self.share,
            ),
            Row(
                "keyframe_mb",
                self.tr("Keyframes of a run"),
                keyframes,
                self.tr("How much of the past can be gone back to. Over it, older keyframes are thinned out."),
            ),
        )

    def _session_rows(self) -> tuple[Row, ...]:
        most, size = _whole(Settings.sessions_most), _whole(Settings.sessions_mb)
        size.setSuffix(" MB")
        for field in (most, size):
            field.setSpecialValueText(self.tr("no limit"))
        return (
            Row(
                "sessions_most",
                self.tr("At most"),
                most,
                self.tr("Of more the oldest go, which is said before. What you saved or named always stays."),
            ),
            Row("sessions_mb", self.tr("Together at most"), size),
        )

    def _form(self, rows: Sequence[Row]) -> QLayout:
        """Names at the left, fields at the right, what a choice does below its field. No ``QFormLayout``: it gives
        wrapped text the height of its first guess."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        grid.setColumnMinimumWidth(0, 144)
        grid.setColumnStretch(1, 1)
        for at, row in enumerate(rows):
            place = row.field if row.beside is None else _together(row.field, row.beside)
            place.setFixedSize(FIELD, HEIGHT)
            title = label(row.title)
            title.setFixedHeight(HEIGHT)
            title.setBuddy(row.field)
            grid.addWidget(title, at, 0, Qt.AlignmentFlag.AlignTop)
            grid.addLayout(self._with_note(place, row.what), at, 1)
            for named in {place, row.field}:
                named.setAccessibleName(row.title)
                named.setAccessibleDescription(row.what)
                named.setToolTip(plain_tip(row.what))
        return grid

    def _with_note(self, field: QWidget, what: str) -> QLayout:
        column = QVBoxLayout()
        column.setSpacing(3)
        column.addWidget(field, 0, Qt.AlignmentFlag.AlignLeft)
        if what:
            note = plain_label(what)
            note.setProperty("role", "muted")
            note.setWordWrap(True)
            note.setFont(theme.font(theme.SMALL))
            column.addWidget(note)
        return column

    def _paint_ramps(self) -> None:
        """Beside its name each map shows itself, as it is in the theme now in use."""
        dark = theme.current().dark
        for name, scale in (("signed_map", Scale.SIGNED), ("share_map", Scale.SHARE)):
            field = self.fields[name]
            assert isinstance(field, Choice)
            field.setIconSize(RAMP)
            for i in range(field.count()):
                field.setItemIcon(i, _ramp(scale, dark, str(field.itemData(i))))

    # ---- what is chosen ----------------------------------------------------------------------------------------

    def _show_settings(self) -> None:
        for name, field in self.fields.items():
            value = getattr(self._settings, name)
            field.blockSignals(True)
            if isinstance(field, Choice):
                field.choose(value)
            else:
                field.setValue(round(100 * value) if isinstance(field, QSlider) else value)
            field.blockSignals(False)
        self._say_share()

    def _wire(self) -> None:
        for name, field in self.fields.items():
            signal = field.currentIndexChanged if isinstance(field, Choice) else field.valueChanged
            signal.connect(lambda _value, name=name: self._take(name))

    def _take(self, name: str) -> None:
        field = self.fields[name]
        if isinstance(field, Choice):
            value = field.value
        else:
            value = field.value() / 100 if isinstance(field, QSlider) else field.value()
        setattr(self._settings, name, value)
        self._say_share()
        self.changed.emit(name)

    def _say_share(self) -> None:
        self.share.setText(self.tr("{n} %").format(n=round(100 * self._settings.observation)))

    def restore(self) -> None:
        """Everything here as it was when the program was new."""
        before = {name: getattr(self._settings, name) for name in self.fields}
        self._settings.forget(*self.fields)
        self._show_settings()
        for name in self.fields:
            if getattr(self._settings, name) != before[name]:
                self.changed.emit(name)


def _whole(kept: KeptWhole) -> Whole:
    return Whole(kept.low, kept.high, kept.default)


def _together(field: QWidget, beside: QWidget) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    row.addWidget(field, 1)
    row.addWidget(beside)
    return made


def _ramp(scale: Scale, dark: bool, name: str) -> QIcon:
    table = colours.table(scale, dark, name)
    image = QImage(table.data, 256, 1, 1024, QImage.Format.Format_RGBA8888)
    return QIcon(QPixmap.fromImage(image).scaled(RAMP, Qt.AspectRatioMode.IgnoreAspectRatio))

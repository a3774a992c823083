"""The left of the import screen: how the file is read, and what was found out about it."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QPushButton, QVBoxLayout, QWidget

from gatescope.engine.config.formats import settings_of
from gatescope.engine.config.run import Kind
from gatescope.engine.protocol.found import Found
from gatescope.engine.protocol.messages import DatasetInfo
from gatescope.gui.importing.draft import Draft
from gatescope.gui.importing.found import LINK, FoundPanel
from gatescope.gui.importing.reading import ReadingPanel
from gatescope.gui.importing.reading_settings import SETTINGS, encoding_name, shown_value
from gatescope.gui.kit.fields import label
from gatescope.gui.look import theme
from gatescope.gui.look.icons import icon
from gatescope.gui.look.language import spoken
from gatescope.gui.look.plain_text import plain_tip

SWITCH = "series"  # the setting of reading that is a switch below what was found
FOLD = (
    "QPushButton { border: none; padding: 4px 0; background: transparent; text-align: left; }"
    "QPushButton:hover { text-decoration: underline; }"
)


class LeftColumn(QWidget):
    """The settings of reading are folded into a line where something was found, which is then to be seen first.
    ``find_out``: what was chosen another time is to be forgotten."""

    find_out = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.reading, self.found = ReadingPanel(), FoundPanel()
        self._info: DatasetInfo | None = None
        self._as_before = False
        self._unfolded: bool | None = None  # as the user chose
        self.fold, self._summary = QPushButton(), label("", "muted")
        self.fold.setStyleSheet(FOLD)
        self.fold.setIconSize(QSize(12, 12))
        self.fold.setAutoDefault(False)
        self.fold.clicked.connect(self._turn)
        self.switch = QCheckBox()
        self.switch.clicked.connect(lambda on: self.reading.changed.emit(SWITCH, on))
        self._summary.setFont(theme.font(theme.SMALL))
        self._summary.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.reading.kinds)
        column.addLayout(self._make_before())
        column.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._summary)
        column.addWidget(self.reading)
        column.addWidget(self.found)
        column.addWidget(self.switch)
        column.addStretch(1)
        spoken(self, self._say)
        theme.changed().connect(self._show)

    def _make_before(self) -> QVBoxLayout:
        """Says that the choices of another time stand, and takes them back."""
        self.before = label(lambda: self.tr("As you opened it the last time."), "muted")
        self.before.setWordWrap(True)
        self.afresh = QPushButton()
        self.afresh.setAutoDefault(False)
        self.afresh.clicked.connect(lambda: self.find_out.emit())
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.before)
        column.addWidget(self.afresh, 0, Qt.AlignmentFlag.AlignLeft)
        return column

    def show_draft(
        self,
        draft: Draft,
        info: DatasetInfo | None,
        found: Sequence[Found] = (),
        *,
        asked: Sequence[Found] = (),
        chose: bool = False,
        as_before: bool = False,
    ) -> None:
        """``found`` is all that was, ``asked`` what of it is asked elsewhere; ``chose``: there is something to take
        back; ``as_before``: some of it was chosen when the file was opened before."""
        self._info, self._as_before = info, as_before
        self.reading.show_read(draft.read, info)
        self.reading.show_chosen(chose)
        if info is not None:
            said = {(each.found.kind, each.found.columns) for each in draft.answers}
            open_ones = [each for each in found if each not in asked and (each.kind, each.columns) not in said]
            self.found.show_found(open_ones, draft.answers)
        self._show()

    def _show_switch(self) -> None:
        """Whether each row is a series, for a table for which that can be asked."""
        setting = next((each for each in SETTINGS if each.name == SWITCH), None)
        info = self._info
        applies = setting is not None and info is not None and SWITCH in settings_of(info.format, info.kind)
        self.switch.setVisible(applies and self.reading.isHidden())  # there it is a field
        if setting is not None and info is not None and applies:
            self.switch.setText(setting.title())
            self.switch.setToolTip(plain_tip(setting.tip()))
            self.switch.setChecked(bool(getattr(info.read, SWITCH)))

    def _turn(self) -> None:
        self._unfolded = self.reading.isHidden()
        self._show()

    def _say(self) -> None:
        self.fold.setText(self.tr("How it is read"))
        self.afresh.setText(self.tr("find out again"))
        self.afresh.setToolTip(self.tr("Takes back every choice on this screen"))
        self._show()

    def _show(self) -> None:
        unfolded = self._unfolded
        if unfolded is None:
            unfolded = self.found.isHidden()
        self.reading.setVisible(unfolded)
        self.fold.setIcon(icon("unfold" if unfolded else "fold"))
        self._show_switch()
        self._summary.setVisible(not unfolded)
        self._summary.setText(self._words())
        self.afresh.setStyleSheet(LINK % theme.current().accent)
        for each in (self.before, self.afresh):
            each.setVisible(self._as_before)

    def _words(self) -> str:
        """What the settings that matter most came to."""
        info = self._info
        if info is None:
            return ""
        parts = [encoding_name(info.encoding)] if info.encoding else []
        if info.kind is Kind.TABLE:
            if info.read.delimiter:
                parts.append(shown_value("delimiter", info.read.delimiter))
            if info.read.sheet:
                parts.append(info.read.sheet)
            headed = "header" in settings_of(info.format, info.kind)
            if headed and info.read.header and info.read.skip is not None:
                parts.append(self.tr("header in line {line}").format(line=info.read.skip + 1))
            elif headed and info.read.header is False:
                parts.append(self.tr("no header"))
        return " · ".join(parts)

"""The left of the import screen: how the file is read, and what was found out about it."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QCheckBox, QPushButton, QVBoxLayout, QWidget

from gatescope.engine.config.formats import settings_of
from gatescope.engine.config.run import Kind
from gatescope.engine.protocol.found import Found
from gatescope.engine.protocol.messages import DatasetInfo
from gatescope.gui.importing.draft import Draft
from gatescope.gui.importing.found import FoundPanel
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
    """The settings of reading are folded into a line where something was found, which is then to be seen first."""

    def __init__(self) -> None:
        super().__init__()
        self.reading, self.found = ReadingPanel(), FoundPanel()
        self._info: DatasetInfo | None = None
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
        column.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._summary)
        column.addWidget(self.reading)
        column.addWidget(self.found)
        column.addWidget(self.switch)
        column.addStretch(1)
        spoken(self, self._say)
        theme.changed().connect(self._show)

    def show_draft(
        self,
        draft: Draft,
        info: DatasetInfo | None,
        found: Sequence[Found] = (),
        *,
        asked: Sequence[Found] = (),
        chose: bool = False,
    ) -> None:
        """``found`` is all that was, ``asked`` what of it is asked elsewhere; ``chose``: there is something to take
        back."""
        self._info = info
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

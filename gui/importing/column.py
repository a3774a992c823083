"""What one column is used as, and what is done to its numbers before they are learnt."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gatescope.engine.config.run import ColumnConfig, DataConfig, Fill, Scale, Transform
from gatescope.engine.protocol.messages import BadCells, Column, ColumnType, Role
from gatescope.engine.protocol.roles import role_of
from gatescope.gui.importing import sentences as import_sentences
from gatescope.gui.importing.draft import INPUTS, TARGETS
from gatescope.gui.kit.fields import Choice, Elided, label
from gatescope.gui.look import theme
from gatescope.gui.look.language import spoken
from gatescope.gui.look.plain_text import plain_tip
from gatescope.gui.words import import_choices as import_words

FIELD_HEIGHT = 28
TREATED = {"scale": Scale, "transform": Transform, "fill": Fill}  # Qt's lists hold plain values


class ColumnStrip(QWidget):
    """``role_chosen`` carries column and role; ``treated`` column, field of ``ColumnConfig``, value (None: as all)."""

    role_chosen = Signal(str, object)
    treated = Signal(str, str, object)

    def __init__(self) -> None:
        super().__init__()
        self._column: Column | None = None
        self._role, self._own = Role.NONE, ColumnConfig(name="")
        self._data: DataConfig | None = None
        self._bad: BadCells | None = None
        self._able: tuple[Role, ...] = ()
        self._name, self._facts = Elided(), Elided(role="muted")
        self.role = self._choice(lambda at: self.role_chosen.emit(self._known.name, Role(self.role.itemData(at))))
        self.scale, self.transform, self.fill = (self._treatment(name) for name in TREATED)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._name)
        top.addWidget(self._facts, 1)
        column.addLayout(top)
        column.addLayout(self._fields())
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        spoken(self, self._show)

    @property
    def _known(self) -> Column:
        assert self._column is not None
        return self._column

    def _choice(self, act: Callable[[int], None]) -> Choice:
        made = Choice([])
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(4)
        made.setFixedHeight(FIELD_HEIGHT)
        made.activated.connect(act)
        return made

    def _treatment(self, name: str) -> Choice:
        def act(at: int) -> None:
            value = getattr(self, name).itemData(at)
            self.treated.emit(self._known.name, name, None if value is None else TREATED[name](value))

        return self._choice(act)

    def _fields(self) -> QGridLayout:
        across = QGridLayout()
        across.setHorizontalSpacing(8)
        across.setVerticalSpacing(2)
        names: tuple[tuple[Callable[[], str], Choice, int], ...] = (
            (lambda: self.tr("used as"), self.role, 4),
            (lambda: self.tr("scaling"), self.scale, 4),
            (lambda: self.tr("learnt"), self.transform, 4),
            (lambda: self.tr("if missing"), self.fill, 4),
        )
        for at, (name, field, stretch) in enumerate(names):
            title = label(name, "muted")
            title.setFont(theme.font(theme.SMALL))
            title.setBuddy(field)
            across.addWidget(title, 0, at)
            across.addWidget(field, 1, at)
            across.setColumnStretch(at, stretch)
        return across

    # ---- what is shown -----------------------------------------------------------------------------------------

    def show_column(
        self,
        column: Column | None,
        able: Sequence[Role],
        own: ColumnConfig,
        data: DataConfig | None,
        bad: BadCells | None,
    ) -> None:
        """``able`` are the roles it can have, ``own`` is what was chosen for it alone, ``data`` what is done to all."""
        self._column, self._able, self._own, self._data, self._bad = column, tuple(able), own, data, bad
        self._role = role_of(data, column.name) if column is not None and data is not None else Role.NONE
        self._show()

    def _show(self) -> None:
        column = self._column
        self.setEnabled(column is not None)
        if column is None:
            self._name.show_text("")
            self._facts.show_text("")
            return
        self._name.show_text(column.name)
        self._facts.show_text(import_sentences.column(column, self._bad))
        self._show_role(column)
        treatable = column.type is ColumnType.NUMERIC and self._role in (*INPUTS, *TARGETS)
        classes = self._data is not None and self._data.classes and self._role not in INPUTS
        for name, words in self._treatments().items():
            field = getattr(self, name)
            field.setEnabled(treatable and not classes)
            self._show_treatment(name, field, words)

    def _show_role(self, column: Column) -> None:
        known = import_words.roles()
        self.role.offer([(known[role][0], role) for role in self._able or (self._role,)])
        self.role.choose(self._role)
        for at in range(self.role.count()):
            what = known[Role(str(self.role.itemData(at)))][1]
            self.role.setItemData(at, plain_tip(what), Qt.ItemDataRole.ToolTipRole)
        self.role.setToolTip(plain_tip(known[self._role][1]))
        self.role.setAccessibleName(self.tr("{column} is used as").format(column=column.name))

    def _treatments(self) -> Mapping[str, Mapping[Any, tuple[str, str]]]:
        transforms = {key: (name, "") for key, name in import_words.transforms().items()}
        return {"scale": import_words.scales(), "transform": transforms, "fill": import_words.fills()}

    def _show_treatment(self, name: str, field: Choice, words: Mapping[Any, tuple[str, str]]) -> None:
        common = getattr(self._data, name) if self._data is not None else next(iter(words))
        first = self.tr("as all: {what}").format(what=words[common][0])
        field.offer([(first, None), *((what[0], value) for value, what in words.items())])
        chosen = getattr(self._own, name)
        field.setCurrentIndex(0 if chosen is None else field.findData(chosen))
        titles = {
            "scale": self.tr("Scaling of this column; undone for every number you read"),
            "transform": self.tr("What is done to this series before it is learnt; undone for every number you read"),
            "fill": self.tr("What stands in this column where a value is missing"),
        }
        tip = titles[name] + "\n" + words[chosen or common][1]
        field.setToolTip(plain_tip(tip.strip()))
        field.setAccessibleName(titles[name])

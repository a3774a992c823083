"""What is learnt: the shape of the task, how far ahead, the split, and what is done to all numbers or texts."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QVBoxLayout, QWidget

from gatescope.engine.config.run import DataConfig, Fill, Kind, Level, Scale, Split, Task, TokenConfig, Transform
from gatescope.engine.config.setting import setting_of
from gatescope.engine.protocol.messages import Column
from gatescope.gui.importing.cards import TaskCards
from gatescope.gui.importing.draft import shapes_for, trainable_for
from gatescope.gui.kit.fields import Choice, Whole, label
from gatescope.gui.kit.setting_fields import whole
from gatescope.gui.look import theme
from gatescope.gui.look.language import spoken
from gatescope.gui.look.plain_text import plain_tip
from gatescope.gui.words import import_choices as import_words

FIELD_HEIGHT = 26
KINDS: Mapping[str, Callable[[Any], Any]] = {  # Qt's lists hold plain values
    "classes": bool,
    "split": Split,
    "scale": Scale,
    "transform": Transform,
    "fill": Fill,
}
Words = Mapping[Any, tuple[str, str]]


class TaskPanel(QWidget):
    """``chosen`` carries a field of ``DataConfig`` and its value."""

    chosen = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self._data: DataConfig | None = None
        self._columns_told: Sequence[Column] = ()
        self._rows: dict[str, tuple[QWidget, ...]] = {}
        self.cards = TaskCards()
        self._about, self._others = label("", "muted"), label("", "muted")
        self._others.setWordWrap(True)
        self._others.setFont(theme.font(theme.SMALL))
        self._about.setWordWrap(True)
        self._about.setMinimumHeight(32)
        self._about.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._make_fields()
        self._build()
        self._wire()
        spoken(self, self._say)

    def _make_fields(self) -> None:
        share = setting_of(DataConfig, "validation_share")
        self.horizon = whole(setting_of(DataConfig, "horizon"))
        self.share = Whole(*(round(100 * value) for value in (*share.bounds, share.default)))
        self.predict, self.split = self._choice(), self._choice()
        self.order = QCheckBox()
        self.scale, self.transform, self.fill = self._choice(), self._choice(), self._choice()
        self.level, self.second_level = self._choice(), self._choice()
        self.longest = whole(setting_of(DataConfig, "longest"))
        self.most, self.least = whole(setting_of(TokenConfig, "most")), whole(setting_of(TokenConfig, "least"))

    def _choice(self) -> Choice:
        made = Choice([])
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(8)
        return made

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(lambda: self.tr("SHAPE OF THE TASK"), "heading"))
        column.addWidget(self.cards)
        column.addWidget(self._about)
        column.addWidget(self._others)
        names = self._names()
        tokens = ("level", "second_level", "longest", "most", "least")
        for fields in (("horizon", "predict", "split", "share"), tokens):
            if fields[0] == "level":
                self._tokens = label(lambda: self.tr("TOKENS"), "heading")
                column.addWidget(self._tokens)
            column.addLayout(self._grid(fields, names))
            if fields[0] == "horizon":
                column.addWidget(self.order)
        self._columns = label(lambda: self.tr("ALL COLUMNS OF NUMBERS"), "heading")
        column.addWidget(self._columns)
        column.addLayout(self._grid(("scale", "transform", "fill"), names))
        column.addStretch(1)

    def _names(self) -> Mapping[str, Callable[[], str]]:
        return {
            "horizon": lambda: self.tr("Steps ahead"),
            "predict": lambda: self.tr("Predict"),
            "split": lambda: self.tr("Split"),
            "share": lambda: self.tr("Validation"),
            "level": lambda: self.tr("A token is a"),
            "second_level": lambda: self.tr("In the answer a"),
            "longest": lambda: self.tr("Longest answer"),
            "most": lambda: self.tr("Vocabulary"),
            "least": lambda: self.tr("Least count"),
            "scale": lambda: self.tr("Scaling"),
            "transform": lambda: self.tr("Learnt"),
            "fill": lambda: self.tr("If missing"),
        }

    def _grid(self, fields: tuple[str, ...], names: Mapping[str, Callable[[], str]]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(5)
        grid.setColumnMinimumWidth(0, 92)
        grid.setColumnStretch(1, 1)
        for at, name in enumerate(fields):
            field, title = getattr(self, name), label(names[name])
            field.setFixedHeight(FIELD_HEIGHT)
            field.setMinimumWidth(60)
            title.setBuddy(field)
            spoken(field, partial(self._name, field, names[name]))
            grid.addWidget(title, at, 0)
            grid.addWidget(field, at, 1)
            self._rows[name] = (title, field)
        return grid

    def _name(self, field: QWidget, name: Callable[[], str]) -> None:
        field.setAccessibleName(name())

    def _wire(self) -> None:
        self.cards.chosen.connect(lambda task: self.chosen.emit("task", task))
        self.horizon.valueChanged.connect(lambda value: self.chosen.emit("horizon", value))
        self.share.valueChanged.connect(lambda value: self.chosen.emit("validation_share", value / 100))
        self.order.clicked.connect(lambda on: self.chosen.emit("shuffled", on))
        for name, field in {"predict": "classes", **{n: n for n in ("split", "scale", "transform", "fill")}}.items():
            choice = getattr(self, name)
            choice.activated.connect(lambda at, c=choice, f=field: self.chosen.emit(f, KINDS[f](c.itemData(at))))
        self.level.activated.connect(lambda at: self._choose_tokens(level=Level(self.level.itemData(at))))
        self.second_level.activated.connect(
            lambda at: self._choose_tokens("second_tokens", level=Level(self.second_level.itemData(at)))
        )
        self.longest.valueChanged.connect(lambda value: self.chosen.emit("longest", value))
        self.most.valueChanged.connect(lambda value: self._choose_tokens(most=value))
        self.least.valueChanged.connect(lambda value: self._choose_tokens(least=value))

    def _choose_tokens(self, of: str = "tokens", **changes: Any) -> None:
        tokens = getattr(self._data, of) if self._data is not None else TokenConfig()
        self.chosen.emit(of, msgspec.structs.replace(tokens, **changes))

    # ---- what is shown -----------------------------------------------------------------------------------------

    def show_data(self, data: DataConfig | None, columns: Sequence[Column] = ()) -> None:
        """What would be learnt, of which columns; None where that is not known."""
        if data is not None:
            self._data, self._columns_told = data, columns
        self._show()

    def _say(self) -> None:
        self.share.setSuffix(" %")
        self.order.setText(self.tr("Destroy the order: a control"))
        self.order.setToolTip(
            self.tr(
                "Shuffles the rows within each part before learning. What the network then loses is what order is "
                "worth; a network that does as well did not use it."
            )
        )
        self.horizon.setToolTip(
            self.tr("How many steps after its input a target lies. Farther is harder; 1 is the next step.")
        )
        self.share.setToolTip(self.tr("How much is kept aside to see whether what was learnt holds for new data"))
        self.longest.setToolTip(self.tr("In tokens. Pairs whose answer is longer are left out, and none is written so"))
        self.most.setSpecialValueText(self.tr("all"))
        self.most.setToolTip(self.tr("The most frequent tokens that are known; the others become “unknown”"))
        self.least.setToolTip(self.tr("How often the training part must have a token for it to be known"))
        self._show()

    def _show(self) -> None:
        data = self._data
        self.setEnabled(data is not None)
        if data is None:
            self.cards.show_task(None)
            self._about.setText("")
            return
        shown = trainable_for(data, self._columns_told)
        self.cards.show_task(data.task, data.horizon, shapes_for(data, self._columns_told), shown)
        self._about.setText(import_words.tasks()[data.task][1])
        self._show_others(shown)
        self._show_visible(data)
        self._show_values(data)
        self._show_choices(data)

    def _show_others(self, shown: Sequence[Task]) -> None:
        """What this file has no columns for, so that nobody looks for it in vain."""
        names = [import_words.tasks()[task][0] for task in Task if task.spec.trainable and task not in shown]
        said = self.tr("Other shapes need other columns than this file has: {shapes}")
        self._others.setText(said.format(shapes=", ".join(names)))
        self._others.setVisible(bool(names))

    def _show_visible(self, data: DataConfig) -> None:
        table, text = data.kind is Kind.TABLE, data.kind is Kind.TEXT or bool(data.text)
        numbers = table and bool(data.inputs or (data.targets and not data.classes))
        shown = {
            "horizon": table and data.task.spec.ahead and not text,
            "predict": table and bool(data.targets),
            "split": table,
            "level": text,
            "second_level": data.task.spec.second,
            "longest": data.task.spec.second,
            "most": text,
            "least": text,
            **dict.fromkeys(("scale", "transform", "fill"), numbers),
        }
        for name, holds in shown.items():
            for widget in self._rows[name]:
                widget.setVisible(holds)
        self.order.setVisible(table)
        self._tokens.setVisible(text)
        self._columns.setVisible(numbers)

    def _show_values(self, data: DataConfig) -> None:
        values = (
            (self.horizon, data.horizon),
            (self.share, round(100 * data.validation_share)),
            (self.longest, data.longest),
            (self.most, data.tokens.most),
            (self.least, data.tokens.least),
        )
        for field, value in values:
            field.blockSignals(True)
            field.setValue(value)
            field.blockSignals(False)
        self.order.setChecked(data.shuffled)

    def _show_choices(self, data: DataConfig) -> None:
        predict: Words = {
            False: (self.tr("numbers"), self.tr("Quantities: the loss is the squared distance from the truth.")),
            True: (self.tr("classes"), self.tr("Kinds: the network gives each class a probability.")),
        }
        undone = self.tr("What is done to every series before it is learnt; undone for every number you read")
        transforms: Words = {key: (name, undone) for key, name in import_words.transforms().items()}
        rows: tuple[tuple[Choice, Words, object], ...] = (
            (self.predict, predict, data.classes),
            (self.split, import_words.splits(), data.split),
            (self.scale, import_words.scales(), data.scale),
            (self.transform, transforms, data.transform),
            (self.fill, import_words.fills(), data.fill),
            (self.level, import_words.levels(), Level(data.tokens.level)),
            (self.second_level, import_words.levels(), Level(data.second_tokens.level)),
        )
        for field, words, value in rows:
            offer(field, words, value)


def offer(field: Choice, words: Words, value: object) -> None:
    """Fills a list with names that say by their tips what they do, and chooses one."""
    if [field.itemText(i) for i in range(field.count())] != [name for name, _ in words.values()]:
        field.offer([(name, key) for key, (name, _) in words.items()])
        for at, (_, what) in enumerate(words.values()):
            field.setItemData(at, plain_tip(what), Qt.ItemDataRole.ToolTipRole)
    field.choose(value)
    field.setToolTip(plain_tip(words[value][1]))

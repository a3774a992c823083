"""Fields made from what is declared of a setting: its type, its bounds, its default and its words."""

from collections.abc import Callable, Collection, Iterable, Mapping
from enum import StrEnum
from functools import reduce
from types import MappingProxyType

from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from gatescope.engine.config.run import RunConfig
from gatescope.engine.config.setting import Config, Group, Setting, by_path
from gatescope.gui.kit.fields import Choice, Choices, Maybe, Number, Whole, label
from gatescope.gui.look.language import spoken
from gatescope.gui.look.plain_text import plain_tip
from gatescope.gui.words.run_settings import WORDS, said
from gatescope.gui.words.setting_values import offered

Field = Choice | Number | Whole
Offers = Mapping[str, Callable[[], Choices]]
WHOLE_MOST = 2**31 - 1  # what Qt's spin box can hold
SETTINGS: Mapping[str, Setting] = MappingProxyType(dict(by_path(RunConfig)))
NO_OFFERS: Offers = MappingProxyType({})


def paths_of(*groups: Group) -> tuple[str, ...]:
    """The settings of these groups that wait for the next run. What is live stands in the transport."""
    return tuple(path for path, each in SETTINGS.items() if each.group in groups and not each.field.live)


def whole(setting: Setting) -> Whole:
    """A field for a whole number."""
    low, high = (min(int(bound), WHOLE_MOST) for bound in setting.bounds)
    return Whole(low, high, setting.default)


def number(setting: Setting) -> Number:
    """A field for a real number, or for one or none."""
    low, high = setting.bounds
    return Maybe(high) if setting.optional else Number(low, high, setting.default)


class SettingFields:
    """The fields of some settings by name (``train.batch`` is ``batch``), each with its title. ``edited`` is called
    when the user changes one; ``offers`` has what can be chosen where that is not declared; ``settings`` are the
    declarations by their paths."""

    def __init__(
        self,
        paths: Iterable[str],
        edited: Callable[[], None],
        offers: Offers = NO_OFFERS,
        settings: Mapping[str, Setting] = SETTINGS,
    ) -> None:
        self._paths, self._settings = {path.rpartition(".")[2]: path for path in paths}, settings
        self.fields = {name: _field(path, settings[path], offers.get(name)) for name, path in self._paths.items()}
        self.titles: dict[str, QLabel] = {name: label("", "muted") for name in self._paths}
        for name, field in self.fields.items():
            self.titles[name].setBuddy(field)
            signal = field.currentIndexChanged if isinstance(field, QComboBox) else field.valueChanged
            signal.connect(lambda *_: edited())

    def choice(self, name: str) -> Choice:
        field = self.fields[name]
        assert isinstance(field, Choice)
        return field

    def number(self, name: str) -> Number:
        field = self.fields[name]
        assert isinstance(field, Number)
        return field

    def whole(self, name: str) -> Whole:
        field = self.fields[name]
        assert isinstance(field, Whole)
        return field

    def values(self, part: str, without: Collection[str] = ()) -> dict[str, object]:
        """What the fields of ``data``, ``data.tokens``, ``net`` or ``train`` say, as changes to that configuration, but
        for those named in ``without``."""
        mine = {name: path for name, path in self._paths.items() if path.rpartition(".")[0] == part}
        settings = {name: self._settings[path] for name, path in mine.items() if name not in without}
        return {name: _value(self.fields[name], setting) for name, setting in settings.items()}

    def show(self, config: Config, part: str = "") -> None:
        """Shows what a configuration says, of a run or of that ``part`` of one."""
        for name, path in self._paths.items():
            steps = path.removeprefix(f"{part}.").split(".")
            _show(self.fields[name], reduce(getattr, steps, config))

    def mark(self, changed: Collection[str]) -> int:
        """Marks the fields of these paths as changed, and no other; how many there are."""
        for name, path in self._paths.items():
            marked(self.fields[name], path in changed)
        return len(set(self._paths.values()) & set(changed))

    def show_only(self, visible: Mapping[str, bool]) -> None:
        """Whether those named can be seen; the others stay as they are."""
        for name, seen in visible.items():
            self.titles[name].setVisible(seen)
            self.fields[name].setVisible(seen)

    def say(self) -> None:
        """Names and tips, in the language of the window."""
        for name, path in self._paths.items():
            words, title, field = WORDS[path], self.titles[name], self.fields[name]
            title.setText(said(words.name))
            field.setAccessibleName(said(words.name))
            for widget in (title, field):
                widget.setToolTip(plain_tip(said(words.tip)))


def marked(field: QWidget, changed: bool) -> None:
    """Whether what stands in a field waits for a new run."""
    if bool(field.property("changed")) != changed:
        field.setProperty("changed", changed)
        field.style().polish(field)


def _field(path: str, setting: Setting, offer: Callable[[], Choices] | None) -> Field:
    words = WORDS[path]
    if offer is not None:
        return Choice(offer)
    if setting.kind is bool:
        return Choice(lambda: [(said(text), value) for text, value in zip(words.either, (False, True), strict=True)])
    if issubclass(setting.kind, StrEnum):
        return Choice(lambda: offered(setting.kind))
    field = whole(setting) if setting.kind is int else number(setting)
    spoken(field, lambda: field.setSpecialValueText(said(words.nothing)))
    return field


def _value(field: Field, setting: Setting) -> object:
    if isinstance(field, Choice):
        return setting.kind(field.value)  # Qt's lists hold plain values
    return field.maybe if isinstance(field, Maybe) else field.value()


def _show(field: Field, value: object) -> None:
    if isinstance(field, Choice):
        field.choose(value)
    elif isinstance(field, Maybe):
        field.show_maybe(value)  # type: ignore[arg-type]
    else:
        field.setValue(min(max(value, field.minimum()), field.maximum()))  # type: ignore[call-overload]

"""Remembers what the user chose in the form, for the files to come.

Kept is each setting that the user changed there, and nothing that stood in the form for another reason: not what a
sample trains with, nor what a session says that was opened. Columns, transforms and what depends on them
(``OF_THE_DATA``) belong to the data and are not kept.
"""

from collections.abc import Iterable, Mapping

import msgspec

from gatescope.engine.config.run import Recurrent, RunConfig, TrainConfig
from gatescope.engine.config.setting import Config, grouped
from gatescope.engine.errors import ConfigError
from gatescope.gui.memory.remembered import Plain, Settings

FORM = "form"
OF_THE_DATA = ("window", "embedding", "bidirectional")
OF_THE_PROGRAM = ("device",)  # a setting of its own


class FormMemory:
    """``begin`` when something else is shown in the form, ``keep`` after each change of the user's."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._before: dict[str, Plain] = {}  # what was kept when the form was filled

    def begin(self) -> None:
        """What the form shows now was not chosen in it; what is taken back later becomes as it was kept until now."""
        self._before = self._settings.choices(FORM)

    def keep(self, before: RunConfig, after: RunConfig, suggested: RunConfig) -> None:
        """The user changed one into the other. What is as the data suggests is left to the data to come."""
        kept, as_suggested = self._settings.choices(FORM), _settings_of(suggested)
        for name, value in _changed(before, after):
            kept[name] = value
            if as_suggested.get(name) == value:
                del kept[name]
        self._settings.set_choices(FORM, kept)

    def take_back(self, before: RunConfig, after: RunConfig) -> None:
        """The user took changes back: of one into the other."""
        kept = self._settings.choices(FORM)
        for name, _ in _changed(before, after):
            kept.pop(name, None)
            kept |= {name: self._before[name]} if name in self._before else {}
        self._settings.set_choices(FORM, kept)

    def forget(self) -> None:
        """Nothing is kept from now on."""
        self._settings.forget(FORM)
        self._before = {}

    def remembered(self, suggested: RunConfig) -> RunConfig:
        """The suggestion with what was chosen before; the suggestion alone where that is no configuration."""
        kept: Mapping[str, Plain] = self._settings.choices(FORM)
        reach = kept.get("reach")
        if isinstance(reach, int) and reach < suggested.train.window:  # it was chosen for a shorter window
            kept = {name: value for name, value in kept.items() if name != "reach"}
        read: Mapping[str, object] = msgspec.to_builtins(suggested)
        cells = remembered(Recurrent) if isinstance(suggested.net, Recurrent) else ()  # no other kind was chosen
        try:
            return msgspec.convert(
                {
                    "data": read["data"],
                    "net": _with(read["net"], kept, cells),
                    "train": _with(read["train"], kept, remembered(TrainConfig)),
                },
                RunConfig,
            )
        except (msgspec.ValidationError, ConfigError):
            # one setting that fits no more lets go of all: half of what was chosen would be another choice
            return suggested


def remembered(kind: type[Config]) -> tuple[str, ...]:
    """The settings of the form that are kept: those chosen for all data, and not while a run trains."""
    known = (each for each in grouped(kind) if not each.field.live)
    return tuple(each.name for each in known if each.name not in (*OF_THE_DATA, *OF_THE_PROGRAM))


def _with(part: object, kept: Mapping[str, Plain], names: tuple[str, ...]) -> dict[str, object]:
    assert isinstance(part, dict)
    return part | {name: kept[name] for name in names if name in kept}


def _changed(before: RunConfig, after: RunConfig) -> Iterable[tuple[str, Plain]]:
    """The settings that are kept and differ, as they are after. Another kind of network is chosen for a run, not for
    every one to come."""
    if type(before.net) is not type(after.net):
        before = msgspec.structs.replace(before, net=after.net)
    was = _settings_of(before)
    return [(name, value) for name, value in _settings_of(after).items() if value != was[name]]


def _settings_of(config: RunConfig) -> dict[str, Plain]:
    """Of the cells' networks; other kinds have settings of the same names that mean something else."""
    parts = (config.net, config.train) if isinstance(config.net, Recurrent) else (config.train,)
    found = {name: getattr(part, name) for part in parts for name in remembered(type(part))}
    return {name: str(value) if isinstance(value, str) else value for name, value in found.items()}

"""What follows from the declaration of a setting: what is refused, and the options of the command line."""

import math
from enum import StrEnum
from typing import Annotated

import msgspec
import pytest

from gatescope.engine.cli.choices import net_config, train_config
from gatescope.engine.cli.help_words import HELP
from gatescope.engine.cli.options import train_parser
from gatescope.engine.config.run import (
    EVERY_KIND,
    LIVE,
    DataConfig,
    Decoder,
    EncoderDecoder,
    FeedForward,
    Kind,
    ReadConfig,
    Recurrent,
    Reservoir,
    RunConfig,
    TokenConfig,
    TrainConfig,
    Transformer,
    from_json,
    to_json,
)
from gatescope.engine.config.setting import Config, Field, Group, Setting, by_path, grouped, setting_of, settings
from gatescope.engine.errors import ConfigError, Fault

RUN = RunConfig(data=DataConfig(kind=Kind.TEXT))
STARTS = {
    DataConfig: RUN.data,
    Recurrent: RUN.net,
    Transformer: Transformer(),
    FeedForward: FeedForward(),
    Reservoir: Reservoir(),
    EncoderDecoder: EncoderDecoder(),
    Decoder: Decoder(),
    TrainConfig: RUN.train,
    TokenConfig: TokenConfig(),
    ReadConfig: ReadConfig(),
}
BOUNDED = [(kind, each) for kind in STARTS for each in settings(kind) if each.field.low is not None]
CHOSEN = [(kind, each) for kind in (*EVERY_KIND.values(), TrainConfig) for each in grouped(kind)]


def named(value: object) -> str | None:
    return value.name if isinstance(value, Setting) else None


class Declared(Config, frozen=True):
    """As the fields of a configuration are written."""

    rate: Annotated[float, Field(0.5, 1.0, Group.RATE, live=True, option="--r")] = 0.7
    decay: Annotated[float | None, Field(0.0, 2.0)] = None
    plain: str = "x"


def test_a_declaration_says_all_of_a_setting():
    rate, decay, plain = settings(Declared)
    assert (rate.name, rate.kind, rate.optional, rate.default) == ("rate", float, False, 0.7)
    assert (rate.bounds, rate.group, rate.field.live, rate.option) == ((0.5, 1.0), Group.RATE, True, "--r")
    assert (decay.kind, decay.optional, decay.default, decay.group) == (float, True, None, None)
    assert (plain.kind, plain.field, plain.option) == (str, Field(), "--plain")
    assert grouped(Declared) == (rate,)
    assert setting_of(Declared, "decay") is decay
    with pytest.raises(TypeError):
        _ = plain.bounds


@pytest.mark.parametrize(("kind", "setting"), BOUNDED, ids=named)
def test_a_value_beyond_its_bounds_is_refused_and_the_bounds_are_not(kind, setting):
    low, high = setting.bounds
    for value in (low, high):
        made = msgspec.structs.replace(STARTS[kind], **{setting.name: value})
        assert getattr(made, setting.name) == value
    whole = setting.kind is int
    for value in (low - 1 if whole else low - 1e-9, high + 1 if whole else high * 1.001, math.nan):
        with pytest.raises(ConfigError) as caught:
            msgspec.structs.replace(STARTS[kind], **{setting.name: value})
        assert caught.value.fault is Fault.CONFIG_VALUE
        told = caught.value.facts
        assert (told["name"], told["low"], told["high"]) == (setting.name, low, high)
        assert told["value"] == value or math.isnan(value)


def test_bounds_hold_for_what_comes_from_a_file():
    text = to_json(RUN).replace('"patience":5', '"patience":0')
    with pytest.raises(ConfigError) as caught:
        from_json(text)
    assert caught.value.facts == {"name": "patience", "value": 0, "low": 1, "high": 2**31}


def test_what_numbers_are_is_declared_with_bounds():
    """A field of the form and an option need them."""
    for _, setting in CHOSEN:
        if setting.kind in (int, float):
            low, high = setting.bounds
            assert low < high


def test_the_rate_and_the_clipping_alone_change_while_a_run_trains():
    assert set(LIVE) == {"learning_rate", "clip"}
    assert not [each for each in settings(Recurrent) + settings(DataConfig) if each.field.live]


def test_paths_name_every_setting_once():
    paths = [path for path, _ in by_path(RunConfig)]
    assert len(paths) == len(set(paths))
    assert {"data.tokens.least", "net.kind", "net.cell", "net.leak", "train.stop_after"} <= set(paths)
    assert [path for path in paths if path in ("data", "net", "train", "data.tokens")] == []


def test_help_is_said_of_every_option_and_of_nothing_else():
    parts = {**dict.fromkeys(EVERY_KIND.values(), "net"), TrainConfig: "train"}
    assert set(HELP) == {f"{parts[kind]}.{setting.name}" for kind, setting in CHOSEN}


@pytest.mark.parametrize(("kind", "setting"), CHOSEN, ids=named)
def test_an_option_chooses_its_setting(kind, setting):
    value = other(setting)
    words = [setting.option] if setting.kind is bool else [setting.option, str(value)]
    more = ["--carry"] if setting.name == "reach" else []
    more += [] if kind in (Recurrent, TrainConfig) else ["--net", str(kind.__struct_config__.tag)]
    options = train_parser().parse_args(["file", *words, *more])
    made = train_config(options, RUN.train) if kind is TrainConfig else net_config(options, RUN.net)
    assert isinstance(made, kind)
    changed = {name for name in made.__struct_fields__ if getattr(made, name) != getattr(STARTS[kind], name)}
    assert getattr(made, setting.name) == value
    assert changed == {
        setting.name,
        *(("carry",) if setting.name == "reach" else ()),
        *(("steps",) if kind is TrainConfig else ()),
    }


def other(setting: Setting) -> object:
    """A value that is allowed, and not its default."""
    if setting.kind is bool:
        return not setting.default
    if setting.kind is str:
        return "cpu"
    if issubclass(setting.kind, StrEnum):
        return next(each for each in setting.kind if each != setting.default)
    low, high = setting.bounds
    return next(value for value in (setting.kind(high) if high < 1e6 else 77_777, low) if value != setting.default)

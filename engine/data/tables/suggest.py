"""The configuration that a data set is opened with: one that learns visibly within seconds on one core."""

from dataclasses import dataclass, replace

import msgspec
import numpy as np
from numpy.typing import NDArray

from gatescope.engine.config.run import (
    DataConfig,
    Decoder,
    EncoderDecoder,
    FeedForward,
    Kind,
    Recurrent,
    RunConfig,
    TrainConfig,
)
from gatescope.engine.data.columns import cells
from gatescope.engine.data.rows.spans import training_rows
from gatescope.engine.data.scaling import seasons, transforms
from gatescope.engine.data.tables import facts, keys, role_guess
from gatescope.engine.data.tables.in_time import jumbled
from gatescope.engine.data.tables.series_roles import series_roles
from gatescope.engine.data.tables.table import Table
from gatescope.engine.protocol.found import Found

TABLE_SHARE = 0.3
ROWS_LEAST = 10
CHARACTERS_LEAST = 20
_WINDOWS = (48, 96)  # of short and of long series
_LONG = 2000  # rows
_TEXT_WINDOW = 64
_TEXT_LONG = 10_000  # characters
_ANSWERS = TrainConfig(batch=64, learning_rate=0.002)  # each is written as a whole, whatever the window

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Suggested:
    """A configuration, the ``reason`` for transforming the series ('' when it does not), and what of it is a guess."""

    config: RunConfig
    reason: str = ""
    found: tuple[Found, ...] = ()


def for_roles(table: Table, data: DataConfig) -> RunConfig:
    """The configuration that goes with roles that were chosen."""
    return _run(table, data, data.season)


def for_table(table: Table, guess: role_guess.Guess) -> Suggested:
    """The configuration that goes with the roles of a ``guess``."""
    found = guess.data
    if found.text or not found.task.spec.ahead or found.classes:
        return Suggested(_run(table, found, 0), found=guess.found)
    series = _series(table, found)
    suggested = _transform(table, found, series)
    data = msgspec.structs.replace(found, transform=suggested.transform, season=suggested.season)
    return Suggested(_run(table, data, suggested.season), suggested.reason, guess.found)


def roles_of(table: Table) -> role_guess.Guess:
    """The roles that the columns of a table most likely have, and why. Raises ``ConfigError`` when they allow none."""
    if table.series is not None:
        data = series_roles(table.series, table)
        return role_guess.Guess(msgspec.structs.replace(data, validation_share=TABLE_SHARE), ())
    told = [facts.facts_of(column, table.data[column.name], table.rows) for column in table.columns]
    usable = {each.name: table.data[each.name] for each in told if each.name not in table.time_columns}
    found = role_guess.suggest_roles(
        told,
        table.time_columns,
        keys.finder(usable, table.seconds),
        facts.steady(usable),
        facts.counting(usable),
        jumbled=jumbled(table),
    )
    return replace(found, data=msgspec.structs.replace(found.data, validation_share=TABLE_SHARE))


def for_text(length: int, symbols: int) -> RunConfig:
    share = 0.1 if length >= _TEXT_LONG else TABLE_SHARE
    window = max(1, min(_TEXT_WINDOW, training_rows(length, share) // 4))
    data = DataConfig(kind=Kind.TEXT, validation_share=share)
    return RunConfig(data=data, net=_text_net(symbols), train=TrainConfig(window=window))


def _text_net(symbols: int) -> Recurrent:
    return Recurrent(hidden=64, embedding=32 if symbols < 512 else 64)


def _run(table: Table, data: DataConfig, season: int) -> RunConfig:
    """The network and the training that fit the roles; windows are whole seasons of so many steps, 0: there is none."""
    if data.task.spec.writes:
        both = data.task.spec.second
        return RunConfig(data=data, net=EncoderDecoder() if both else Decoder(hidden=128), train=_ANSWERS)
    if data.text:
        return RunConfig(data=data, net=_text_net(0), train=TrainConfig(window=_TEXT_WINDOW))
    rows = _longest(table, data)
    training = max(1, training_rows(rows, data.validation_share)) if rows > 1 else 1
    lag = transforms.step(data.transform, data.season).lag
    window = _table_window(max(1, training - lag), season)
    net = FeedForward() if data.task.spec.single else Recurrent(hidden=32)
    return RunConfig(data=data, net=net, train=TrainConfig(window=window))


def _longest(table: Table, data: DataConfig) -> int:
    """The rows of the series, or of a usual one of several."""
    if not data.sequence:
        return table.rows
    counts = np.unique(facts.codes_together(table.data, data.keys), return_counts=True)[1]
    return int(np.median(counts))


def _series(table: Table, data: DataConfig) -> Floats:
    """The first target of the data or, when there are several sequences, of the longest one."""
    numbers = table.data[data.targets[0]].numbers
    assert numbers is not None
    if data.sequence:
        codes = facts.codes_together(table.data, data.keys)
        values, counts = np.unique(codes, return_counts=True)
        numbers = numbers[codes == values[counts.argmax()]]
    return cells.filled(numbers)


def _transform(table: Table, data: DataConfig, series: Floats) -> transforms.Suggestion:
    """What makes the series learnable, and its season. Several sequences are left as they are: they need not all be
    alike."""
    training = training_rows(len(series), TABLE_SHARE)
    if not np.isfinite(series).all():
        return transforms.Suggestion()
    if data.sequence:
        return transforms.Suggestion(season=seasons.season(series[:training], rhythm=table.frequency))
    positive = all(_is_positive(table, each) for each in data.inputs)
    found = transforms.suggest_transform(series, training, positive, table.frequency)
    lag = transforms.step(found.transform, found.season).lag
    if training - lag < ROWS_LEAST // 2 + 1:  # too little would be left to learn from
        return transforms.Suggestion(season=found.season)
    return found


def _is_positive(table: Table, name: str) -> bool:
    numbers = table.data[name].numbers
    return numbers is not None and bool(np.nanmin(numbers) > 0)


def _table_window(training: int, season: int) -> int:
    """A third of the rows learnt from, 48 or 96 at most, whole seasons when it holds one."""
    window = max(1, min(_WINDOWS[training >= _LONG], training // 3))
    return window - window % season if 1 < season <= window else window

"""The configuration that a data set is opened with: one that learns visibly within seconds on one core."""

from engine.config import DataConfig, Kind, NetConfig, RunConfig, TrainConfig
from engine.data import baselines, transforms
from engine.data.table import Table

TABLE_SHARE = 0.3
ROWS_LEAST = 10
CHARACTERS_LEAST = 20
_WINDOWS = (48, 96)  # of short and of long series
_LONG = 2000  # rows
_TEXT_WINDOW = 64
_TEXT_LONG = 10_000  # characters


def training_rows(rows: int, share: float) -> int:
    """How many of ``rows`` come before the validation part: at least one, and at least one is left."""
    validation = -int(-(rows * share - 1e-9) // 1)
    return min(max(rows - validation, 1), rows - 1)


def for_table(table: Table) -> tuple[RunConfig, str]:
    """A configuration and, when it transforms the series, the reason."""
    usable = [name for name in table.names if name not in table.counters] or list(table.names)
    target = usable[-1]
    rows = len(table.values)
    training = training_rows(rows, TABLE_SHARE)
    inputs = [table.names.index(name) for name in usable]
    series = table.values[:, table.names.index(target)]
    found = transforms.suggest_transform(series, training, positive=bool((table.values[:, inputs] > 0).all()))
    if training - found.season < ROWS_LEAST // 2 + 1:  # too little would be left to learn from
        found = transforms.Suggestion()
    season = found.season or baselines.season(series[:training])
    data = DataConfig(
        kind=Kind.TABLE,
        inputs=tuple(usable),
        targets=(target,),
        validation_share=TABLE_SHARE,
        transform=found.transform,
        season=found.season,
    )
    lag = transforms.step(found.transform, found.season).lag
    train = TrainConfig(window=_table_window(training - lag, season))
    return RunConfig(data=data, net=NetConfig(hidden=32), train=train), found.reason


def for_text(length: int, symbols: int) -> RunConfig:
    share = 0.1 if length >= _TEXT_LONG else TABLE_SHARE
    window = max(1, min(_TEXT_WINDOW, training_rows(length, share) // 4))
    data = DataConfig(kind=Kind.TEXT, validation_share=share)
    net = NetConfig(hidden=64, embedding=32 if symbols < 512 else 64)
    return RunConfig(data=data, net=net, train=TrainConfig(window=window))


def _table_window(training: int, season: int) -> int:
    """A third of the rows learnt from, 48 or 96 at most, whole seasons when it holds one."""
    window = max(1, min(_WINDOWS[training >= _LONG], training // 3))
    return window - window % season if 1 < season <= window else window

"""Whatever is chosen of whatever there is: it is made ready as promised, or refused with a fault."""

from functools import cache

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from gatescope.engine.config.run import DataConfig, Fill, Kind, Level, Scale, Split, Task, TokenConfig, Transform
from gatescope.engine.data.preparing.outline import outline
from gatescope.engine.data.preparing.prepare import prepare
from gatescope.engine.data.preparing.prepared import Prepared
from gatescope.engine.data.tables.dataset import Dataset
from gatescope.engine.errors import EngineError, Fault
from gatescope.engine.protocol.runs import Medium
from tests.engine.task_tables import table

ROWS = 60
NAMES = ("noise", "holes", "trend", "small", "huge", "ids", "label", "tag", "rare", "text", "steps")


def columns() -> dict[str, list]:
    random, at = np.random.default_rng(0), np.arange(ROWS)
    noise, of = random.normal(size=ROWS).round(5), at // 7
    return {
        "noise": noise.tolist(),
        "holes": [
            None if each % 4 == 1 or 20 < each < 30 else float(value) for each, value in zip(at, noise, strict=True)
        ],
        "trend": (at * 1.5 + 1 + noise**2).round(5).tolist(),
        "small": (random.random(ROWS) * 1e-300).tolist(),
        "huge": (noise * 1e300).tolist(),
        "ids": [f"s{each}" for each in of],
        "label": [["up", "down"][each % 2] for each in of.tolist()],
        "tag": [None if each % 9 == 4 else "abc"[each * each % 3] for each in at],
        "rare": [f"w{each}" for each in at],
        "text": [None if each == 9 else "so it goes on"[: 1 + each % 12] for each in at],
        "steps": (at % 4).astype(float).tolist(),
    }


@cache
def dataset() -> Dataset:
    return table(columns())


some = st.lists(st.sampled_from(NAMES), max_size=3, unique=True).map(tuple)
one = st.sampled_from(("", "", *NAMES))
configs = st.builds(
    dict,
    inputs=some,
    targets=some,
    categories=some,
    sequence=one,
    text=one,
    second=one,
    task=st.sampled_from(Task),
    classes=st.booleans(),
    horizon=st.integers(1, 20),
    season=st.sampled_from([0, 0, 1, 4, 40]),
    transform=st.sampled_from(Transform),
    scale=st.sampled_from(Scale),
    fill=st.sampled_from(Fill),
    split=st.sampled_from(Split),
    shuffled=st.booleans(),
    validation_share=st.floats(0.02, 0.9),
    tokens=st.builds(TokenConfig, level=st.sampled_from([Level.CODE_POINT, Level.WORD, Level.BYTE])),
)


@settings(deadline=None, max_examples=150)
@given(values=configs, window=st.integers(1, 30))
def test_it_is_ready_or_refused(values, window) -> None:
    try:
        data = DataConfig(kind=Kind.TABLE, **values)
        outline(dataset(), data, window)
        made = prepare(dataset(), data, window)
    except EngineError:
        return
    holds(made)


likely = st.fixed_dictionaries(
    {
        "inputs": st.sampled_from([("noise",), ("noise", "holes"), ("trend", "huge", "small")]),
        "categories": st.sampled_from([(), ("tag",), ("rare", "steps")]),
        "sequence": st.sampled_from(["", "ids"]),
        "horizon": st.integers(1, 3),
        "transform": st.sampled_from(Transform),
        "season": st.sampled_from([0, 2]),
        "scale": st.sampled_from(Scale),
        "fill": st.sampled_from(Fill),
        "split": st.sampled_from([Split.TIME, Split.TIME, Split.SEQUENCE]),
        "shuffled": st.booleans(),
    }
)
ends = st.sampled_from(
    [
        {"targets": ("noise",)},
        {"targets": ("trend", "holes")},
        {"targets": ("tag",), "classes": True},
        {"targets": ("steps", "huge"), "task": Task.TAG},
        {"targets": ("steps",), "task": Task.TAG, "classes": True},
        {"targets": ("label",), "task": Task.MANY_TO_ONE, "classes": True},
        {"targets": ("tag",), "text": "text", "task": Task.MANY_TO_ONE, "classes": True},
        {"text": "text"},
    ]
)


@settings(deadline=None, max_examples=100)
@given(values=likely, end=ends, window=st.integers(1, 6))
def test_what_goes_together(values, end, window) -> None:
    chosen = values | end
    if "text" in end:
        chosen |= {"inputs": (), "categories": (), "sequence": ""}
    try:
        made = prepare(dataset(), DataConfig(kind=Kind.TABLE, **chosen), window)
    except EngineError as error:
        fault = error.fault
    else:
        holds(made)
        return
    told = (Fault.SEQUENCES_TOO_SHORT, Fault.VALUE_NOT_POSITIVE, Fault.SPLIT_NEEDS_SEQUENCES, Fault.SEASON_UNKNOWN)
    assert fault in (*told, Fault.SEQUENCES_TOO_FEW, Fault.CONFIG_VALUE, Fault.SCALED_TOO_LARGE)


def holds(made: Prepared) -> None:
    """What training and looking rely on."""
    assert made.naive_loss >= 0  # a NaN is not
    assert all(each.loss >= 0 for each in made.baselines)
    rows = made.layout.rows
    assert len(made.features if made.ids is None else made.ids) == rows
    assert made.targets is None or len(made.targets) == rows
    for spans in (made.training, made.validation):
        assert len(spans)
        assert (spans.lengths >= 1).all()
        assert ((spans.counted_from >= 0) & (spans.counted_from < spans.lengths)).all()
        assert (spans.starts + spans.lengths + made.shift <= rows).all()
    if made.uniform:
        assert (made.training.lengths == made.window).all()
    width = made.shape.inputs + len(made.shape.categories)
    assert made.features is None or made.features.shape == (rows, width)
    for probe in {made.probe_default(), *made.probes()[:3]}:
        data = made.probe(probe)
        assert np.isfinite(data.inputs).all()
        assert len(data.targets) == len(data.labels) == probe.length
        assert made.symbol_name(made.shape.outputs - 1) if made.output_medium is Medium.SYMBOLS else True
        if made.units is not None:
            forecast = made.forecast(probe, np.zeros((probe.length, made.shape.outputs), np.float32))
            assert forecast.prediction.shape == forecast.target.shape == forecast.naive.shape == forecast.seasonal.shape
            assert np.isfinite(forecast.naive).all() or made.shift

"""Whatever numbers a table holds: no warning and no crash, and statistics that are finite or a sentence that says why
there are none."""

import math
import warnings
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from gatescope.engine.config.run import (
    Kind,
    Scale,
    Task,
    Transform,
)
from gatescope.engine.data.preparing.prepare import Prepared, prepare
from gatescope.engine.data.preview import preview
from gatescope.engine.data.tables.dataset import Dataset, dataset_from_bytes
from gatescope.engine.errors import DataError, EngineError, Fault
from gatescope.engine.protocol.messages import PreviewRequest

MOST = float(np.finfo(np.float64).max)
CELLS = (
    0.0,
    -0.0,
    1.0,
    -1.0,
    5e-324,
    -5e-324,
    2.2e-308,
    1e-160,
    1e160,
    1e300,
    1e308,
    -1e308,
    MOST,
    -MOST,
    3.5e38,
    1e39,
)
numbers = st.sampled_from(CELLS) | st.floats(allow_nan=False, allow_infinity=False)
HUGE_INTEGERS = ("1" + "0" * 400, "-" + "9" * 400, "1" * 308, "0" * 400 + "7")


@st.composite
def columns(draw: st.DrawFn) -> list[float]:
    """A column of some kind: anything, the same everywhere, one huge among small ones, a huge wave."""
    rows = draw(st.integers(40, 60))
    kind = draw(st.integers(0, 4))
    size = draw(numbers)
    if kind == 0:
        return draw(st.lists(numbers, min_size=rows, max_size=rows))
    if kind == 1:
        return [size] * rows
    wave = np.sin(np.arange(rows) / 3)
    if kind == 2:
        wave[draw(st.integers(0, rows - 1))] = size
        return wave.tolist()
    if kind == 3:
        return [draw(st.sampled_from((size, -size, 0.0))) for _ in range(rows)]
    return (wave * size).tolist()


def csv(table: list[list[float]], dates: bool) -> bytes:
    rows = min(map(len, table))
    head = [*(["date"] if dates else []), *(f"c{at}" for at in range(len(table)))]
    lines = [",".join(head)]
    for row in range(rows):
        day = [str(np.datetime64("2020-01-01") + row)] if dates else []
        lines.append(",".join([*day, *(repr(column[row]) for column in table)]))
    return "\n".join(lines).encode()


def looked_at(raw: bytes, path: str) -> Dataset | None:
    """The table as it is opened and previewed; None where that is refused with a sentence."""
    file = Path(path)
    file.write_bytes(raw)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            preview(PreviewRequest(number=1, path=path), lambda: False)
            return dataset_from_bytes(raw, path)
        except EngineError:
            return None


def check(prepared: Prepared) -> None:
    """Everything that is told of it is a number."""
    if prepared.features is None or prepared.units is None:
        return  # a column of few numbers is learnt as words
    assert np.isfinite(prepared.features[prepared.layout.places >= prepared.layout.lost]).all()
    assert np.isfinite(prepared.units.scaling.centre).all()
    assert np.isfinite(prepared.units.scaling.size).all()
    assert (prepared.units.scaling.size > 0).all()
    assert all(map(math.isfinite, prepared.input_sizes))
    assert not [each for each in prepared.baselines if math.isnan(each.loss)]
    probe = prepared.probe_default()
    told = prepared.forecast(probe, np.zeros((probe.length, prepared.shape.outputs), np.float32))
    assert not np.isinf(told.inputs).any()
    assert not np.isnan(told.prediction).any()


def learnt(dataset: Dataset, **choices: object) -> bool:
    """Whether something can be learnt; what can is checked."""
    data = msgspec.structs.replace(dataset.info.suggested.data, **choices)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            prepared = prepare(dataset, data, 8)
            check(prepared)
        except EngineError:
            return False
    return True


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> str:
    return str(tmp_path_factory.mktemp("numbers") / "table.csv")


@hypothesis_settings(max_examples=18)
@given(st.lists(columns(), min_size=1, max_size=3), st.booleans(), st.data())
def test_any_table_of_numbers(path: str, table: list[list[float]], dates: bool, data: st.DataObject) -> None:
    choices = {
        "transform": data.draw(st.sampled_from(Transform)),
        "scale": data.draw(st.sampled_from(Scale)),
        "horizon": data.draw(st.integers(1, 3)),
        "task": data.draw(st.sampled_from((Task.NEXT, Task.TAG))),
        "season": data.draw(st.sampled_from((0, 2, 7))),
    }
    dataset = looked_at(csv(table, dates), path)
    if dataset is not None and dataset.kind is Kind.TABLE:
        learnt(dataset)
        learnt(dataset, **choices)


WAVE = (np.sin(np.arange(60) / 3) * 1.7).tolist()
NOISE = np.random.default_rng(1).normal(size=60)


@pytest.mark.parametrize("transform", [Transform.NONE, Transform.DIFFERENCE, Transform.SEASONAL_DIFFERENCE])
@pytest.mark.parametrize("size", [5e-324, 1e-310, 1e-200, 1e200, 1e300, 1e306])
def test_a_series_of_any_size_is_learnt(path: str, size: float, transform: Transform) -> None:
    table = [(NOISE * size).tolist(), (np.sin(np.arange(60)) * size).tolist()]
    if len(set(table[1])) < 4:
        table = [[size * (at % 7) for at in range(60)], [size * (at % 5) for at in range(60)]]
    dataset = looked_at(csv(table, True), path)
    assert dataset is not None
    assert learnt(dataset, transform=transform, season=7)


@pytest.mark.parametrize("value", [1e308, -1e308, MOST])
def test_what_cannot_be_computed_with_is_refused_by_name(path: str, value: float) -> None:
    dataset = looked_at(csv([[*WAVE[:59], value], WAVE], True), path)
    if dataset is None:
        return
    data = msgspec.structs.replace(dataset.info.suggested.data, inputs=("c0",), targets=("c1",))
    with pytest.raises(DataError) as refused:
        prepare(dataset, data, 8)
    assert refused.value.fault is Fault.VALUE_TOO_LARGE
    assert refused.value.facts["column"] == "c0"
    assert refused.value.facts["row"] == 60


@pytest.mark.parametrize("value", [1e30, 3.5e38, 1e39, 1e300])
def test_what_a_network_cannot_hold_is_refused_by_name(path: str, value: float) -> None:
    dataset = looked_at(csv([[*WAVE[:59], value], WAVE], True), path)
    assert dataset is not None
    data = msgspec.structs.replace(dataset.info.suggested.data, inputs=("c0",), targets=("c1",))
    with pytest.raises(DataError) as refused:
        prepare(dataset, data, 8)
    assert refused.value.fault is Fault.SCALED_TOO_LARGE
    assert abs(refused.value.facts["value"]) > refused.value.facts["limit"]
    assert learnt(dataset, inputs=("c1",), targets=("c1",))


@pytest.mark.parametrize("digits", HUGE_INTEGERS)
def test_an_integer_of_hundreds_of_digits(path: str, digits: str) -> None:
    lines = ["a,b", *(f"{value:.6f},{digits if at == 30 else at % 7}" for at, value in enumerate(WAVE))]
    dataset = looked_at("\n".join(lines).encode(), path)
    assert dataset is not None
    assert learnt(dataset, inputs=("a",), targets=("a",))
    told = dataset.column("b")[30]
    assert np.isnan(told) or told == float(digits)


def test_input_sizes_leave_out_what_differencing_takes(path: str) -> None:
    dataset = looked_at(csv([NOISE.tolist(), WAVE], True), path)
    assert dataset is not None
    data = msgspec.structs.replace(dataset.info.suggested.data, transform=Transform.DIFFERENCE)
    assert prepare(dataset, data, 8).input_sizes == pytest.approx([1.0] * len(data.inputs), abs=0.01)

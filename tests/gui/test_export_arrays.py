"""Numbers that leave the window are the numbers in it."""

import csv
import io

import msgspec
import numpy as np
import pytest

from gatescope.engine.config.run import DataConfig, Kind, RunConfig
from gatescope.engine.protocol.baselines import Baseline, BaselineKind
from gatescope.engine.protocol.frame import Part, Probe
from gatescope.engine.protocol.messages import Metrics, RunInfo, RunState, Status
from gatescope.gui.exporting import arrays as exporting
from gatescope.gui.exporting.arrays import npz
from gatescope.gui.scenes.shown_numbers import over_time
from gatescope.gui.state.store import RunRecord
from gatescope.gui.views.loss.shown_numbers import loss_arrays, loss_table
from gatescope.gui.views.stack.shown_numbers import stack_arrays
from gatescope.gui.views.unit.scene import unit_arrays, unit_table
from tests.gui import scenes


def loaded(arrays):
    with np.load(io.BytesIO(npz(arrays)), allow_pickle=False) as file:
        return dict(file)


def table(columns):
    data = exporting.csv(columns)
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("cell", ["lstm", "gru", "rnn"])
def test_the_stack_has_the_names_that_the_command_line_gives(cell):
    scene = scenes.numeric(cell, layer="layer1")
    kept = loaded(stack_arrays(scene))
    for row in scene.rows:
        assert (kept[f"layer1.{row.trace}"] == row.values).all()
        assert kept[f"layer1.{row.trace}"].dtype == np.float32
    assert kept["prediction_in_units"].shape == (scene.length, 1)
    assert np.array_equal(kept["target_in_units"], scene.forecast.target, equal_nan=True)
    assert tuple(kept["labels"]) == scene.labels
    assert kept["step"] == scene.step


def test_a_csv_gives_back_every_value_bit_for_bit():
    scene = scenes.numeric()
    rows = table(over_time(stack_arrays(scene), scene.labels))
    assert [row["label"] for row in rows] == list(scene.labels)
    assert [int(row["t"]) for row in rows] == list(range(scene.length))
    for map_row in scene.rows:
        for unit in (0, 17, 31):
            column = np.array([row[f"layer0.{map_row.trace}.{unit}"] for row in rows], dtype=np.float32)
            assert (column == map_row.values[:, unit]).all()
    assert rows[-1]["target_in_units.0"] == ""  # there is no truth for the last step
    assert float(rows[0]["inputs_in_units.0"]) == scene.forecast.inputs[0, 0]


def test_text_keeps_its_symbols():
    scene = scenes.text()
    kept = loaded(stack_arrays(scene))
    assert (kept["inputs"] == scene.symbols.inputs).all()
    names = dict(zip(kept["symbol_ids"].tolist(), kept["symbol_names"].tolist(), strict=True))
    assert names == scene.symbols.names
    rows = table(over_time(stack_arrays(scene), scene.labels))
    assert "".join(row["label"] for row in rows) == "".join(scene.labels)
    assert rows[3]["top.0"] == str(scene.symbols.top[3, 0])


def test_means_are_not_passed_off_as_values():
    scene = scenes.pooled()
    kept = stack_arrays(scene)
    assert "layer0.hidden" not in kept
    assert kept["layer0.hidden.pooled"].shape == (732, 48)
    assert kept["layer0.hidden.shape"].tolist() == [1000, 1024]
    assert not [name for name in table(over_time(kept, scene.labels))[0] if "hidden" in name]


def test_one_unit():
    stack = scenes.numeric()
    scene = scenes.unit(stack)
    kept = loaded(unit_arrays(scene))
    assert kept["units"].tolist() == [17]
    assert (kept["layer0.cell"][:, 0] == scene.lines[1].values).all()
    rows = table(unit_table(scene, stack.labels))
    assert np.float32(rows[5]["layer0.cell.17"]) == scene.lines[1].values[5]


def record(run, steps, name):
    info = RunInfo(
        run=run,
        name=name,
        config=RunConfig(data=DataConfig(kind=Kind.TABLE, inputs=("a",), targets=("a",))),
        state=RunState.PAUSED,
        step=steps,
        parameters=1,
        baselines=(Baseline(kind=BaselineKind.LAST_VALUE, loss=0.5, reference=True),),
        training_rows=(0, 9),
        validation_rows=(9, 12),
        validation_probe=Probe(part=Part.VALIDATION, length=3),
    )
    made = RunRecord(info, 0, 0.9)
    made.take(measured(run, steps))
    return made


def measured(run, steps):
    rng = np.random.default_rng(run)
    status = Status(state=RunState.PAUSED, step=steps, committed=steps, steps_per_second=0.0, observation=0.0)
    when = np.arange(0, steps + 1, 10)
    return Metrics(
        run=run,
        since=0,
        train_loss=rng.random(steps, np.float32),
        gradient_norm=rng.random(steps, np.float32),
        seconds=np.cumsum(rng.random(steps)),
        since_validation=0,
        validation_steps=when,
        validation_loss=rng.random(len(when)),
        keyframes=(0,),
        status=status,
    )


def test_losses_are_all_there():
    runs = {1: record(1, 5000, "LSTM"), 3: record(3, 25, '한글, "x"')}
    kept = loaded(loss_arrays(runs))
    assert len(kept["run1.train_loss"]) == 5000
    assert (kept["run3.train_loss"] == runs[3].train.column.values).all()
    rows = table(loss_table(runs))
    assert len(rows) == 5001 + 26
    mine = [row for row in rows if row["run"] == "3"]
    assert {row["name"] for row in mine} == {'한글, "x"'}
    assert [int(row["step"]) for row in mine] == list(range(26))
    assert mine[0]["train_loss"] == ""
    assert np.float32(mine[7]["train_loss"]) == runs[3].train.column.values[6]
    assert np.float32(mine[7]["seconds"]) == runs[3].seconds.values[6]
    assert [float(row["validation_loss"]) for row in mine if row["validation_loss"]] == [
        pytest.approx(value) for value in runs[3].validation_loss.values
    ]


def test_errors_in_units_are_there_by_column_also_where_other_runs_forecast_others():
    runs = {1: record(1, 25, "LSTM"), 3: record(3, 30, "GRU")}
    runs[1].info = msgspec.structs.replace(runs[1].info, config=replaced_targets(runs[1].info.config, "rides", "price"))
    runs[1].validation_errors = [np.array([[at, at + 0.5], [at / 2, at / 4]]) for at in range(3)]
    kept = loaded(loss_arrays(runs))
    assert kept["run1.validation_rmse_rides"].tolist() == [0, 1, 2]
    assert kept["run1.validation_mae_price"].tolist() == [0, 0.25, 0.5]
    assert not any(name.startswith("run3.validation_rmse") for name in kept)
    titled = {"price": "price ($)", "rides": "rides"}.__getitem__
    in_units = loaded(loss_arrays(runs, titled))
    assert {"run1.validation_rmse_rides", "run1.validation_mae_price ($)"} < set(in_units)
    assert "validation_rmse_price ($)" in table(loss_table(runs, titled))[0]
    rows = table(loss_table(runs))
    told = {(row["run"], row["step"]): row["validation_rmse_price"] for row in rows if row["validation_rmse_price"]}
    assert {place: float(value) for place, value in told.items()} == {
        ("1", "0"): 0.5,
        ("1", "10"): 1.5,
        ("1", "20"): 2.5,
    }


def replaced_targets(config, *targets):
    return msgspec.structs.replace(config, data=msgspec.structs.replace(config.data, targets=targets))


def test_no_runs_make_an_empty_file():
    assert exporting.csv(loss_table({})) == b""
    assert loss_arrays({}) == {}

"""What a run would take, told before it is made: the same as it tells itself afterwards."""

import threading
from types import SimpleNamespace

import msgspec
import pyarrow as pa
import pytest

from gatescope.engine.config.run import Cell, DataConfig, Kind, Level, RunConfig, Task, TokenConfig, changed
from gatescope.engine.data.preparing.prepare import prepare
from gatescope.engine.data.tables.dataset import ColumnData, Dataset, open_dataset
from gatescope.engine.errors import ConfigError, Fault
from gatescope.engine.protocol.messages import CostRequest, CostTold
from gatescope.engine.runs.laboratory import Laboratory
from gatescope.engine.runs.loading import FEW_BYTES, MANY_CHARACTERS, Preparations, is_quick
from gatescope.engine.server.estimator import Costs, cost_of, longest_span
from tests.engine.talking import config
from tests.engine.task_samples import made


class Heard(list):
    def put(self, message: CostTold, slot: str = "") -> None:
        self.append(message)


class Counted:
    def __init__(self) -> None:
        self.times = 0

    def __call__(self, *arguments):
        self.times += 1
        return prepare(*arguments)


@pytest.fixture
def laboratory(sine, tmp_path, monkeypatch):
    monkeypatch.setenv("GATESCOPE_DATA", str(tmp_path))
    table = Laboratory()
    table.adopt(open_dataset(str(sine)), path=str(tmp_path / "s.gatescope"))
    yield table
    table.close()


def asked(laboratory: Laboratory, *configs: RunConfig, at_once: bool = True) -> list[CostTold]:
    jobs, heard = [], Heard()
    costs = Costs(laboratory.like, (lambda job: job()) if at_once else jobs.append, heard)
    for number, each in enumerate(configs):
        costs.ask(CostRequest(number=number, config=each))
    for job in jobs:
        job()
    return list(heard)


@pytest.mark.parametrize("train", [{"window": 20}, {"window": 9, "batch": 3}, {"carry": True, "reach": 40}])
@pytest.mark.parametrize("cell", [Cell.LSTM, Cell.RNN_RELU])
def test_what_is_told_before_is_what_the_run_tells(laboratory, train, cell) -> None:
    wanted = changed(config(cell=cell), **train)
    (told,) = asked(laboratory, wanted)
    info = laboratory.new_run(wanted).info()
    assert (told.cost.parameters, told.cost.activation_bytes) == (info.parameters, info.activation_bytes)
    assert told.cost.steps == info.activation_steps == max(wanted.train.window, wanted.train.reach)
    assert told.fault == ""


@pytest.mark.parametrize("task", ["sums", "parity"])
@pytest.mark.parametrize("window", [1, 7, 10_000])
def test_the_longest_stretch_is_told_of_any_window(task: str, window: int) -> None:
    data, wanted = made(task)
    other = prepare(data.dataset, wanted, window)
    assert longest_span(data, window) == other.training.longest


def test_a_network_that_does_not_fit_is_told_with_both_numbers(laboratory) -> None:
    huge = changed(config(hidden=1024, layers=4), batch=65_536, window=180)
    (told,) = asked(laboratory, huge)
    assert told.fault == Fault.NETWORK_TOO_LARGE
    assert told.facts == {"needed_bytes": told.cost.needed_bytes, "available_bytes": told.cost.available_bytes}
    with pytest.raises(ConfigError) as refused:
        laboratory.new_run(huge)
    assert refused.value.facts["needed_bytes"] == told.cost.needed_bytes


def test_a_window_longer_than_the_data_is_told_without_preparing_it_anew(laboratory, monkeypatch) -> None:
    monkeypatch.setattr("gatescope.engine.runs.loading.prepare", count := Counted())
    first, second, third = asked(laboratory, config(), changed(config(), window=999), changed(config(), window=30))
    assert (first.cost.steps, third.cost.steps, second.cost) == (20, 30, None)
    assert (second.fault, second.facts["window"]) == (Fault.WINDOW_TOO_LONG, 999)
    assert count.times == 1


def test_what_was_prepared_to_tell_the_cost_is_what_the_run_learns_from(laboratory, monkeypatch) -> None:
    monkeypatch.setattr("gatescope.engine.runs.loading.prepare", count := Counted())
    asked(laboratory, config())
    laboratory.new_run(config())
    asked(laboratory, changed(config(), batch=2))
    assert count.times == 1


def test_of_large_data_nothing_is_prepared_before_its_first_run(laboratory, monkeypatch) -> None:
    monkeypatch.setattr("gatescope.engine.runs.loading.MANY_VALUES", 100)
    assert asked(laboratory, config()) == [CostTold(number=0)]
    laboratory.new_run(config())
    assert asked(laboratory, config())[0].cost is not None


def table(rows: int, columns: int = 1, cells: str = "") -> Dataset:
    held = ColumnData(cells=pa.array([cells]) if cells else None)
    return Dataset(SimpleNamespace(rows=rows), Kind.TABLE, None, {f"c{at}": held for at in range(columns)})


@pytest.mark.parametrize(
    ("rows", "columns", "quick"),
    [(17_420, 8, True), (400_000, 1, True), (3_900_000, 1, False), (80_000, 50, False), (100, 1000, False)],
)
def test_what_a_table_would_take_is_judged_by_rows_times_columns(rows: int, columns: int, quick: bool) -> None:
    names = tuple(f"c{at}" for at in range(columns))
    assert is_quick(table(rows, columns), DataConfig(kind=Kind.TABLE, inputs=names, targets=names[:1])) is quick


@pytest.mark.parametrize("level", Level)
def test_what_a_text_would_take_is_judged_by_how_it_is_cut(level: Level) -> None:
    def judged(characters: int) -> bool:
        text = Dataset(SimpleNamespace(rows=characters), Kind.TEXT, None)
        return is_quick(text, DataConfig(kind=Kind.TEXT, tokens=TokenConfig(level=level)))

    assert MANY_CHARACTERS > 1_115_394  # Shakespeare's
    assert judged(100) is (level is not Level.MORPHEME)  # whose language model takes 2 s to load
    assert judged(FEW_BYTES + 1) is judged(1_115_394) is (level in (Level.BYTE, Level.JAMO, Level.CODE_POINT))
    assert not judged(5_000_000)


@pytest.mark.parametrize("level", Level)
def test_texts_in_a_column_are_judged_by_their_bytes(level: Level) -> None:
    wanted = DataConfig(kind=Kind.TABLE, text="c0", tokens=TokenConfig(level=level))
    assert is_quick(table(1, cells="a review"), wanted) is (level is not Level.MORPHEME)
    assert not is_quick(table(1, cells="x" * FEW_BYTES), wanted)
    assert not is_quick(table(1_000_000), wanted)  # a column of numbers, read as words


def test_a_column_that_there_is_not_is_a_fault_told_at_once(laboratory) -> None:
    data = DataConfig(kind=Kind.TABLE, text="nowhere", tokens=TokenConfig(level=Level.WORD))
    (told,) = asked(laboratory, RunConfig(data=data))
    assert (told.fault, told.facts["column"]) == (Fault.COLUMN_UNKNOWN, "nowhere")


def test_what_nobody_expected_is_no_figure_and_no_end(laboratory, monkeypatch, capsys) -> None:
    def breaks(*_):
        raise KeyError("nobody expected")

    monkeypatch.setattr("gatescope.engine.runs.loading.prepare", breaks)
    assert asked(laboratory, config()) == [CostTold(number=0)]
    assert "nobody expected" in capsys.readouterr().err


class Held:
    """Prepares as ever, but waits for leave where data is split as ``share`` says."""

    def __init__(self, share: float) -> None:
        self.share, self.times = share, 0
        self.begun, self.leave = threading.Event(), threading.Event()

    def __call__(self, dataset, data, *rest):
        self.times += 1
        if data.validation_share == self.share:
            self.begun.set()
            assert self.leave.wait(10)
        return prepare(dataset, data, *rest)


@pytest.fixture
def thinking(sine, monkeypatch):
    """Preparations, one of which is being made ahead in another thread; what holds that up; and the thread."""
    held = Held(0.25)
    monkeypatch.setattr("gatescope.engine.runs.loading.prepare", held)
    preparations = Preparations(open_dataset(str(sine)))
    preparations.of(split(0.5))
    thread = threading.Thread(target=preparations.like, args=[split(0.25)])
    thread.start()
    assert held.begun.wait(10)
    yield preparations, held, thread
    held.leave.set()
    thread.join(10)


def split(share: float, window: int = 20) -> RunConfig:
    wanted = changed(config(), window=window)
    return msgspec.structs.replace(wanted, data=msgspec.structs.replace(wanted.data, validation_share=share))


def heard(job) -> threading.Event:
    """Set once ``job`` has been done, in a thread of its own."""
    done = threading.Event()
    threading.Thread(target=lambda: (job(), done.set()), daemon=True).start()
    return done


def test_no_run_waits_for_what_another_would_cost(thinking) -> None:
    preparations, held, _ = thinking
    assert heard(lambda: preparations.of(split(0.5))).wait(10)  # made already
    assert heard(lambda: preparations.of(split(0.1))).wait(10)  # to be made
    assert not held.leave.is_set()


def test_a_run_waits_for_what_is_being_prepared_for_it(thinking) -> None:
    preparations, held, thread = thinking
    done = heard(lambda: preparations.of(split(0.25)))
    assert not done.is_set()
    held.leave.set()
    assert done.wait(10)
    thread.join(10)
    assert held.times == 2  # the one at first, and this
    assert not preparations._ahead


@pytest.mark.parametrize("late", [False, True])
def test_what_was_prepared_ahead_is_dropped_once_a_run_has_the_same_data(thinking, late: bool) -> None:
    preparations, held, thread = thinking
    if not late:
        held.leave.set()
        thread.join(10)
        preparations.of(split(0.25, window=9))
    else:
        preparations._made[split(0.25, window=9).data, 9] = made = preparations.of(split(0.5))
        held.leave.set()
        thread.join(10)
        assert preparations.like(split(0.25)) is made
    assert not preparations._ahead


def test_only_the_newest_is_answered(laboratory) -> None:
    answers = asked(laboratory, *(changed(config(), window=w) for w in (3, 4, 5)), at_once=False)
    assert [(told.number, told.cost.steps) for told in answers] == [(2, 5)]


def test_nothing_open_is_a_fault_and_no_crash() -> None:
    assert asked(Laboratory(), config())[0].fault == Fault.DATA_NOT_OPEN


def test_one_preparation_ahead_is_kept_and_no_more(sine) -> None:
    preparations = Preparations(open_dataset(str(sine)))
    for share in (0.1, 0.2, 0.3):
        preparations.like(RunConfig(data=msgspec.structs.replace(config().data, validation_share=share)))
    assert len(preparations._ahead) == 1
    assert not preparations._made


def test_whole_sequences_are_told_whole() -> None:
    data, wanted = made("sums")
    assert wanted.task is Task.MANY_TO_ONE
    cost = cost_of(changed(RunConfig(data=wanted), window=3), data)
    assert cost.steps == data.training.longest
    assert cost.activation_bytes < cost.needed_bytes

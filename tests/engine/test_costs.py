"""What a run would take, told before it is made: the same as it tells itself afterwards."""

import msgspec
import pytest

from engine.config import Cell, RunConfig, Task, changed
from engine.costs import Costs, cost_of, longest_span
from engine.data.dataset import open_dataset
from engine.data.windows import prepare
from engine.errors import ConfigError, Fault
from engine.laboratory import Laboratory
from engine.loading import MANY_ROWS, Preparations
from engine.messages import CostRequest, CostTold
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
    monkeypatch.setattr("engine.loading.prepare", count := Counted())
    first, second, third = asked(laboratory, config(), changed(config(), window=999), changed(config(), window=30))
    assert (first.cost.steps, third.cost.steps, second.cost) == (20, 30, None)
    assert (second.fault, second.facts["window"]) == (Fault.WINDOW_TOO_LONG, 999)
    assert count.times == 1


def test_what_was_prepared_to_tell_the_cost_is_what_the_run_learns_from(laboratory, monkeypatch) -> None:
    monkeypatch.setattr("engine.loading.prepare", count := Counted())
    asked(laboratory, config())
    laboratory.new_run(config())
    asked(laboratory, changed(config(), batch=2))
    assert count.times == 1


def test_of_large_data_nothing_is_prepared_before_its_first_run(laboratory, monkeypatch) -> None:
    monkeypatch.setattr("engine.loading.MANY_ROWS", 100)
    assert MANY_ROWS > 1_115_394  # Shakespeare's
    assert asked(laboratory, config()) == [CostTold(number=0)]
    laboratory.new_run(config())
    assert asked(laboratory, config())[0].cost is not None


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

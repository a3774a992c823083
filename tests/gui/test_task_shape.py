"""What goes in and what comes out decides what is shown, said and compared with."""

import math

import msgspec
import pytest

from gatescope.engine.config.run import DataConfig, Kind, RunConfig, Task
from gatescope.engine.protocol.baselines import Baseline, BaselineKind, commonest_share
from gatescope.engine.protocol.messages import ClassCount, RunInfo
from gatescope.engine.protocol.runs import Medium
from gatescope.engine.protocol.shape import TaskShape, of_data, of_run
from gatescope.gui.scenes.asking import FREE
from gatescope.gui.state.baselines import Verdict, levels
from gatescope.gui.state.intent import ViewState
from gatescope.gui.state.store import RunRecord, Store
from gatescope.gui.views.loss.scene import resolve_loss
from gatescope.gui.views.stack.free import FreeChoice
from gatescope.gui.words import baselines as baseline_words
from tests.gui import fake_engine as fake
from tests.gui.asked import wanted

N, S = Medium.NUMBERS, Medium.SYMBOLS
SERIES = DataConfig(kind=Kind.TABLE, inputs=("a",), targets=("a",))
TEXT = DataConfig(kind=Kind.TEXT)
REVIEWS = DataConfig(kind=Kind.TABLE, text="review", targets=("score",), task=Task.MANY_TO_ONE)


def but(data: DataConfig, **changes: object) -> DataConfig:
    return msgspec.structs.replace(data, **changes)


CASES = [
    (SERIES, TaskShape(N, N, 1, Task.NEXT)),
    (but(SERIES, horizon=3), TaskShape(N, N, 3, Task.NEXT)),
    (but(SERIES, classes=True), TaskShape(N, S, 1, Task.NEXT)),
    (but(SERIES, task=Task.TAG, classes=True, horizon=4), TaskShape(N, S, 0, Task.TAG)),
    (but(SERIES, task=Task.MANY_TO_ONE), TaskShape(N, N, 0, Task.MANY_TO_ONE)),
    (TEXT, TaskShape(S, S, 1, Task.NEXT)),
    (REVIEWS, TaskShape(S, N, 0, Task.MANY_TO_ONE)),
    (but(REVIEWS, classes=True), TaskShape(S, S, 0, Task.MANY_TO_ONE)),
    (but(REVIEWS, task=Task.NEXT, targets=()), TaskShape(S, S, 1, Task.NEXT)),
]


@pytest.mark.parametrize(("data", "shape"), CASES)
def test_the_ends_follow_from_the_configuration(data: DataConfig, shape: TaskShape) -> None:
    assert of_data(data) == shape


@pytest.mark.parametrize(
    ("shape", "text", "classes", "goes_on"),
    [
        (TaskShape(N, N, 1), False, False, True),
        (TaskShape(N, N, 3), False, False, True),
        (TaskShape(S, S, 1), True, False, True),
        (TaskShape(N, S, 1), False, True, False),
        (TaskShape(S, S, 0, Task.MANY_TO_ONE), False, True, False),
        (TaskShape(S, N, 0, Task.MANY_TO_ONE), False, False, False),
        (TaskShape(N, N, 0, Task.TAG), False, False, False),
    ],
)
def test_only_a_next_step_of_its_own_kind_can_go_in_again(
    shape: TaskShape, text: bool, classes: bool, goes_on: bool
) -> None:
    assert (shape.text, shape.classes, shape.goes_on) == (text, classes, goes_on)


def test_a_horizon_longer_than_the_sequence_has_nothing_to_begin_with() -> None:
    assert TaskShape(N, N, 24).goes_on_after(24)
    assert not TaskShape(N, N, 25).goes_on_after(24)


def info(data: DataConfig, **more: object) -> RunInfo:
    shape = of_data(data)
    ends = {"input": shape.input, "output": shape.output, "shift": shape.shift}
    return fake.info(1, config=RunConfig(data=data), **{**ends, **more})


@pytest.mark.parametrize(
    ("data", "baseline", "name"),
    [
        (SERIES, BaselineKind.LAST_VALUE, "repeat last value"),
        (but(SERIES, horizon=3), BaselineKind.LAST_VALUE, "value 3 steps before"),
        (but(SERIES, task=Task.TAG), BaselineKind.TRAINING_MEAN, "training mean"),
        (but(SERIES, task=Task.TAG, classes=True), BaselineKind.CLASS_SHARES, "class shares"),
        (TEXT, BaselineKind.BIGRAM, "bigram"),
        (REVIEWS, BaselineKind.TRAINING_MEAN, "training mean"),
    ],
)
def test_skill_is_measured_with_what_needs_no_learning(data: DataConfig, baseline: BaselineKind, name: str) -> None:
    told = Baseline(kind=baseline, loss=0.5, reference=True)
    naive = levels(info(data, baselines=(told,)))[0]
    assert naive.baseline is baseline
    assert baseline_words.name_of(naive) == name
    assert baseline_words.tip_of(naive)
    assert "{" not in baseline_words.tip_of(naive)
    assert baseline_words.sentence(Verdict.NOTHING_YET, of_data(data))
    store = Store()
    store.take_run(info(data, baselines=(told,)))
    loss = resolve_loss(ViewState(run=1), store)
    assert loss is not None
    assert loss.measure == naive


def test_every_task_without_a_baseline_is_drawn_all_the_same() -> None:
    store = Store()
    store.take_run(info(REVIEWS, baselines=()))
    assert resolve_loss(ViewState(run=1), store) is not None


COUNTS = (ClassCount(name="a", training=10, validation=1), ClassCount(name="b", training=4, validation=3))


def test_accuracy_stands_beside_the_most_frequent_class_of_the_training_part() -> None:
    told = info(but(SERIES, task=Task.TAG, classes=True), classes=COUNTS, accuracy=0.875)
    assert commonest_share(told.classes) == 0.25
    assert baseline_words.of_loss(RunRecord(told, 0, 0.9)) == "accuracy 87.5 %\nthe most frequent class: 25.0 %"
    assert math.isnan(commonest_share(info(SERIES).classes))


def test_a_text_says_what_its_bits_are_of() -> None:
    by_word = msgspec.convert({"level": "word"}, type(TEXT.tokens))
    record = RunRecord(info(but(TEXT, tokens=by_word), validation_loss=1.0), 0, 0.9)
    assert "per token" in baseline_words.of_loss(record)
    assert "per character" in baseline_words.of_loss(RunRecord(info(TEXT, validation_loss=1.0), 0, 0.9))


@pytest.mark.parametrize(("data", "shape"), CASES)
def test_free_running_is_asked_for_only_where_it_can_be(data: DataConfig, shape: TaskShape) -> None:
    store = Store()
    store.take_run(info(data))
    state = ViewState(run=1).choose(ViewState().choice(FreeChoice).with_(shown=True))
    asked = {request.slot.name for request in wanted(state, store, frozenset({"stack", FREE}), {})}
    assert (FREE in asked) == shape.goes_on
    assert of_run(store.runs[1].info) == shape


def test_a_text_is_asked_of_an_n_gram_and_numbers_never() -> None:
    for data, order in ((TEXT, 4), (SERIES, 0)):
        store = Store()
        store.take_run(info(data))
        state = ViewState(run=1).choose(ViewState().choice(FreeChoice).with_(shown=True, ngram=4))
        (asked,) = [each for each in wanted(state, store, frozenset({"stack", FREE}), {}) if each.slot.name == FREE]
        assert asked.free is not None
        assert asked.free.ngram == order

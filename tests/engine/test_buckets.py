"""Batches of spans of any length, and validation over exactly the targets that count."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.nn.functional import cross_entropy

from gatescope.engine.config.run import Cell, Fill, Recurrent, Task
from gatescope.engine.data.preparing.prepare import Prepared, prepare
from gatescope.engine.data.rows.spans import Spans
from gatescope.engine.training import batches
from gatescope.engine.training.batches import Batches, Buckets, batches_of, bucket_edges, chunk_edges, data_tensors
from gatescope.engine.training.trainer import Trainer
from tests.engine.prepared import table, text
from tests.engine.task_samples import MADE, config, made
from tests.engine.task_tables import chosen, noise
from tests.engine.task_tables import table as columns
from tests.engine.waiting import waiting_refused

CPU = torch.device("cpu")
NET = Recurrent(cell=Cell.GRU, hidden=6)
BUCKETED = ("parity", "first", "first-words", "sums", "reviews", "scores")
torch.set_num_threads(1)


def gaps() -> Prepared:
    """One series whose targets are missing here and there: windows of one length of which not all counts."""
    wanted = np.column_stack([noise(300, 1), noise(300, 2)])
    wanted[::7, 0] = wanted[3::11, 1] = np.nan
    data = chosen(task=Task.TAG, targets=("y", "z"), fill=Fill.MASK)
    return prepare(columns({"x": noise(300), "y": wanted[:, 0], "z": wanted[:, 1]}), data, 12)


def padded_by_hand(prepared: Prepared, which: list[int]) -> tuple[torch.Tensor, torch.Tensor]:
    """Those training spans side by side, row by row."""
    x, y = data_tensors(prepared, CPU)
    spans, floats = prepared.training, y.is_floating_point()
    longest = max(int(spans.lengths[at]) for at in which)
    inputs, targets = [], []
    for at in which:
        start, length, counted_from = (int(each[at]) for each in (spans.starts, spans.lengths, spans.counted_from))
        rows = [start + min(t, length - 1) for t in range(longest)]
        target = y[torch.tensor(rows) + prepared.shift].clone()
        idle = [t for t in range(longest) if not counted_from <= t < length]
        target[idle] = np.nan if floats else -1
        inputs.append(x[rows])
        targets.append(target)
    return torch.stack(inputs, 1), torch.stack(targets, 1)


# ---- drawing --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*BUCKETED, "gaps"])
def test_a_batch_is_training_spans_side_by_side_padded_to_its_longest(name):
    prepared = gaps() if name == "gaps" else made(name)[0]
    drawn = batches_of(prepared, 16, CPU)
    assert isinstance(drawn, Buckets)
    for seed in range(10):
        which = drawn.choose(torch.Generator().manual_seed(seed)).numpy()
        x, y, lengths = drawn.draw(torch.Generator().manual_seed(seed))
        expected = padded_by_hand(prepared, drawn.order[which].tolist())
        torch.testing.assert_close((x, y), expected, rtol=0, atol=0, equal_nan=True)
        assert lengths.tolist() == prepared.training.lengths[drawn.order[which]].tolist()
        assert len(x) == lengths.max()


@pytest.mark.parametrize("prepared", [table(), text(), made("flags")[0], made("ahead")[0]])
def test_windows_whose_targets_all_count_are_drawn_by_index_arithmetic(prepared):
    assert isinstance(batches_of(prepared, 4, CPU), Batches)


@pytest.mark.parametrize("prepared", [text(), made("reviews")[0]])
def test_a_long_text_is_widened_as_it_is_drawn(prepared, monkeypatch):
    net = Recurrent(hidden=4)
    drawn, losses = [], []
    for most in (1 << 24, 0):
        monkeypatch.setattr(batches, "IDS_WIDENED", most)
        assert data_tensors(prepared, CPU)[0].dtype == (torch.int32 if most else torch.int8)
        drawn.append(batches_of(prepared, 4, CPU).draw(torch.Generator().manual_seed(0)))
        losses.append(Trainer(config(prepared.dataset.info.suggested.data, net, batch=4), prepared, CPU).validate())
    torch.testing.assert_close(*drawn, rtol=0, atol=0)
    assert losses[0] == losses[1]


def test_windows_of_many_sequences_are_drawn_by_their_starts():
    prepared = table()
    starts = np.array([3, 50, 90])
    drawn = Batches(replace(prepared, training=Spans(starts, prepared.window)), 64, CPU)
    x, y, lengths = drawn.draw(torch.Generator().manual_seed(0))
    assert lengths is None
    source, goal = data_tensors(prepared, CPU)
    found = {tuple(each.flatten().tolist()) for each in x.unbind(1)}
    assert found == {tuple(source[s : s + prepared.window].flatten().tolist()) for s in starts}
    assert {tuple(each.flatten().tolist()) for each in y.unbind(1)} == {
        tuple(goal[s + 1 : s + 1 + prepared.window].flatten().tolist()) for s in starts
    }


def test_every_span_is_as_likely_as_any_other():
    drawn = Buckets(made("sums")[0], 4, CPU)
    assert len(drawn.edges) > 4
    generator = torch.Generator().manual_seed(0)
    batches_drawn, count = 4000, len(drawn.order)
    found = torch.cat([drawn.choose(generator) for _ in range(batches_drawn)])
    expected = 4 * batches_drawn / count
    often = torch.bincount(found, minlength=count)
    assert often.min() > 0
    for low, high in pairwise(drawn.edges):  # of one batch all are of one bucket
        spans = int(high - low)
        deviation = 4 * np.sqrt(batches_drawn * spans / count)
        assert abs(int(often[low:high].sum()) - expected * spans) < 4 * deviation
        chi_square = float(((often[low:high] - often[low:high].float().mean()) ** 2 / expected).sum())
        assert chi_square < spans + 5 * np.sqrt(2 * spans)


def test_what_is_drawn_depends_on_the_generator_alone():
    one, other = (Buckets(made("parity")[0], 8, CPU) for _ in range(2))
    generator = torch.Generator().manual_seed(9)
    for _ in range(7):
        one.draw(generator)
    state = generator.get_state()
    drawn = one.draw(generator)
    again = torch.Generator()
    again.set_state(state)
    assert all(map(torch.equal, other.draw(again), drawn))


@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs a CUDA device")
@pytest.mark.parametrize("name", ["parity", "sums", "reviews"])
def test_drawing_does_not_wait_for_the_device(name):
    drawn = Buckets(made(name)[0], 8, torch.device("cuda"))
    with waiting_refused():
        x, y, _ = drawn.draw(torch.Generator().manual_seed(1))
    on_host = Buckets(made(name)[0], 8, CPU).draw(torch.Generator().manual_seed(1))[:2]
    torch.testing.assert_close((x.cpu(), y.cpu()), on_host, rtol=0, atol=0, equal_nan=True)


@given(st.lists(st.integers(1, 500), min_size=1, max_size=300), st.integers(1, 60))
def test_buckets_hold_all_spans_enough_of_them_and_of_about_one_length(lengths, least):
    rising = np.sort(lengths)
    edges = bucket_edges(rising, least)
    assert edges[0] == 0
    assert edges[-1] == len(rising)
    sizes = np.diff(edges)
    assert (sizes >= min(least, len(rising))).all()
    for low, high in pairwise(edges[:-1]):
        longest = rising[low] * batches.LONGER_MOST
        assert high - low == least or rising[high - 1] <= longest
        assert rising[high] > longest or high - low == least  # none that would fit is left out


# ---- validation -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("values_most", [1, 900, 4_000_000])
@pytest.mark.parametrize("name", [*MADE, "gaps"])
def test_validation_is_the_mean_over_exactly_the_targets_that_count(name, values_most, monkeypatch):
    monkeypatch.setattr(batches, "VALUES_MOST", values_most)
    prepared, data = (gaps(), chosen()) if name == "gaps" else made(name)
    net = Recurrent(hidden=6, embedding=3 if prepared.shape.symbols else 0, layers=2, dropout=0.5)
    trainer = Trainer(config(data, net, batch=4), prepared, CPU)
    x, y = data_tensors(prepared, CPU)
    losses, met = [], []
    spans = prepared.validation
    trainer.network.eval()
    for start, length, counted_from in zip(spans.starts, spans.lengths, spans.counted_from, strict=True):
        with torch.no_grad():
            output = trainer.network(x[start : start + length, None])[:, 0]
        for t in range(counted_from, length):
            goal = y[start + t + prepared.shift]
            if goal.is_floating_point():
                losses += [float(each) for each in (output[t] - goal).square() if not each.isnan()]
            elif goal >= 0:
                losses.append(float(cross_entropy(output[t], goal)))
                met.append(int(output[t].argmax()) == int(goal))
    trainer.network.train()
    assert trainer.validate() == pytest.approx(np.mean(losses), rel=1e-5)
    if prepared.class_names:
        assert trainer.accuracy == pytest.approx(np.mean(met))
    else:
        assert np.isnan(trainer.accuracy)


@settings(deadline=None)
@given(st.lists(st.integers(1, 90), min_size=1, max_size=60), st.integers(1, 400))
def test_chunks_of_spans_stay_within_their_bound(lengths, most):
    rising = np.sort(lengths)
    edges = chunk_edges(rising, most)
    assert (edges[0], edges[-1]) == (0, len(rising))
    for low, high in pairwise(edges):
        assert high - low == 1 or (high - low) * rising[high - 1] <= most
        assert high == len(rising) or (high - low + 1) * rising[high] > most

"""n-gram models against the same rule written out with dictionaries."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatescope.engine.data.rivals.ngrams import NGrams
from gatescope.engine.errors import ConfigError

V = 4
texts = st.lists(st.integers(0, V - 1), min_size=1, max_size=60)


def written_out(text: list[int], context: list[int], symbol: int) -> float:
    """Witten and Bell's rule, the context shortened one symbol at a time."""
    shorter = written_out(text, context[1:], symbol) if context else 1.0 / V
    k = len(context)
    after = Counter(text[t] for t in range(k, len(text)) if text[t - k : t] == context)
    if not after:
        return shorter
    return (after[symbol] + len(after) * shorter) / (sum(after.values()) + len(after))


@given(texts, texts, st.integers(1, 5))
def test_probabilities_are_those_of_the_rule(text: list[int], other: list[int], n: int) -> None:
    model = NGrams(np.array(text), V, n)
    at = np.arange(len(other))
    found = model.probability(np.array(other), at)
    expected = [written_out(text, other[max(0, t - n + 1) : t], other[t]) for t in at]
    assert np.allclose(found, expected)


@given(texts, texts, st.integers(1, 5))
def test_what_comes_next_is_a_distribution_and_the_same(text: list[int], past: list[int], n: int) -> None:
    model = NGrams(np.array(text), V, n)
    following = model.next(np.array(past))
    assert following.sum() == pytest.approx(1.0)
    for symbol in range(V):
        ids = np.array([*past, symbol])
        assert following[symbol] == pytest.approx(model.probability(ids, np.array([len(past)]))[0])


def test_a_longer_memory_knows_more_of_its_own_text() -> None:
    text = np.array([0, 1, 0, 2] * 50)
    at = np.arange(10, len(text))
    losses = [NGrams(text, V, n).cross_entropy(text, at) for n in (1, 2, 3)]
    assert losses[0] > losses[1] > losses[2]
    assert losses[2] < 0.15


def test_it_writes_what_it_has_read() -> None:
    text = np.array([0, 1, 2, 3] * 100)
    written = NGrams(text, V, 3).generate(text[:2], 40, 0)
    agree = (np.diff(np.append(text[1:2], written)) % 4 == 1).mean()
    assert agree > 0.9
    assert (NGrams(text, V, 3).generate(text[:2], 40, 0) == written).all()


def test_an_n_out_of_range_is_refused() -> None:
    with pytest.raises(ConfigError):
        NGrams(np.array([0, 1]), V, 6)

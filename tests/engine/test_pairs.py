"""Pairs of texts as a network is given them: what is read, what is written, where both end."""

import numpy as np
import pytest

from gatescope.engine.config.data import Level, Split, Task, TokenConfig
from gatescope.engine.config.run import DataConfig
from gatescope.engine.data.preparing.pairs import END_NAME, START_NAME, PreparedPairs
from gatescope.engine.data.preparing.prepare import prepare
from gatescope.engine.data.tables.dataset import Dataset
from gatescope.engine.errors import ConfigError, Fault
from gatescope.engine.protocol.frame import Part, Probe
from tests.engine.task_tables import chosen, table

ASKED = [f"{first}+{second}" for first in range(12) for second in range(9)]
ANSWERED = [str(sum(map(int, asked.split("+")))) for asked in ASKED]


def pairs_config(**values: object) -> DataConfig:
    more = {"inputs": (), "targets": (), "text": "asked", "second": "answered", "split": Split.SEQUENCE}
    return chosen(**{**more, "task": Task.PAIRS, "validation_share": 0.25, **values})


def sums(asked: list[str] = ASKED, answered: list[str] = ANSWERED) -> Dataset:
    return table({"asked": asked, "answered": answered})


def prepared(dataset: Dataset, **values: object) -> PreparedPairs:
    made = prepare(dataset, pairs_config(**values), 5)
    assert isinstance(made, PreparedPairs)
    return made


def test_every_answer_ends_and_is_begun_by_a_sign_of_its_own() -> None:
    made = prepared(sums())
    start = made.shape.outputs
    assert (made.symbol_name(made.end), made.symbol_name(start)) == (END_NAME, START_NAME)
    for pair, (begin, end) in enumerate(zip(made.layout.edges[:-1], made.layout.edges[1:], strict=True)):
        written, given = made.targets[begin:end], made.ids[begin:end]
        assert written[-1] == made.end
        assert (written[:-1] != made.end).all()
        assert given[0] == start
        assert given[1:].tolist() == written[:-1].tolist()
        assert made.text(written) == ANSWERED[pair]
        assert [made.label(row) for row in range(begin, end)] == [*ANSWERED[pair], END_NAME]
        assert made.both.source.tokeniser.decode(made.read(pair)) == ASKED[pair]
    with pytest.raises(IndexError):
        made.symbol_name(start + 1)


def test_the_shape_tells_both_vocabularies_and_the_longest_of_both_sides() -> None:
    made = prepared(sums())
    shape = made.shape
    assert (shape.symbols, shape.outputs) == (len(set("0123456789+")) + 1, len(set("0123456789")) + 2)
    assert (shape.read, shape.written) == (4, 3)
    assert made.training.longest == 3


def test_a_pair_is_of_one_part_alone_and_its_vocabulary_of_the_training_part() -> None:
    asked, answered = ["ab", "cd", "ef", "gh"] * 3, [*["x", "yy", "x"] * 3, *"xyz"]
    made = prepared(sums(asked, answered), split=Split.TIME)
    assert made.both.learnt.tolist() == [True] * 9 + [False] * 3
    assert len(made.both.target.tokeniser) == 3
    assert made.targets[made.layout.edges[11]] == 0
    assert [each.validation for each in made.sequences] == [False] * 9 + [True] * 3
    lengths = np.char.str_len(answered) + 1
    np.testing.assert_array_equal(made.layout.training, np.repeat(made.both.learnt, lengths))


def test_each_side_is_cut_at_a_level_of_its_own() -> None:
    words = ["one two", "two three", "one three", "three one"] * 3
    made = prepared(sums(words, words), tokens=TokenConfig(level=Level.WORD))
    assert made.both.source.encoded.lengths.max() < made.both.target.encoded.lengths.min()
    other = prepared(sums(words, words), second_tokens=TokenConfig(level=Level.WORD))
    assert other.both.target.encoded.lengths.max() < other.both.source.encoded.lengths.min()


def test_what_lacks_a_side_or_is_too_long_is_left_out_and_counted() -> None:
    made = prepared(sums([*ASKED, "1+1", "", "2+2"], [*ANSWERED, "", "3", "123"]), longest=2)
    assert (made.dropped, made.too_long, len(made.both)) == (3, 1, len(ASKED))
    assert made.shape.written == 3


def test_a_bound_that_leaves_nothing_is_refused() -> None:
    with pytest.raises(ConfigError) as caught:
        prepared(sums([*"abcdefghijkl"], ["xxxx", "xyyy", "xyxx"] * 4), longest=2)
    assert (caught.value.fault, caught.value.facts["sequences"]) == (Fault.SEQUENCES_TOO_FEW, 0)


def test_one_symbol_is_nothing_to_write() -> None:
    with pytest.raises(ConfigError) as caught:
        prepared(sums([*"abcdefghijkl"], ["x", "xx", "xxx"] * 4))
    assert (caught.value.fault, caught.value.facts) == (Fault.ONE_TOKEN, {"token": "x"})


def test_a_source_of_one_token_is_read() -> None:
    made = prepared(sums([*"ab"] * 6, [*"xy"] * 6))
    assert made.shape.read == 1


def test_a_probe_is_a_pair_from_its_beginning_or_a_text_that_is_typed() -> None:
    made = prepared(sums())
    default = made.probe_default()
    data = made.probe(default)
    pair = made.layout.sequence_of(default.start)
    assert (made.both.learnt[pair], default.part) == (False, Part.VALIDATION)
    assert "".join(data.source_labels) == ASKED[pair]
    assert data.source.tolist() == made.read(pair).tolist()
    assert data.labels == (*ANSWERED[pair], END_NAME)
    typed = made.probe(Probe(part=Part.TYPED, text="3+4"))
    assert (typed.source_labels, len(typed.inputs), len(typed.targets)) == (("3", "+", "4"), 0, 0)
    for wrong in (
        Probe(part=Part.TYPED),
        Probe(part=Part.VALIDATION, start=default.start + 1, length=1),
        Probe(part=Part.VALIDATION, start=default.start, length=50),
    ):
        with pytest.raises(ConfigError) as caught:
            made.probe(wrong)
        assert caught.value.fault is Fault.PROBE_INVALID


def test_what_needs_no_learning_is_told_of_the_answers() -> None:
    made = prepared(sums())
    bigram = made.reference.loss
    assert 0 < bigram < np.log(made.shape.outputs)
    assert {each.kind for each in made.baselines} == {"bigram", "unigram", "ngram"}


def test_a_source_in_no_order_has_the_same_symbols() -> None:
    plain, shuffled = prepared(sums()), prepared(sums(), shuffled=True)
    different = 0
    for pair in range(len(plain.both)):
        assert sorted(plain.read(pair)) == sorted(shuffled.read(pair))
        different += plain.read(pair).tolist() != shuffled.read(pair).tolist()
    assert different > len(plain.both) / 2
    np.testing.assert_array_equal(plain.targets, shuffled.targets)


def test_what_subwords_have_learnt_is_kept_of_both_sides() -> None:
    subwords = TokenConfig(level=Level.SUBWORD, most=300)
    said = [
        f"{who} {does} {what}" for who in ("the cat", "a dog") for does in ("sees", "likes") for what in ANSWERED[:9]
    ]
    made = prepared(sums(said, said[::-1]), tokens=subwords, second_tokens=subwords)
    again = prepare(sums(said, said[::-1]), pairs_config(tokens=subwords, second_tokens=subwords), 5, made.token_model)
    assert made.token_model
    with pytest.raises(ValueError):
        prepare(sums(said, said[::-1]), pairs_config(tokens=subwords, second_tokens=subwords), 5, b"nothing")
    np.testing.assert_array_equal(again.targets, made.targets)

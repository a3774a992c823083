"""What was found out about a file has words, and says how it is undone."""

import pytest

from gatescope.engine.cli.found_words import SENTENCES, sentence
from gatescope.engine.protocol.found import Found, FoundKind, Undo


@pytest.mark.parametrize("kind", FoundKind)
def test_each_kind_has_a_sentence(kind: FoundKind) -> None:
    assert SENTENCES[kind].endswith(".")


def test_a_sentence_names_the_option_that_undoes_it() -> None:
    undo = Undo(path="read.rows", value="file", option="--rows file")
    found = Found(kind=FoundKind.SORTED, count=312, evidence={"of": 4000}, undo=undo)
    assert sentence(found) == "312 of 4,000 records were out of order; sorted. Otherwise: --rows file."

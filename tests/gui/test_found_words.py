"""What was found out about a file has words in the window, in both languages."""

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication

from gatescope.engine.protocol.found import Found, FoundKind, Undo
from gatescope.gui.look import language
from gatescope.gui.words.found import WORDS, told


@pytest.mark.parametrize("kind", FoundKind)
def test_no_kind_lacks_words(kind: FoundKind) -> None:
    words = WORDS[kind]
    assert words.title
    assert words.reason
    assert words.undo
    assert words.accept


def test_facts_are_filled_in_and_what_was_not_told_is_a_dash() -> None:
    said = told(Found(kind=FoundKind.SORTED, count=1312, evidence={"of": 4000}))
    assert (said.title, said.reason, said.undo) == (
        "Sorted by time",
        "1,312 of 4,000 records stood after a later one",
        "undo",
    )
    assert "–" in told(Found(kind=FoundKind.SORTED, count=3)).reason


def test_settings_are_called_as_elsewhere() -> None:
    dates = Found(
        kind=FoundKind.DATE_ORDER, value="day-first", evidence={"other": "month-first", "first": "1", "last": "2"}
    )
    assert (told(dates).accept, told(dates).undo) == ("day first", "month first")
    repeated = Found(kind=FoundKind.REPEATED, undo=Undo(path="read.repeats", value="average"))
    assert told(repeated).undo == "average"
    became = {how: told(replace(repeated, value=how)).reason.partition(": ")[2] for how in ("keep", "average", "drop")}
    assert became == {"keep": "all are kept", "average": "averaged with it", "drop": "dropped"}


def test_a_kind_without_words_shows_its_facts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(WORDS, FoundKind.SORTED)  # type: ignore[arg-type]
    found = Found(kind=FoundKind.SORTED, columns=("a",), value="{b}", evidence={"of": 7})
    assert told(found).reason == "a · {b} · of 7"


def test_they_are_translated(qapp: QApplication) -> None:
    language.apply(qapp, "ko")
    try:
        assert told(Found(kind=FoundKind.REVERSED)).title == "오래된 행부터"
    finally:
        language.apply(qapp, "en")

"""What a file is taken for from its beginning, and that nothing in it stops the guess."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatescope.engine.config.data import Kind, ReadConfig
from gatescope.engine.data.sniffing.headers import unique
from gatescope.engine.data.sniffing.numerals import is_numeral, marks
from gatescope.engine.data.sniffing.sniff import guess, guess_sheet
from tests.engine.awkward import daily

NOISE = ",;|\t \"'#%/\n0123456789.-:abNA\r\x00é가"
READS = st.builds(
    ReadConfig,
    delimiter=st.sampled_from(["", ",", ";", " "]),
    header=st.sampled_from([None, True, False]),
    quote=st.sampled_from([None, "", "'"]),
    decimal=st.sampled_from(["", ",", "."]),
    skip=st.sampled_from([None, 0, 2]),
    comment=st.sampled_from([None, "", "#"]),
)


@given(st.text(NOISE, max_size=300), READS, st.sampled_from(["a.csv", "a.txt", "a.tsv"]))
def test_whatever_was_said_stays(text: str, read: ReadConfig, path: str) -> None:
    found = guess(text, read, path)
    for name in ("delimiter", "header", "quote", "decimal", "skip", "comment"):
        said = getattr(read, name)
        if said not in ("", None) and found.read.kind is Kind.TABLE and found.width and name != "header":
            assert getattr(found.read, name) == said
    assert len(found.names) == len(set(found.names)) == len(found.units)


@given(st.text(NOISE, max_size=300))
def test_a_table_has_everything_resolved(text: str) -> None:
    read = guess(text, ReadConfig(kind=Kind.TABLE), "a").read
    assert read.delimiter
    assert read.decimal in (",", ".")
    assert None not in (read.header, read.quote, read.thousands, read.comment, read.skip, read.units)
    assert read.thousands != read.decimal


@pytest.mark.parametrize(
    "text",
    [
        "," * 1_000_000,
        ("," * 200_000 + "\n") * 3,
        "jan" * 300_000 + "\n" + "jan" * 300_000 + "\n",
        "\n" * 300_000 + "a,b\n1,2\n",
        "#\n" * 100_000 + "a,b\n1,2\n",
        '"' * 300_000,
        ("1" + " " * 500) * 2000 + "\n3\n",
    ],
    ids=["commas", "wide", "months", "newlines", "comments", "quotes", "spaces"],
)
def test_nothing_makes_it_think_for_long(text: str) -> None:
    begun = time.process_time()
    guess(text, ReadConfig(), "a.txt")
    assert time.process_time() - begun < 3.0


@given(st.lists(st.sampled_from(["a", "", "a (2)", "column 1", "column 2"]), max_size=8))
def test_unique_names_are_unique(names: list[str]) -> None:
    result = unique(names)
    assert len(set(result)) == len(names)
    assert all(new == old for new, old in zip(result, names, strict=True) if old and names.count(old) == 1)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["1.234,56", "7"], (",", ".", False)),
        (["1,234.56", "7"], (".", ",", False)),
        (["1'234.5"], (".", "'", False)),
        (["1 234,5"], (",", " ", False)),
        (["1.234.567"], (",", ".", False)),
        (["1,5", "2,25"], (",", ".", False)),
        (["1,234", "950"], (".", ",", True)),
        (["1,234", "2,345"], (",", ".", True)),
        (["1.5", "2"], (".", ",", False)),
    ],
)
def test_marks_of_numbers(cells: list[str], expected: tuple[str, str, bool]) -> None:
    assert marks([cells], ReadConfig(), ";") == expected


@pytest.mark.parametrize("cell", ["5%", "$5", "1,", "1.2.3x", "", "-", "e5", "5 kg", "٣x"])
def test_what_is_no_number(cell: str) -> None:
    assert not is_numeral(cell)


def test_a_sheet_is_looked_at_like_lines() -> None:
    rows = [
        ("A report", ""),
        ("", ""),
        ("day", "value"),
        ("", "°C"),
        *[(f"2020-01-{at:02}", f"{at}.5") for at in range(1, 20)],
    ]
    found = guess_sheet(rows, ReadConfig())
    assert (found.names, found.units, found.before, len(found.rows)) == (("day", "value"), ("", "°C"), 4, 19)


def test_doubts_name_what_to_look_at() -> None:
    assert guess(daily(), ReadConfig(), "a.csv").doubts == ()
    assert guess("A title\n" + daily(), ReadConfig(), "a.csv").doubts == ("skip",)
    assert guess("one fine day\tun beau jour\n" * 9, ReadConfig(), "a.tsv").doubts == ("header",)
    assert guess("a;b\n" + "1,234;5\n" * 9, ReadConfig(), "a.csv").doubts == ("decimal",)

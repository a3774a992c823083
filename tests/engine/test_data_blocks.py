"""Cutting a file into blocks at the ends of records: as the csv module reads them, wherever the pieces end."""

import csv
import io
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gatescope.engine.data.files.source import FileReading
from gatescope.engine.data.reading import blocks
from gatescope.engine.data.reading.blocks import BYTES_MOST, Block, Cutter, Shape
from gatescope.engine.data.reading.delimited import cut, taken
from gatescope.engine.errors import DataError, Fault

COMMA = Shape(b",")


def pieces(body: bytes, size: int) -> Iterator[bytes]:
    return (body[at : at + size] for at in range(0, len(body), size))


def cutter(text: str, shape: Shape = COMMA, size: int = 7, whole: bool = True) -> Cutter:
    return Cutter(pieces(text.encode(), size), shape, FileReading("a.csv"), whole)


def records(text: str, shape: Shape = COMMA, size: int = 7) -> tuple[list[tuple[int, tuple[str, ...]]], list[int]]:
    """The records with the lines on which they begin, and the lines of the empty rows at the end."""
    found = cutter(text, shape, size)
    made = taken(iter(found), 1 << 30)[0]
    return [(record.line, record.cells) for record in made], found.empty_lines


def as_csv_reads(text: str, quote: str = '"') -> list[tuple[int, tuple[str, ...]]]:
    reader = csv.reader(io.StringIO(text, newline=""), quotechar=quote)
    found, line = [], 1
    for row in reader:
        if row:
            found.append((line, tuple(row)))
        line = reader.line_num + 1
    return found


def written(rows: list[list[str]], quoting: int, quote: str) -> str:
    file = io.StringIO()
    csv.writer(file, quoting=quoting, lineterminator="\n", quotechar=quote).writerows(rows)
    return file.getvalue()


ROWS = st.lists(st.lists(st.text("ab,\n\"'", max_size=5), min_size=2, max_size=3), min_size=1, max_size=9)


@settings(deadline=None)
@given(ROWS, st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]), st.sampled_from("\"'"), st.integers(1, 40))
def test_records_are_those_that_the_csv_module_writes(
    rows: list[list[str]], quoting: int, quote: str, size: int
) -> None:
    text = written(rows, quoting, quote)
    expected = as_csv_reads(text, quote)
    found, empty = records(text, Shape(b",", quote.encode()), size)
    assert len(found) + len(empty) == len(expected)
    assert found == expected[: len(found)]
    assert [line for line, _ in expected[len(found) :]] == empty
    assert not any(cell.strip() for _, row in expected[len(found) :] for cell in row)


@settings(deadline=None, max_examples=300)
@given(st.text("ab1,\"\n#' ", max_size=60), st.integers(1, 70))
@example('"a\nb","c"\n1,2', 3)
def test_any_text_is_read_like_the_csv_module_or_refused(text: str, size: int) -> None:
    """Refused is only a quote that opens a cell and does not close it, or closes it in the middle of another line."""
    expected = as_csv_reads(text)
    try:
        found, empty = records(text, size=size)
    except DataError as error:
        refused = error.fault
    else:
        refused = None
    if refused is not None:
        assert (refused, '"' in text) == (Fault.QUOTE_UNCLOSED, True)
        return
    assert len(found) + len(empty) == len(expected)
    assert found == expected[: len(found)]


@settings(deadline=None)
@given(ROWS, st.integers(0, 3))
def test_the_two_ways_of_looking_at_quotes_agree(rows: list[list[str]], extra: int) -> None:
    text = written(rows, csv.QUOTE_ALL, '"') + "a,b\n" * extra
    newlines = blocks._newlines(text.encode())
    paired = blocks._paired(text.encode(), newlines, COMMA)
    assert paired is not None
    assert paired.tolist() == blocks._walked(text.encode(), COMMA).newlines


@pytest.mark.parametrize("size", [1, 2, 5, 100])
def test_comments_and_blank_lines_are_no_records(size: int) -> None:
    text = '#"a\n1,2\n\n# b\n"x\n#y",3\n\n#c\n4,5\n#d'
    found, empty = records(text, Shape(b",", b'"', b"#"), size)
    assert found == [(2, ("1", "2")), (5, ("x\n#y", "3")), (9, ("4", "5"))]
    assert empty == []


@pytest.mark.parametrize("size", [1, 3, 100])
def test_lines_before_the_first_record_are_left_out(size: int) -> None:
    assert records('a "title\nanother,one\n1,2\n3,4\n', Shape(b",", skip=2), size)[0] == [
        (3, ("1", "2")),
        (4, ("3", "4")),
    ]
    assert records("only\na title", Shape(b",", skip=2), size) == ([], [])


@pytest.mark.parametrize("size", [1, 4, 100])
def test_blanks_that_align_are_one_delimiter(size: int) -> None:
    text = '  1   2.5 "a  b"\n\n 22   3  "c"  \n   \n'
    found, empty = records(text, Shape(b" "), size)
    assert (found, empty) == ([(1, ("1", "2.5", "a  b")), (3, ("22", "3", "c"))], [])


@pytest.mark.parametrize("size", [1, 3, 64])
def test_empty_rows_are_held_back_until_another_follows(size: int) -> None:
    found, empty = records("1,2\n,\n,\n3,4\n,\n\n , \n", size=size)
    assert [cells for _, cells in found] == [("1", "2"), ("", ""), ("", ""), ("3", "4")]
    assert empty == [5, 7]


@pytest.mark.parametrize("text", ['1,"a\n2,b\n', '"', '1,"a\nb"c,2\n3,"d\n', "x\n" * 9 + 'a,"b'])
def test_a_quote_that_does_not_close_is_named(text: str) -> None:
    with pytest.raises(DataError) as caught:
        list(cutter(text))
    assert caught.value.fault is Fault.QUOTE_UNCLOSED
    assert caught.value.facts["line"] == (10 if text.startswith("x") else 1)


def test_an_endless_quote_is_named_before_the_file_is_in_memory() -> None:
    taken_pieces = 0

    def endless() -> Iterator[bytes]:
        nonlocal taken_pieces
        yield b'1,2\n3,"4\n'
        while True:
            taken_pieces += 1
            yield b"5,6\n" * 50_000

    with pytest.raises(DataError) as caught:
        list(Cutter(endless(), COMMA, FileReading("a.csv")))
    assert (caught.value.fault, caught.value.facts["line"]) == (Fault.QUOTE_UNCLOSED, 2)
    assert taken_pieces < 10


@pytest.mark.parametrize("before", ["", "1,2\n" * 1000])
def test_a_record_that_is_too_long_is_measured(before: str) -> None:
    with pytest.raises(DataError) as caught:
        list(cutter(before + "7" * (3 * BYTES_MOST) + "\n1,2\n", size=1 << 19))
    facts = caught.value.facts
    assert (facts["line"], facts["length"]) == (before.count("\n") + 1, 3 * BYTES_MOST)


def test_a_beginning_loses_only_the_record_that_is_cut() -> None:
    (block,) = cutter('1,2\n3,"4\n5,', size=100, whole=False)
    assert block.body == b"1,2\n"


def test_the_first_records_are_taken_off() -> None:
    first, rest = taken(iter(cutter('a,b\n"c\nd",e\n\nf,g\nh,i\n', size=100)), 2)
    assert [record.cells for record in first] == [("a", "b"), ("c\nd", "e")]
    (block,) = rest
    assert (block.body.strip(), block.lines().tolist()) == (b"f,g\nh,i", [5, 6])


def test_one_record_is_cut_to_cells() -> None:
    assert cut(b'1,"a ""b""\nc"\n', COMMA) == ("1", 'a "b"\nc')
    assert cut(b'1,"a"\n', Shape(b",", b"")) == ("1", '"a"')
    assert Block(b"1\n2\n", 3, COMMA).lines().tolist() == [3, 4]

"""Tables as they are really written."""

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gatescope.engine.config.run import Kind, ReadConfig
from gatescope.engine.data.columns import cells, time_columns, times
from gatescope.engine.data.sniffing import sniff
from gatescope.engine.data.sniffing.sniff import unique
from gatescope.engine.data.tables.dataset import Dataset, dataset_from_bytes
from gatescope.engine.protocol.messages import ColumnType

DAYS = [f"2020-01-{day:02d}" for day in range(1, 31)]
VALUES = [day * 7 % 5 + 0.5 for day in range(1, 31)]


def table(text: str, encoding: str = "utf-8") -> Dataset:
    return dataset_from_bytes(text.encode(encoding), "a.csv", Kind.TABLE)


def is_table(text: str) -> bool:
    return sniff.guess(text, ReadConfig(), "a.txt").read.kind is Kind.TABLE


def column(*cells: object, name: str = "value") -> Dataset:
    return table(name + "\n" + "".join(f"{cell}\n" for cell in cells))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("quote", ["", '"'])
def test_ways_of_writing_one_table(delimiter: str, newline: str, quote: str) -> None:
    rows = [("day", "value"), *zip(DAYS, VALUES, strict=True)]
    text = newline.join(delimiter.join(f"{quote}{cell}{quote}" for cell in row) for row in rows)
    opened = table(text)
    assert opened.names == ("value",)
    assert opened.column("value").tolist() == VALUES
    assert (opened.info.delimiter, opened.info.time_column, opened.info.frequency) == (delimiter, "day", "daily")
    assert is_table(text.replace("\r\n", "\n").replace("\r", "\n"))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp949"])
def test_encodings_of_a_table(encoding: str) -> None:
    opened = table("날짜,매출\n" + "".join(f"{d},{v}\n" for d, v in zip(DAYS, VALUES, strict=True)), encoding)
    assert opened.names == ("매출",)
    assert opened.column("매출").tolist() == VALUES


def test_decimal_commas_and_thousands() -> None:
    assert table("a;b\n" + "".join(f"{i};{i},5\n" for i in (3, 1, 2) * 5)).column("b")[:3].tolist() == [3.5, 1.5, 2.5]
    assert table("a,b\n" + "".join(f'{i},"{i},000"\n' for i in (3, 1, 2) * 5)).column("b")[:2].tolist() == [3e3, 1e3]


def test_without_a_header_columns_are_numbered() -> None:
    opened = table("".join(f"{day},{value}\n" for day, value in zip(DAYS, VALUES, strict=True)))
    assert [each.name for each in opened.info.columns] == ["column 1", "column 2"]
    assert opened.rows == 30


def test_comments_blank_lines_and_a_marked_header() -> None:
    opened = table("# from a sensor\n\n#t\tv\n" + "".join(f"{i}\t{i * i % 7}\n\n" for i in range(20)))
    assert (opened.names, opened.rows) == (("t", "v"), 20)


def test_names_become_unique() -> None:
    assert unique(("a", "a", "", "a (2)", "a")) == ("a", "a (3)", "column 3", "a (2)", "a (4)")


@given(st.lists(st.sampled_from(["a", "", "a (2)", "column 1", "column 2"]), max_size=8))
def test_unique_names_are_unique(names: list[str]) -> None:
    result = unique(tuple(names))
    assert len(set(result)) == len(names)
    assert all(new == old for new, old in zip(result, names, strict=True) if old and names.count(old) == 1)


def test_missing_cells_are_counted() -> None:
    opened = table("n,v\n" + "".join(f"w,{v}\n" for v in ["NA", 1, "nan", "", 4, "inf", 2, 3, 5, 5, 7, "-"]))
    missing = [True, False, True, True, False, True, *[False] * 5, True]
    assert np.isnan(opened.column("v")).tolist() == missing
    assert opened.info.columns[1].missing == 5


def test_what_a_column_is() -> None:
    rows = "".join(f"{i},town,5,{i * i % 7},x{i},\n" for i in range(30))
    opened = table("id,name,five,value,word,empty\n" + rows)
    kinds = {each.name: (each.type, each.constant) for each in opened.info.columns}
    assert kinds["five"] == (ColumnType.NUMERIC, True)
    assert kinds["word"] == (ColumnType.TEXT, False)
    assert opened.names == ("id", "value")
    assert opened.info.suggested.data.inputs == ("value",)


@pytest.mark.parametrize("order", ["{0},{1}\n", "{1},{0}\n"])
def test_a_row_number_is_no_target(order: str) -> None:
    opened = table("a,b\n" + "".join(order.format(i, i * i % 7) for i in range(1, 31)))
    assert opened.info.suggested.data.targets == (("b",) if order.startswith("{0}") else ("a",))


def test_only_a_row_number_is_still_a_target() -> None:
    assert column(*range(20)).info.suggested.data.targets == ("value",)


def test_few_numbers_among_words_are_words() -> None:
    rows = "".join(f"{'x' if i % 3 else i},{i * i % 7}\n" for i in range(30))
    assert table("a,b\n" + rows).names == ("b",)


def test_a_column_half_of_numbers_is_one_of_words() -> None:
    opened = column(*[1, "x", 2, "y"] * 5)
    assert opened.columns["value"].words().to_pylist() == ["1", "x", "2", "y"] * 5
    assert opened.info.records.bad == ()


def test_empty_rows_below_are_dropped() -> None:
    assert table("a,b\n" + "".join(f"{i},{i * i % 7}\n" for i in range(20)) + ",\n,\n , \n").rows == 20


def test_prose_is_no_table() -> None:
    assert not is_table("one, two\nthree, four\nfive, six\n")
    assert not is_table("3.14159265358979")
    assert not is_table("First, second\nthird\n" * 9)
    assert is_table("temp\n1.5\n2\n3\n")


@pytest.mark.parametrize(
    ("cells", "word"),
    [
        (["1949-01", "1949-02", "1949-03"], "monthly"),
        (["2014/07/01 00:00", "2014/07/01 00:30", "2014/07/01 01:00"], "half-hourly"),
        (["2014-07-01T00:00:00Z", "2014-07-01T00:15:00Z", "2014-07-01T00:30:00Z"], "15-minutely"),
        (["2020-01-01", "2020-01-08", "2020-01-15"], "weekly"),
        (["2020-01-01", "2020-01-02", "2020-02-15", "2020-02-16"], "irregular"),
        (["1949", "1950", "1951"], "yearly"),
        (["1949Q1", "1949Q2", "1949Q3"], "quarterly"),
        (["20200131", "20200201", "20200202"], "daily"),
        (["1600000000", "1600000010", "1600000020"], "10-secondly"),
        (["1600000000000", "1600003600000"], "hourly"),
        (["13/1/2020", "14/1/2020"], "daily"),
        (["1/31/2020 11:00 PM", "2/1/2020 12:00 AM"], "hourly"),
        (["2020년 1월", "2020년 2월"], "monthly"),
        (["Jan 2020", "Feb 2020"], "monthly"),
        (["2020-03-03", "2020-03-02", "2020-03-01"], "daily"),
        (["23:00", "23:02"], "2-minutely"),
        (["2020-01-31", "2020-02-31"], ""),
    ],
)
def test_frequency(cells: list[str], word: str) -> None:
    assert time_columns.looks_like_time(cells, "date")
    assert times.frequency(cells) == word


@pytest.mark.parametrize("cells", [["1", "2"], ["1.5", "2.5"], ["ab", "cd"], ["2020-01-01", "x", "y"], [], ["5.1.2"]])
def test_what_is_no_time(cells: list[str]) -> None:
    assert not time_columns.looks_like_time(cells, "date")


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_float_is_read_back(value: float) -> None:
    found = cells.numbers(pa.array([f" {value!r}", f"+{abs(value)!r}", "NA"]))
    assert found.values[:2].tolist() == [value, abs(value)]
    assert np.isnan(found.values[2])
    assert not len(found.wrong)


def test_a_quote_inside_a_cell_stands_for_itself() -> None:
    opened = table("size,v\n" + "".join(f'5" pipe,{i * i % 7}\n' for i in range(21)))
    assert opened.rows == 21

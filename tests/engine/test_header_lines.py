"""Headers of several lines: which there are, what they call the columns, and how that is taken back."""

import msgspec
import pytest
from hypothesis import given, settings

from gatescope.engine.config.data import ReadConfig
from gatescope.engine.data.sniffing import sniff
from gatescope.engine.protocol.found import FoundKind
from tests.engine.generated_headers import Headed, headed

DAYS = "".join(f"2023-01-{day:02},{day}.5,{day * 3 % 7}.25\n" for day in range(1, 31))


def form_of(text: str, read: ReadConfig | None = None) -> sniff.Form:
    return sniff.guess(text, read or ReadConfig(), "a.csv")


@settings(deadline=None, max_examples=300)
@given(headed())
def test_what_was_written_is_read(made: Headed) -> None:
    form = form_of(made.text())
    assert list(form.names) == made.names()
    width = len(made.names()) - 1
    assert list(form.units[1:]) == ((list(made.units) * width)[:width] if made.units else [""] * width)
    assert len(form.rows) == made.rows
    lines = len(made.lines())
    told = [each for each in form.found if each.kind in (FoundKind.HEADER_LINES, FoundKind.UNITS_LINE)]
    assert len(told) == (lines > 1)


@settings(deadline=None, max_examples=100)
@given(headed())
def test_what_was_found_is_found_again_when_it_is_asked_for(made: Headed) -> None:
    first = form_of(made.text())
    again = form_of(made.text(), first.read)
    assert (again.names, again.units, again.before, again.rows) == (first.names, first.units, first.before, first.rows)
    assert again.read == first.read
    assert not again.found


@pytest.mark.parametrize(
    ("text", "names", "units"),
    [
        ("Price,Close,Open\nTicker,AB,AB\nDate,,\n" + DAYS, ("Date", "Close", "Open"), ("", "", "")),
        ("Price,Close,Close\nTicker,AB,CD\nDate,,\n" + DAYS, ("Date", "Close AB", "Close CD"), ("", "", "")),
        ("날짜,매출,\n,A,B\n" + DAYS, ("날짜", "매출 A", "매출 B"), ("", "", "")),
        ("Unnamed: 0_level_0,a,a\nday,x,y\n" + DAYS, ("day", "a x", "a y"), ("", "", "")),
        (
            '"TOA5","site","log"\nTIMESTAMP,AirT_Avg,RH\nTS,Deg C,%\n"",Avg,Smp\n' + DAYS,
            ("TIMESTAMP", "AirT_Avg", "RH"),
            ("", "Deg C", "%"),
        ),
        ("# day,wind,gust\n# -,m/s,m/s\n" + DAYS, ("day", "wind", "gust"), ("", "m/s", "m/s")),
        ("date,temp,wind\n" + DAYS, ("date", "temp", "wind"), ("", "", "")),
    ],
)
def test_headers_as_programs_write_them(text: str, names: tuple[str, ...], units: tuple[str, ...]) -> None:
    form = form_of(text)
    assert (form.names, form.units, len(form.rows)) == (names, units, 30)


def test_one_sentence_and_the_way_back() -> None:
    text = "날짜,매출,\n,A,B\n" + DAYS
    form = form_of(text)
    (found,) = form.found
    assert (found.kind, found.count, found.value, found.lines) == (FoundKind.HEADER_LINES, 2, "매출 A", (1, 2))
    assert found.undo is not None
    assert found.undo.path == "read.header_lines"
    back = form_of(text, msgspec.structs.replace(ReadConfig(), header_lines=1))
    assert back.names[0] == "날짜"
    assert len(back.rows) == 31


@pytest.mark.parametrize(
    "first",
    ["2023-01-01,점검중,점검중\n", "2023-01-01,,\n", "2023-01-01,NA,NA\n"],
)
def test_a_first_record_without_numbers_is_no_header(first: str) -> None:
    assert len(form_of("date,a,b\n" + first + DAYS).rows) == 31


def test_words_that_come_again_below_are_no_names() -> None:
    body = "".join(f"{at},{at * 2}\n" for at in range(1, 40))
    assert len(form_of("a,b\nerror,error\n" + body + "error,3\n").rows) == 41


def test_columns_that_are_called_by_numbers_and_dates() -> None:
    years = "".join(f"{year},{year % 17 * 3.5}\n" for year in range(1900, 1940))
    form = form_of(",0\n" + years)
    assert form.names == ("column 1", "0")
    assert len(form.rows) == 40
    dates = ["2023-01-02", "2023-01-03", "2023-01-04"]
    rows = "".join(f"s{at},{at},{at + 1}.5,{at + 2}\n" for at in range(12))
    assert form_of(",".join(["name", *dates]) + "\n" + rows).names == ("name", *dates)


def test_of_a_workbook() -> None:
    rows = [("날짜", "매출", ""), ("", "A", "B"), *(tuple(line.split(",")) for line in DAYS.split())]
    form = sniff.guess_sheet(rows, ReadConfig())
    assert form.names == ("날짜", "매출 A", "매출 B")
    assert form.before == 2

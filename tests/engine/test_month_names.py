"""Months by their names, in the languages that files come in: with accents or without, in any case, by a pattern."""

import numpy as np
import pyarrow as pa
import pytest

from gatescope.engine.data.columns.names import MONTH_OF, months_like
from gatescope.engine.data.columns.styles import style_of
from gatescope.engine.data.columns.times import Custom, read_strings

DAYS = np.arange("2019-01-01", "2020-02-01", dtype="M8[D]")
LANGUAGES = {
    "Polish": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "Czech": "leden únor březen duben květen červen červenec srpen září říjen listopad prosinec",
    "Russian": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "Turkish": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
    "Swedish": "januari februari mars april maj juni juli augusti september oktober november december",
    "Italian": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
}


def written(pattern: str, months: list[str]) -> pa.Array:
    return pa.array(
        [pattern.format(day.astype(object), month=months[int(str(day)[5:7]) - 1]) for day in DAYS], pa.string()
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", [str.lower, str.upper, str.title])
def test_names_of_months_are_read_in_every_language_and_case(language, case):
    cells = written("{0.day} {month} {0.year}", [case(each) for each in LANGUAGES[language].split()])
    np.testing.assert_array_equal(read_strings(cells)[0].seconds, DAYS.astype("M8[s]").astype(float))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pattern_takes_the_names_of_every_language(language):
    cells = written("{0.day:02}#{month}~{0.year}", LANGUAGES[language].split())
    assert not np.isfinite(read_strings(cells)[0].seconds).any()
    found = read_strings(cells, Custom("DD#MMMM~YYYY"))[0].seconds
    np.testing.assert_array_equal(found, DAYS.astype("M8[s]").astype(float))


PLAIN = {
    "Polish": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia wrzesnia pazdziernika listopada grudnia",
    "Czech": "leden unor brezen duben kveten cerven cervenec srpen zari rijen listopad prosinec",
    "Turkish": "ocak subat mart nisan mayis haziran temmuz agustos eylul ekim kasim aralik",
}


@pytest.mark.parametrize("language", PLAIN)
def test_names_without_their_accents_are_read(language):
    cells = written("{0.day}-{month}-{0.year}", PLAIN[language].split())
    np.testing.assert_array_equal(read_strings(cells)[0].seconds, DAYS.astype("M8[s]").astype(float))


@pytest.mark.parametrize(
    "cell", ["00 ſep 0000", "00 AprİL 0000", "00 Kaſım 0000", "0000-00-00 00:00 Eſt", "00 oKt 0000"]
)
def test_letters_that_are_alike_but_for_their_case_make_no_crash(cell):
    assert style_of(cell) is not None


def test_a_name_means_one_month_and_goes_on_in_its_own_language():
    assert all(1 <= month <= 12 for month in MONTH_OF.values())
    assert months_like(["września", "grudnia"])[0] == "stycznia"
    assert months_like(["мая"])[11] == "декабря"

"""How the names of rows go on after the last."""

import numpy as np
import pytest

from gatescope.engine.data.columns.following import following
from gatescope.engine.data.columns.times import frequency


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["1960-10", "1960-11", "1960-12"], ["1961-01", "1961-02"]),
        (["2020-11-30", "2020-12-31", "2021-01-31"], ["2021-02-28", "2021-03-31"]),
        (["1999-7", "1999-8", "1999-9"], ["1999-10", "1999-11"]),
        (["Oct-99", "Nov-99", "Dec-99"], ["Jan-00", "Feb-00"]),
        (["2020-September", "2020-October", "2020-November"], ["2020-December", "2021-January"]),
        (["2020-AUG", "2020-SEP", "2020-OCT"], ["2020-NOV", "2020-DEC"]),
        (["2020년 9월", "2020년 10월", "2020년 11월", "2020년 12월"], ["2021년 1월", "2021년 2월"]),
        (["2020Q2", "2020Q3", "2020Q4"], ["2021Q1", "2021Q2"]),
        (["1749", "1750", "1751"], ["1752", "1753"]),
        (["200010", "200011", "200012"], ["200101", "200102"]),
        (["20200227", "20200228", "20200229"], ["20200301", "20200302"]),
        (["1600000000", "1600003600", "1600007200"], ["1600010800", "1600014400"]),
        (["1600000000000", "1600003600000", "1600007200000"], ["1600010800000", "1600014400000"]),
        (["2016-07-01 22:00:00", "2016-07-01 23:00:00"], ["2016-07-02 00:00:00", "2016-07-02 01:00:00"]),
        (["2016-07-01T22:30Z", "2016-07-01T22:45Z"], ["2016-07-01T23:00Z", "2016-07-01T23:15Z"]),
        (["27/02/2019", "28/02/2019"], ["01/03/2019", "02/03/2019"]),
        (["2/27/2019", "2/28/2019"], ["3/1/2019", "3/2/2019"]),
        (["1/2/2020 11:00 PM", "1/3/2020 12:00 AM", "1/3/2020 1:00 AM"], ["1/3/2020 2:00 AM", "1/3/2020 3:00 AM"]),
        (["1/3/2020 10:00 am", "1/3/2020 11:00 am"], ["1/3/2020 12:00 pm", "1/3/2020 1:00 pm"]),
        (["2020-03-03", "2020-03-02", "2020-03-01"], ["2020-02-29", "2020-02-28"]),
        (["2020-03", "2020-02", "2020-01"], ["2019-12", "2019-11"]),
        (["23:58", "23:59"], ["00:00", "00:01"]),
    ],
)
def test_names_go_on_as_they_are_written(cells, expected):
    assert following(cells, frequency(cells), 2) == expected


MONTHS = np.arange("1970-01", "1980-01", dtype="M8[M]")
NUMPYS = {
    "months": MONTHS,
    "month ends": (MONTHS + 1).astype("M8[D]") - 1,
    "years": np.arange("1900", "2020", dtype="M8[Y]"),
    "weeks": np.arange("2019-12-30", "2022-04-18", 7, dtype="M8[D]"),
    "working days": np.busday_offset("2020-02-03", np.arange(120)),
    "two hours": np.arange("2020-02-26T00", "2020-03-07T00", 2, dtype="M8[h]").astype("M8[m]"),
}


@pytest.mark.parametrize("names", [array.astype(str).tolist() for array in NUMPYS.values()], ids=list(NUMPYS))
def test_against_numpys_calendar(names):
    assert len(names) == 120
    assert following(names[:60], frequency(names[:60]), 60) == names[60:]


@pytest.mark.parametrize(
    "cells", [["a", "b"], ["2020-01-01"], ["2020-01-01", "2020-01-02", "then"], ["9999-11", "9999-12"]]
)
def test_where_there_is_no_rhythm_nothing_is_said(cells):
    assert following(cells, "monthly", 2) is None
    assert following(["2020-01", "2020-02"], "irregular", 2) is None

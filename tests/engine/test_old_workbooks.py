"""Old workbooks and those of LibreOffice, from real bytes: dates, names in any letters, other sheets, damage."""

from datetime import date, datetime, timedelta

import numpy as np
import pytest

from gatescope.engine.data.tables.dataset import dataset_from_bytes
from gatescope.engine.errors import DataError
from gatescope.engine.protocol.datasets import ColumnType
from gatescope.engine.protocol.found import FoundKind
from tests.engine.old_workbooks import ods, xls

WRITERS = {"xls": xls, "ods": ods}
VALUES = np.round(20 + 5 * np.sin(np.arange(40) / 4), 2)
DAYS = [date(2021, 1, 4) + timedelta(days=at) for at in range(40)]


@pytest.mark.parametrize("kind", WRITERS)
def test_a_table_is_read_with_its_dates_and_names(kind: str) -> None:
    rows = [
        ["일자", "종가", "who"],
        *([day, float(value), "ab"[at % 2]] for at, (day, value) in enumerate(zip(DAYS, VALUES, strict=True))),
    ]
    found = dataset_from_bytes(WRITERS[kind]({"Sheet 1": rows}), f"a.{kind}")
    assert (found.info.format, found.info.time_column, found.info.frequency) == ("workbook", "일자", "daily")
    assert (found.info.first, found.info.last) == ("2021-01-04", "2021-02-12")
    np.testing.assert_allclose(found.columns["종가"].numbers, VALUES)
    assert [each.type for each in found.info.columns][2] is ColumnType.CATEGORY


@pytest.mark.parametrize("kind", WRITERS)
def test_moments_keep_their_clock(kind: str) -> None:
    start = datetime(2021, 1, 4, 6)
    rows = [["when", "v"], *([start + timedelta(hours=at), float(value)] for at, value in enumerate(VALUES))]
    info = dataset_from_bytes(WRITERS[kind]({"S": rows}), f"a.{kind}").info
    assert (info.frequency, info.first) == ("hourly", "2021-01-04 06:00:00")


@pytest.mark.parametrize("kind", WRITERS)
def test_dressed_numbers_a_title_and_other_sheets(kind: str) -> None:
    table = [
        ["Prices of the year"],
        [],
        ["date", "price"],
        *([str(day), f"$ ({value})"] for day, value in zip(DAYS, VALUES, strict=True)),
    ]
    found = dataset_from_bytes(WRITERS[kind]({"Notes": [["made by me"]], "Data": table}), f"a.{kind}")
    np.testing.assert_allclose(found.columns["price"].numbers, -VALUES)
    assert (found.info.read.sheet, found.info.sheets) == ("Data", ("Notes", "Data"))
    assert {FoundKind.PART, FoundKind.UNIT, FoundKind.SIGN} <= {each.kind for each in found.info.found}


@pytest.mark.parametrize("kind", WRITERS)
def test_damage_is_told_and_makes_no_crash(kind: str) -> None:
    raw = WRITERS[kind]({"S": [["v"], *([float(value)] for value in VALUES)]})
    rng, faults = np.random.default_rng(3), []
    for cut in [*range(8, len(raw), max(1, len(raw) // 12))]:
        broken = bytearray(raw)
        for place in rng.integers(8, len(raw), 20):
            broken[place] = int(rng.integers(256))
        for each in (raw[:cut], bytes(broken)):
            try:
                dataset_from_bytes(each, f"a.{kind}")
            except DataError as error:
                faults.append(error.fault)
    assert faults  # most of them are told

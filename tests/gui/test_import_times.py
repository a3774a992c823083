"""What the import screen says and asks about the time of a file: its order, repeats, and how dates are read."""

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from gatescope.engine.config.data import DATE_ORDERS, ReadConfig, Repeats, RowOrder
from gatescope.engine.config.run import Kind, RunConfig
from gatescope.engine.protocol.datasets import DatasetInfo, DateReading, Records
from gatescope.engine.protocol.found import Found, FoundKind
from gatescope.gui.importing import sentences
from gatescope.gui.importing.reading import ReadingPanel
from gatescope.gui.importing.reading_settings import offered, shown_value
from gatescope.gui.words import found
from tests.gui.fake_previews import GUESS

INFO = DatasetInfo(
    path="/data/a.csv",
    name="a.csv",
    kind=Kind.TABLE,
    rows=9,
    encoding="utf-8",
    suggested=RunConfig(data=GUESS),
    frequency="daily",
    first="2020-01-01",
    last="2020-01-09",
)

TIED = (
    DateReading(dates="day-first", first="2020-05-01", last="2020-05-12", frequency="daily", gaps=0),
    DateReading(dates="month-first", first="2020-01-05", last="2020-12-05", frequency="monthly", gaps=0),
)


def told(**facts: object) -> DatasetInfo:
    return msgspec.structs.replace(INFO, **facts)


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"date_readings": TIED}, "dates"),
        ({"records": Records(read=9, sorted=3)}, "rows"),
        ({"records": Records(read=9, repeated=2)}, "repeats"),
    ],
)
def test_what_can_be_chosen_about_time_is_shown_where_it_matters(qtbot: QtBot, facts: dict, name: str) -> None:
    panel = ReadingPanel()
    qtbot.addWidget(panel)
    panel.show_read(ReadConfig(), told(records=Records(read=9)))
    assert not any(panel.shown(each) for each in ("dates", "rows", "repeats"))
    panel.show_read(ReadConfig(), told(**facts))
    assert [each for each in ("dates", "rows", "repeats") if panel.shown(each)] == [name]


def test_what_was_chosen_stays_in_sight(qtbot: QtBot) -> None:
    panel = ReadingPanel()
    qtbot.addWidget(panel)
    panel.show_read(ReadConfig(rows=RowOrder.FILE), told(records=Records(read=9)))
    assert panel.shown("rows")


def test_choices_are_called_by_words() -> None:
    assert [value for _, value in offered("dates", None, "")] == list(DATE_ORDERS)
    assert [shown_value("repeats", each) for each in Repeats] == ["keep", "average", "drop"]
    assert shown_value("dates", "DD|MM|YYYY") == "DD|MM|YYYY"


def test_rows_out_of_order_and_repeated_times_are_said() -> None:
    said = sentences.records(told(records=Records(read=4000, sorted=312, repeated=2)))
    assert "312 of 4,000 records were out of order: sorted" in said
    assert "2 records have the time of another one" in said
    assert not sentences.is_clean(told(records=Records(read=9, sorted=1)))


def test_both_readings_of_a_tie_are_said() -> None:
    facts = {"first": "2020-05-01", "last": "2020-05-12", "gaps": 0, "other": "month-first"}
    facts |= {"other_first": "2020-01-05", "other_last": "2020-12-05", "other_gaps": 300}
    said = found.told(Found(kind=FoundKind.DATE_ORDER, columns=("when",), value="day-first", evidence=facts))
    assert all(word in said.title + said.reason for word in ("2020-05-01", "2020-05-12", "2020-01-05", "2020-12-05"))


def test_a_time_that_was_not_read_is_said_with_its_first_cell() -> None:
    said = found.told(Found(kind=FoundKind.UNREAD_TIME, columns=("when",), value="30|1|2020", lines=(2,), decide=True))
    assert "when" in said.title + said.reason
    assert "30|1|2020" in said.title + said.reason

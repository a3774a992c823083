"""Times in parts: under their names in many languages, with a clock beside the parts of the date, or without names."""

import datetime

import pytest

from gatescope.engine.data.tables.dataset import Dataset, dataset_from_bytes

BEGIN = datetime.datetime(2022, 12, 27, 0)


def read(header: str, cells: str, hours: int = 1, rows: int = 240) -> Dataset:
    """``cells`` are a format of each row's moment."""
    moments = [BEGIN + datetime.timedelta(hours=hours * at) for at in range(rows)]
    lines = [f"{moment.strftime(cells)},{at * at % 37}.5" for at, moment in enumerate(moments)]
    return dataset_from_bytes("\n".join([f"{header},v", *lines] if header else lines).encode(), "a.csv")


@pytest.mark.parametrize(
    "names",
    [
        *(
            "Year,Month,Day,Time",
            "Vuosi,Kk,Pv,Klo",
            "År,Månad,Dag,Tid",
            "Jaar,Maand,Dag,Tijd",
            "Rok,Miesiąc,Dzień,Godzina",
        ),
        *("Rok,Měsíc,Den,Čas", "Год,Месяц,День,Время", "Yıl,Ay,Gün,Saat", "연,월,일,시각"),
    ],
)
def test_a_clock_beside_the_parts_of_a_date_tells_when_on_the_day(names: str) -> None:
    dataset = read(names, "%Y,%m,%d,%H:%M")
    assert dataset.info.suggested.data.time == tuple(names.split(","))
    assert (dataset.info.frequency, dataset.info.gaps, dataset.info.suggested.data.sequence) == ("hourly", 0, "")
    assert dataset.label(25) == "2022-12-28 01:00"


@pytest.mark.parametrize(
    ("cells", "hours", "frequency", "columns"),
    [
        ("%Y,%m,%d", 24, "daily", 3),
        ("%Y,%m,%d,%H", 1, "hourly", 4),
        ("%Y,%-m,%-d,%-H,%M", 6, "6-hourly", 5),
        ("%Y-%m-%d,%H", 1, "hourly", 2),
    ],
)
def test_parts_without_names_are_told_by_what_they_hold(cells: str, hours: int, frequency: str, columns: int) -> None:
    dataset = read("", cells, hours)
    assert dataset.info.suggested.data.time == tuple(f"column {at + 1}" for at in range(columns))
    assert (dataset.info.frequency, dataset.info.gaps) == (frequency, 0)
    assert dataset.info.suggested.data.inputs == (f"column {columns + 1}",)


def test_numbers_without_names_that_go_on_as_no_dates_do_are_none() -> None:
    lines = [f"{1900 + at * 7 % 50},{at % 12 + 1},{at * 5 % 28 + 1},{at * at % 37}.5" for at in range(60)]
    assert dataset_from_bytes("\n".join(lines).encode(), "a.csv").info.suggested.data.time == ()


@pytest.mark.parametrize("day", ["%d.%m.%Y", "%Y-%m-%d"])
@pytest.mark.parametrize("until", [" - {day} 13:00", " – {day} 13:00:00", " ~ 13:00", "-13:00", " bis 13:00"])
def test_an_interval_is_told_by_its_beginning(day: str, until: str) -> None:
    dataset = read("MTU (CET)", f"{day} %H:%M{until.format(day=day)}")
    assert dataset.info.suggested.data.time == ("MTU (CET)",)
    assert (dataset.info.frequency, dataset.info.gaps) == ("hourly", 0)
    clocks = dataset_from_bytes("\n".join(["day,hours,v", *_hours()]).encode(), "a.csv")
    assert (clocks.info.suggested.data.time, clocks.info.frequency) == (("day", "hours"), "hourly")


def _hours() -> list[str]:
    return [f"2023-01-{at // 24 + 1:02},{at % 24:02}:00 - {(at + 1) % 24:02}:00,{at * at % 37}.5" for at in range(240)]

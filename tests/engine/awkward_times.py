"""Awkward files whose rows have a time, in every way of writing one."""

from collections.abc import Iterator

import numpy as np

from tests.engine.awkward import ROWS, Awkward, awkward, days, lines, wave

STAMPS = np.arange("2020-01-30T22:00", "2020-02-03", 60, dtype="M8[m]")[:ROWS]  # hours over the end of a month


def hours(pattern: str) -> list[str]:
    """The stamps in a way of writing, ``strftime``'s and ``{}`` for what that does not know."""
    return [stamp.strftime(pattern) for stamp in STAMPS.tolist()]


def months(count: int = ROWS, start: str = "1949-01") -> list[str]:
    return (np.datetime64(start, "M") + np.arange(count)).astype(str).tolist()


def series(
    name: str, cells: list[str], frequency: str, head: str = "date", sep: str = ",", **expected: object
) -> Awkward:
    count = len(cells)
    expected = {"time": head, "frequency": frequency, "gaps": 0, "targets": ("value",), "rows": count} | expected
    return awkward(f"time-{name}.csv", lines(cells, wave(count), head=(head, "value"), sep=sep), **expected)


def timed() -> Iterator[Awkward]:
    yield from _clocks()
    yield from _dates()
    yield from _numbers()
    yield from _parts()
    yield from _rhythms()


def _clocks() -> Iterator[Awkward]:
    yield series("iso", hours("%Y-%m-%dT%H:%M:%S"), "hourly")
    yield series("iso-zulu", hours("%Y-%m-%dT%H:%M:%SZ"), "hourly")
    yield series("iso-zone", hours("%Y-%m-%d %H:%M:%S+09:00"), "hourly")
    yield series("iso-fraction", hours("%Y-%m-%d %H:%M:%S.000000"), "hourly")
    yield series("slashes", hours("%Y/%m/%d %H:%M"), "hourly")
    yield series(
        "half-hours", (np.datetime64("2014-07-01T00:00") + 30 * np.arange(ROWS)).astype(str).tolist(), "half-hourly"
    )
    yield series("twelve-hours", hours("%m/%d/%Y %I:%M %p"), "hourly")
    yield series(
        "korean-noon", [w.replace("AM", "오전").replace("PM", "오후") for w in hours("%Y-%m-%d %p %I:%M")], "hourly"
    )
    yield series(
        "korean-excel", [w.replace("AM", "오전").replace("PM", "오후") for w in hours("%Y. %m. %d. %p %I:%M")], "hourly"
    )
    ends = [
        (s - np.timedelta64(60, "m")).astype("M8[D]").astype(str) + f" {s.astype(object).hour or 24}:00" for s in STAMPS
    ]
    yield series("twenty-four", ends, "hourly")
    yield series(
        "clock", [f"{at // 2 % 24:02}:{at % 2 * 30:02}" for at in range(10, 10 + ROWS)], "half-hourly", head="time"
    )
    yield series("midnight-bare", [w.removesuffix(" 00:00") for w in hours("%Y-%m-%d %H:%M")], "hourly")


def _dates() -> Iterator[Awkward]:
    dates = [np.datetime64(day).astype(object) for day in days()]
    yield series("months", months(), "monthly")
    yield series("shampoo", [f"{at // 12 + 1}-{at % 12 + 1:02}" for at in range(36)], "monthly", head="Month")
    yield series("year-point", [m.replace("-", ".") for m in months()], "monthly", head="년월")
    yield series("day-first", [d.strftime("%d/%m/%Y") for d in dates], "daily", doubts=set())
    yield series("month-first", [d.strftime("%m/%d/%Y") for d in dates], "daily", doubts=set())
    yield series("points", [d.strftime("%d.%m.%Y") for d in dates], "daily", sep=";")
    yield series("short", [d.strftime("%y.%m.%d") for d in dates], "daily")
    yield series("korean", [f"{d.year}년 {d.month}월 {d.day}일" for d in dates], "daily", head="일자")
    yield series("korean-months", [f"{m[:4]}년 {int(m[5:])}월" for m in months()], "monthly", head="시점")
    yield series("words", [d.strftime("%d-%b-%Y") for d in dates], "daily")
    yield series(
        "word-months", [np.datetime64(m).astype(object).strftime("%b-%y") for m in months(start="1990-01")], "monthly"
    )
    yield series("quarters", [f"{1990 + at // 4}Q{at % 4 + 1}" for at in range(ROWS)], "quarterly")
    ambiguous = [f"{day:02}/05/2020" for day in range(1, 13)]
    yield series("ambiguous", ambiguous, "daily", doubts={"time"})


def _numbers() -> Iterator[Awkward]:
    seconds = STAMPS.astype("M8[s]").astype(np.int64)
    yield series("epoch", [str(each) for each in seconds], "hourly", head="timestamp")
    yield series("epoch-ms", [str(1000 * each) for each in seconds], "hourly", head="time")
    yield series("years", [str(each) for each in range(1950, 1950 + ROWS)], "yearly", head="year")
    yield series("digits", [d.replace("-", "") for d in days()], "daily")
    yield series("digit-months", [m.replace("-", "") for m in months()], "monthly")
    yield series(
        "digit-hours", [f"202001{at // 24 + 1:02}{at % 24 + 1:02}" for at in range(48)], "hourly", head="측정일시"
    )


def _parts() -> Iterator[Awkward]:
    told = {"frequency": "hourly", "gaps": 0, "targets": ("value",), "inputs": ("value",)}
    clock = [(s.year, s.month, s.day, s.hour) for s in STAMPS.tolist()]
    parts = [list(part) for part in zip(*clock, strict=True)]
    for name, head in (("english", ("year", "month", "day", "hour")), ("korean", ("년", "월", "일", "시"))):
        text = lines(range(1, ROWS + 1), *parts, wave(), head=("No", *head, "value"))
        yield awkward(f"parts-{name}.csv", text, time=" ".join(head), first="2020-01-30 22:00", **told)
    monthly = lines(
        [1949 + at // 12 for at in range(48)], [at % 12 + 1 for at in range(48)], wave(48), head=("연도", "월", "value")
    )
    yield awkward("parts-months.csv", monthly, time="연도 월", first="1949-01", **told | {"frequency": "monthly"})
    beside = lines(hours("%d/%m/%Y"), hours("%H:%M:%S"), wave(), head=("Date", "Time", "value"), sep=";")
    yield awkward("parts-date-clock.csv", beside, time="Date Time", **told)
    hourly = lines(hours("%Y-%m-%d"), parts[3], wave(), head=("date", "hour", "value"))
    yield awkward("parts-date-hour.csv", hourly, time="date hour", **told)


def _rhythms() -> Iterator[Awkward]:
    yield series(
        "newest-first", days()[::-1], "daily", reversed=True, first="2020-01-01", values={"value": wave()[::-1]}
    )
    gone = [day for at, day in enumerate(days(60)) if at not in (20, 21, 40)]
    yield series("gaps", gone, "daily", gaps=3)
    weekdays = np.busday_offset("2020-02-03", np.arange(ROWS)).astype(str).tolist()
    yield series("working-days", weekdays, "daily")
    lost = [m for at, m in enumerate(months()) if at not in (7, 8)]
    yield series("month-gaps", lost, "monthly", gaps=2)
    moments = np.datetime64("2020-01-01T00:00") + np.cumsum(np.arange(ROWS) ** 2 % 37 + 1)
    yield series("irregular", moments.astype(str).tolist(), "irregular")
    broken = [{5: "unknown", 9: "n/a"}.get(at, day) for at, day in enumerate(days())]
    yield series("bad-cells", broken, "daily", bad={"date": 1}, bad_lines={"date": (7,)}, skipped=0)
    ends = ((np.datetime64("1990-02", "M") + np.arange(ROWS)).astype("M8[D]") - 1).astype(str).tolist()
    yield series("month-ends", ends, "monthly")

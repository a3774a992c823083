"""Files with a time, made from a known truth: when each row is, of which series, and how all that is written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from hypothesis import strategies as st

DAY = np.timedelta64(1, "D")
ENGLISH = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
ITALIAN = ("gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic")
GERMAN = (
    *("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November"),
    "Dezember",
)
SPANISH = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre"),
    "diciembre",
)
FRENCH = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre"),
    "décembre",
)
PORTUGUESE = (
    *("janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro"),
    "dezembro",
)
KOREAN_WEEK, JAPANESE_WEEK = "월화수목금토일", "月火水木金土日"


@dataclass(frozen=True)
class Style:
    """A way of writing moments down to ``finest`` (``m``, ``h``, ``D``, ``W``, ``M``, ``Q``), in columns called
    ``names``; ``write`` gives their cells. ``open``: day and month may change places."""

    name: str
    finest: str
    names: tuple[str, ...]
    write: Callable[[datetime], tuple[str, ...]]
    open: bool = False


def _dated(name: str, finest: str, pattern: str, open_: bool = False, head: str = "date") -> Style:
    return Style(name, finest, (head,), lambda at: (at.strftime(pattern),), open_)


def _worded(name: str, pattern: str, months: Sequence[str]) -> Style:
    def write(at: datetime) -> tuple[str, ...]:
        return (pattern.format(at, month=months[at.month - 1]),)

    return Style(name, "D", ("date",), write)


def _other(name: str, finest: str, names: str, write: Callable[[datetime], str], open_: bool = False) -> Style:
    """``write`` gives the cells of the columns ``names``, with ``|`` between."""
    return Style(name, finest, tuple(names.split("|")), lambda at: tuple(write(at).split("|")), open_)


STYLES: tuple[Style, ...] = (
    _dated("iso", "m", "%Y-%m-%d %H:%M"),
    _dated("iso-t", "m", "%Y-%m-%dT%H:%M:%SZ"),
    _dated("iso-zone", "m", "%Y-%m-%d %H:%M:%S+09:00"),
    _dated("zone-name", "m", "%Y-%m-%d %H:%M EST"),
    _dated("slashes", "m", "%Y/%m/%d %H:%M"),
    _dated("points", "D", "%Y.%m.%d."),
    _dated("day-first", "m", "%d/%m/%Y %H:%M", open_=True),
    _dated("month-first", "m", "%m/%d/%Y %H:%M", open_=True),
    _dated("day-first-points", "D", "%d.%m.%Y", open_=True),
    _dated("day-first-days", "D", "%d-%m-%Y", open_=True),
    _dated("month-first-short", "D", "%m/%d/%y", open_=True),
    _dated("year-first-short", "D", "%y.%m.%d", open_=True),
    _dated("half", "m", "%m/%d/%Y %I:%M %p", open_=True),
    _dated("hour-half", "h", "%Y-%m-%d %I-%p"),
    _dated("ctime", "m", "%a %b %d %H:%M:%S %Y"),
    _dated("apache", "m", "%d/%b/%Y:%H:%M:%S +0000"),
    _dated("mail", "m", "%a, %d %b %Y %H:%M:%S +0000"),
    _dated("english", "D", "%B %d, %Y"),
    _dated("weekday-before", "D", "%A %d %B %Y"),
    _dated("compact", "D", "%Y%m%d", head="MESS_DATUM"),
    _dated("compact-anything", "h", "%Y%m%d%H", head="x"),
    _dated("compact-clock", "m", "%Y%m%d%H%M", head="when"),
    _dated("compact-t", "m", "%Y%m%dT%H%M%S"),
    _dated("week", "W", "%G-W%V"),
    _dated("month", "M", "%Y-%m"),
    _dated("month-year", "M", "%m/%Y"),
    _dated("digit-months", "M", "%Y%m", head="yyyymm"),
    _dated("short-digits", "D", "%y%m%d"),
    _dated("month-word", "M", "%b %Y"),
    _dated("month-word-short", "M", "%b-%y"),
    _dated("day-of-year", "D", "%Y-%j"),
    _worded("italian", "{0.day:02}-{month}-{0:%y}", ITALIAN),
    _worded("german", "{0.day}. {month} {0.year}", GERMAN),
    _worded("spanish", "{0.day} de {month} de {0.year}", SPANISH),
    _worded("french", "{0.day} {month} {0.year}", FRENCH),
    _worded("portuguese", "{0.day} de {month} de {0.year}", PORTUGUESE),
    _worded("english-first", "{0.year} {month} {0.day:02}", ENGLISH),
    _other("korean", "m", "일시", lambda at: f"{at.year}년 {at.month}월 {at.day}일 {at.hour}시 {at.minute}분"),
    _other("korean-half", "m", "일시", lambda at: f"{at:%Y-%m-%d} {'오후' if at.hour > 11 else '오전'} {at:%I:%M}"),
    _other("korean-weekday", "D", "일자", lambda at: f"{at:%Y-%m-%d}({KOREAN_WEEK[at.weekday()]})"),
    _other("korean-short", "D", "일자", lambda at: f"{at:%y}.{at.month}.{at.day}", open_=True),
    _other("japanese", "D", "日付", lambda at: f"{at.year}年{at.month}月{at.day}日({JAPANESE_WEEK[at.weekday()]})"),
    _other("quarter-first", "Q", "period", lambda at: f"Q{(at.month + 2) // 3} {at.year}"),
    _other("quarter-last", "Q", "period", lambda at: f"{at.year}Q{(at.month + 2) // 3}"),
    _other("quarter-blank", "Q", "period", lambda at: f"{at.year} Q{(at.month + 2) // 3}"),
    _other("serial", "h", "TimeStamp", lambda at: f"{(np.datetime64(at) - np.datetime64('1899-12-30')) / DAY:.6f}"),
    _other("epoch", "m", "timestamp", lambda at: str(int(np.datetime64(at, "s").astype(np.int64)))),
    _other("epoch-ms", "m", "time", lambda at: str(int(np.datetime64(at, "ms").astype(np.int64)))),
    _other("epoch-ns", "m", "time", lambda at: str(int(np.datetime64(at, "ns").astype(np.int64)))),
    _other("parts", "h", "YEAR|MO|DY|HR", lambda at: f"{at.year}|{at.month}|{at.day}|{at.hour}"),
    _other("parts-year", "D", "YEAR|DOY", lambda at: f"{at.year}|{at.timetuple().tm_yday}"),
    _other("parts-korean", "h", "년|월|일|시", lambda at: f"{at.year}|{at.month}|{at.day}|{at.hour}"),
    _other("date-clock", "m", "Date|Time", lambda at: f"{at:%d/%m/%Y}|{at:%H.%M}.00", open_=True),
    _other("date-hour", "h", "date|hour", lambda at: f"{at:%Y-%m-%d}|{at.hour}"),
    _other("two-styles", "D", "date", lambda at: f"{at:%d/%m/%Y}" if at.day > 15 else f"{at:%Y-%m-%d}", open_=True),
)
STEPS = {
    "m": (np.timedelta64(1, "m"), np.timedelta64(15, "m"), np.timedelta64(30, "m"), np.timedelta64(60, "m")),
    "h": (np.timedelta64(60, "m"), np.timedelta64(180, "m")),
    "D": (DAY,),
    "W": (7 * DAY,),
}
MONTHS = {"M": 1, "Q": 3}
KEYS = ((), ("store",), ("store", "item"))
ORDERS = ("rising", "falling", "shuffled", "rotated", "interleaved")


ZONES = {"iso-zone": -9 * 3600, "zone-name": 5 * 3600}
"""Seconds to add to what a style writes."""

Row = tuple[tuple[str, ...], np.datetime64, tuple[str, ...]]
"""The series of a record, its moment, its cells."""


def put_in(order: str, rows: Sequence[Row], seed: int) -> list[Row]:
    """Records in one of the ``ORDERS``."""
    if order in ("rising", "falling"):
        return sorted(rows, key=lambda row: row[:2], reverse=order == "falling")
    if order == "interleaved":
        return sorted(rows, key=lambda row: row[1])
    if order == "rotated":
        return [*rows[len(rows) // 2 :], *rows[: len(rows) // 2]]
    return [rows[at] for at in np.random.default_rng(seed).permutation(len(rows))]


def moments(finest: str, first: np.datetime64, step: np.timedelta64, count: int) -> np.ndarray:
    """``count`` moments from about ``first`` on, ``step`` apart; weeks, months and quarters have steps of their own."""
    if finest in MONTHS:
        return first.astype("M8[Y]").astype("M8[M]") + MONTHS[finest] * np.arange(count)
    if finest == "W":
        first -= (first.astype(np.int64) + 3) % 7 * DAY
    return first.astype("M8[m]") + step * np.arange(count)


@dataclass(frozen=True)
class Truth:
    """What a file says: ``stamps`` (N,) of each of ``series`` series, told apart by ``keys``; rows come in ``order``.
    ``gone`` moments are lacking, ``twice`` come a second time."""

    style: Style
    stamps: tuple[np.datetime64, ...]
    keys: tuple[str, ...]
    series: int
    order: str
    gone: int
    twice: int
    seed: int

    def values(self) -> dict[int, list[float]]:
        """The values of each series in the order of time."""
        random = np.random.default_rng(self.seed)
        count = len(self.stamps)
        made = [np.sin(np.arange(count) / 5) + random.random(count) / 3 for _ in range(self.series)]
        return {at: [float(f"{value:.3f}") for value in values] for at, values in enumerate(made)}

    def rows(self) -> list[tuple[str, ...]]:
        """The records: time, keys, value."""
        made = []
        for at, values in self.values().items():
            key = {0: (), 1: (f"s{at}",), 2: (f"s{at // 2}", str(at % 2 + 1))}[len(self.keys)]
            for stamp, value in zip(self.stamps, values, strict=True):
                time = self.style.write(stamp.astype("M8[s]").astype(object))
                made.append((key, stamp, (*time, *key, repr(value))))
        return [cells for _, _, cells in put_in(self.order, made + made[: self.twice], self.seed + 1)]

    def text(self) -> str:
        head = (*self.style.names, *self.keys, "value")
        quoted = [[f'"{cell}"' if "," in cell else cell for cell in row] for row in (head, *self.rows())]
        return "\n".join(map(",".join, quoted)) + "\n"


@st.composite
def truths(draw: st.DrawFn, styles: Sequence[Style] = STYLES) -> Truth:
    style = draw(st.sampled_from(styles))
    count = draw(st.integers(24, 60))
    keys = draw(st.sampled_from(KEYS))
    stamps = _stamps(draw, style.finest, count)
    gone = draw(st.sets(st.integers(2, count - 3), max_size=2))
    kept = tuple(np.delete(stamps, sorted(gone)))
    twice = draw(st.integers(0, 1)) if not keys else 0
    series = {0: 1, 1: draw(st.integers(2, 4)), 2: 4}[len(keys)]
    return Truth(style, kept, keys, series, draw(st.sampled_from(ORDERS)), len(gone), twice, draw(st.integers(0, 9999)))


def _stamps(draw: st.DrawFn, finest: str, count: int) -> np.ndarray:
    first = np.datetime64("1995-01-01") + draw(st.integers(0, 10_000)) * DAY
    return moments(finest, first, draw(st.sampled_from(STEPS.get(finest, (DAY,)))), count)

"""What stands above the data of a table: titles, the header, units."""

import re
from collections.abc import Sequence
from itertools import pairwise

from gatescope.engine.data.columns import cells, time_columns
from gatescope.engine.data.sniffing.numerals import is_quantity

Row = tuple[str, ...]
Rows = Sequence[Row]
_TITLES_MOST = 40
_YEARS = (1500, 2200)
_BRACKETED = re.compile(r"[\[(<{](?P<unit>[^\[\](){}<>]*)[\])>}]")
_UNIT_WORDS = (
    "m s h d g t v a w n j k l bar min sec day cm mm km nm um µm μm kg mg kw mw gw kwh mwh gwh wh kv mv ma hz khz mhz "
    "ghz pa hpa kpa mpa bar mbar db lux lx deg °c °f °k c f % ‰ ppm ppb m/s km/h m³ m3 m² m2 cm² mm² l/s l/min m³/h "
    "m3/h µg/m³ μg/m³ ug/m3 mg/l mol kcal kj rpm usd eur krw won 원 명 개 건 대 도 회 시 분 초 일 톤 억원 만원 천원 "
    "백만원 ㎍/㎥ ㎡ ㎥ ㎏ ㎜ ㎝ ㎞ ㎾ ℃ w/m² w/m2 ms us µs yyyy-mm-dd hh:mm hh:mm:ss [-] "
    "degt degc degf deg_c volts kn knots ft mi nmi"
)
_UNITS = frozenset((*_UNIT_WORDS.split(), "deg c", "deg f", "deg k", "% rh"))
_COMPOUND = re.compile(r"[a-zµμ°%Ωω㎍㎥㎡]{1,4}\d?(?:[/·*^.][a-z²³㎥㎡0-9-]{1,4})+", re.IGNORECASE)
_NAME_WORDS = (
    "id no index name date time text label sentence review comment title document content target source class category "
    "score rating value year month day hour x y src tgt input output question answer english korean en ko fr de 번호 "
    "순번 이름 날짜 일자 일시 텍스트 문장 리뷰 댓글 제목 내용 본문 문서 레이블 라벨 정답 분류 점수 평점 원문 번역문 "
    "한국어 영어"
)
_NAMES = frozenset(_NAME_WORDS.split())
_HEADER_LENGTH = 40  # characters; a longer cell is no name
_FEW = 20
_LOGGERS = ("TOA5", "TOACI1", "TOB1")  # the first cell of a line about the logger, as wide as the data at times
_MOMENTS_LEAST = 4  # dates that make a header


def first_record(rows: Rows, width: int) -> int:
    """How many of the rows are titles above the header or, without one, the data."""
    count = next((at for at, row in enumerate(rows) if len(row) == width), 0)
    if len(rows) > 1 and rows[0] and rows[0][0].strip() in _LOGGERS:
        return 1
    if count > _TITLES_MOST or count >= len(rows) - 1:
        return 0
    if count and _may_head(rows[count - 1], rows[count:], width):
        return count - 1
    while width > 1 and (below := _below_title(rows, count)):
        count = below
    return count


def _below_title(rows: Rows, at: int) -> int:
    """The row below one that holds a single word, or nothing, when that is a header; 0 when it is not."""
    if _filled(rows[at]) > 1:
        return 0
    below = next((next_ for next_ in range(at + 1, len(rows)) if _filled(rows[next_]) > 1), 0)
    if not below or below - at > _TITLES_MOST or _filled(rows[below]) <= len(rows[below]) // 2:
        return 0
    return below if is_header(rows[below], rows[below + 1 :]) else 0


def _filled(row: Row) -> int:
    return sum(bool(cell.strip()) for cell in row)


def _may_head(row: Row, below: Rows, width: int) -> bool:
    """Whether a row of another width is the header nonetheless: R leaves the name of the first column out, others end
    each record, or the header, with a delimiter too many."""
    names = [cell for cell in row if cell.strip()]
    if len(names) < 2 or not all(is_word(cell) for cell in names) or is_header(below[0], below[1:]):
        return False
    return len(names) < len(row) <= width + 2 or abs(len(names) - width) <= max(1, width // 4)


def fitted(names: Row, rows: Rows, width: int) -> Row:
    """The names of a header as many as the data has columns."""
    while len(names) > width and not names[-1].strip():
        names = names[:-1]
    missing = width - len(names)
    if missing == 1 and not all(len(row) == width and not row[-1].strip() for row in rows):
        return ("", *names)
    return (*names, *[""] * missing)[:width]


def is_header(first: Row, body: Rows) -> bool:
    """A record is a header when nothing in it is a number, or when more words than numbers stand over numbers or
    dates; years and the numbers 0 … W-1 are names too. Where all is words, it must look unlike what follows."""
    filled = [cell for cell in first if not cells.is_missing(cell)]
    words = [cell for cell in filled if is_word(cell)]
    if _are_moments(first, body):
        return True
    if not words:
        return _is_counted(first, body)
    columns = [[row[at] for row in body if at < len(row)] for at in range(len(first))]
    kinds = [_is_numeric(column) or time_columns.looks_like_time(column, "") for column in columns]
    over = [cell for cell, kind in zip(first, kinds, strict=True) if kind and not cells.is_missing(cell)]
    named = sum(is_word(cell) for cell in over)
    if len(words) == len(filled) and (named or not any(kinds)):
        return bool(named) or _is_named(first, columns)
    rest = [cell for cell in over if not is_word(cell)]
    if _are_years(rest) and not _years_below(first, columns):
        return True
    if words and _counts_up(rest) and body and _unlike(body[0]):
        return True
    return named > len(rest)


def is_word(cell: str) -> bool:
    return not cells.is_missing(cell) and not is_quantity(cell) and not time_columns.is_time(cell)


def units(row: Row, below: Rows) -> tuple[str, ...] | None:
    """The units that a record under the header names, '' where it names none; None when it is data."""
    found = [unit_of(cell) for cell in row]
    if None in found or not any(found):
        return None
    over = [at for at in range(len(row)) if _is_numeric([each[at] for each in below if at < len(each)])]
    bracketed = any(_BRACKETED.fullmatch(cell.strip()) for cell in row)
    if not any(found[at] for at in over) and not bracketed:
        return None
    return tuple(unit or "" for unit in found)


def unit_of(cell: str) -> str | None:
    """The unit in a cell without its brackets, '' for an empty cell, None when it is something else."""
    cell = cell.strip()
    if cells.is_missing(cell):
        return ""
    if found := _BRACKETED.fullmatch(cell):
        return found["unit"].strip()
    return cell if cell.lower() in _UNITS or _COMPOUND.fullmatch(cell) else None


def unique(names: Sequence[str]) -> tuple[str, ...]:
    """Names of which each occurs once and none is empty: ``column 3``, ``price (2)``."""
    taken: set[str] = set(names)
    done: set[str] = set()
    result: list[str] = []
    for number, name in enumerate(names, 1):
        candidate = base = name or f"column {number}"
        count = 1
        while candidate in done or (candidate != name and candidate in taken):
            count += 1
            candidate = f"{base} ({count})"
        result.append(candidate)
        done.add(candidate)
    return tuple(result)


def _is_numeric(column: Sequence[str]) -> bool:
    known = [cell for cell in column if not cells.is_missing(cell)]
    return bool(known) and sum(map(is_quantity, known)) >= 0.9 * len(known)


def _is_counted(first: Row, body: Rows) -> bool:
    """Whether the first record is 0 … W-1 or 1 … W above numbers that are not, as where columns had no names."""
    filled = [cell.strip() for cell in first if cell.strip()]
    width = len(filled)
    if width < 3 or not all(cell.isdecimal() for cell in filled) or not body:
        return False
    if _are_years(filled):
        columns = [[row[at] for row in body if at < len(row)] for at in range(len(first))]
        return len(filled) >= 3 and not _years_below(first, columns)
    return _counts_up(filled) and _unlike(body[0])


def _counts_up(names: Sequence[str]) -> bool:
    """Whether names are 0 … W-1 or 1 … W, three at least."""
    if len(names) < 3 or not all(name.strip().isdecimal() for name in names):
        return False
    numbers = [int(name) for name in names]
    return numbers[0] in (0, 1) and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def _unlike(row: Row) -> bool:
    """Whether a record does not go on as the numbers do."""
    values = [cell.strip() for cell in row if cell.strip()]
    if not all(value.isdecimal() for value in values):
        return True
    steps = {int(late) - int(early) for early, late in pairwise(values)}
    return steps != {1}


def _are_moments(first: Row, body: Rows) -> bool:
    """Whether the cells of the first record are dates above numbers, as where each record is a series."""
    at = [at for at, cell in enumerate(first) if time_columns.is_time(cell) and not is_quantity(cell)]
    if len(at) < _MOMENTS_LEAST or 2 * len(at) < _filled(first):
        return False
    return all(_is_numeric([row[each] for row in body if each < len(row)] or [""]) for each in at[:_MOMENTS_LEAST])


def _are_years(names: Sequence[str]) -> bool:
    names = [name.strip() for name in names]
    if len(names) < 2 or not all(len(name) == 4 and name.isdecimal() for name in names):
        return False
    years = [int(name) for name in names]
    step = years[1] - years[0]
    even = all(late - early == step for early, late in pairwise(years))
    return even and step != 0 and _YEARS[0] <= min(years) and max(years) <= _YEARS[1]


def _years_below(first: Row, columns: list[list[str]]) -> bool:
    below = [column for name, column in zip(first, columns, strict=True) if name.strip().isdecimal()]
    return all(all(cell.isdecimal() and _YEARS[0] <= int(cell) <= _YEARS[1] for cell in column) for column in below)


def _is_named(first: Row, columns: list[list[str]]) -> bool:
    """Whether the first of many records of words is a header: it has the words that headers have, or lacks those that
    its columns have but a few of, or is short where they are long."""
    filled = [cell.strip() for cell in first if cell.strip()]
    if len(set(filled)) < len(filled) or any(len(name) > _HEADER_LENGTH for name in filled):
        return False
    if is_usual(filled):
        return True
    for name, column in zip(map(str.strip, first), columns, strict=True):
        levels = {cell.strip() for cell in column}
        if name and len(levels) <= min(_FEW, len(column) // 3):
            return name not in levels
    return all(" " not in name and name[-1:] not in ".?!" for name in filled) and _are_long(columns)


def is_usual(names: Sequence[str]) -> bool:
    """Whether one of the names is a word that headers have."""
    return any(_plain(name.strip()) in _NAMES for name in names)


def _plain(name: str) -> str:
    return re.sub(r"[_\W\d]+", "", name).lower() if name.isascii() else name


def _are_long(columns: list[list[str]]) -> bool:
    return any(sum(" " in cell.strip() for cell in column) > len(column) // 2 for column in columns) or not any(columns)

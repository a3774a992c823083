"""In how many ways a file may differ from others: the axes, the values on each, and which of them go together."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import datetime
from random import Random

from tests.engine import containers
from tests.engine.combined.languages import EASTERN, LANGUAGES, written_in
from tests.engine.generated_clothes import CLOTHES, Marks, can_write
from tests.engine.generated_times import ORDERS, STYLES
from tests.engine.generated_wide import DATED

OWN = "own"  # what the container says itself
NONE = "none"
WIDE = ("classes in rows", "dates across", "months across")
LAYOUTS = ("one", "one key", "two keys", *WIDE)
TEXTS = ("plain", "gz", "zip")
ENCODINGS = (
    *("utf-8", "utf-8-sig", "utf-16", "cp949", "euc-kr", "cp1252", "latin-1", "shift_jis", "euc-jp", "big5"),
    "gb18030",
)
DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|", "blank": " ", "blanks": "  "}
MARKS = {
    "point": Marks(".", ""),
    "comma": Marks(",", ""),
    "point, thousands by comma": Marks(".", ","),
    "comma, thousands by point": Marks(",", "."),
    "comma, thousands by blank": Marks(",", " "),
    "comma, thousands by fixed blank": Marks(",", "\xa0"),
    "point, thousands by apostrophe": Marks(".", "'"),
}
HEADERS = ("one", "two", "two merged", "three", "own line", "units", "units and made", "title", "comments", NONE)
WITH_UNITS = ("three", "units", "units and made")
LACKING = (NONE, "empty", "NA", "few words", "error", "sentinel")
AMONG = (NONE, "totals", "headers again", "notes", "blanks", "several")
_BLANK = ("blank", "blanks")
_CLOTHING = {each.name: each for each in CLOTHES}
_STYLE = {each.name: each for each in STYLES}
_DAYS = tuple(datetime(2022, month, 3 + month, 2 * month - 1) for month in range(1, 13))
_LETTERS = {
    name: "".join(cell for day in _DAYS for cell in (*style.names, *style.write(day))) for name, style in _STYLE.items()
}


@dataclass(frozen=True)
class Plan:
    """A value on each axis."""

    layout: str = ""
    container: str = ""
    encoding: str = ""
    language: str = ""
    delimiter: str = ""
    marks: str = ""
    style: str = ""
    order: str = ""
    header: str = ""
    clothes: str = ""
    lacking: str = ""
    among: str = ""

    @property
    def wide(self) -> bool:
        return self.layout in WIDE

    @property
    def typed(self) -> bool:
        """Whether its columns have types and one name each."""
        return self.container in containers.TYPED

    @property
    def in_text(self) -> bool:
        return self.container in TEXTS


def is_open(made: Plan) -> bool:
    """Whether day and month may change places in it."""
    return made.style in _STYLE and _STYLE[made.style].open


AXES = tuple(each.name for each in fields(Plan))
_VALUES: dict[str, tuple[str, ...]] = {
    "layout": ("one", "one", "one key", "one key", "two keys", *WIDE),
    "container": (*TEXTS * 8, *containers.GRIDS, *containers.TYPED),
    "encoding": (OWN, *ENCODINGS),
    "language": tuple(LANGUAGES),
    "delimiter": (OWN, *DELIMITERS),
    "marks": (OWN, *MARKS),
    "style": (NONE, *DATED, *_STYLE),
    "order": ORDERS,
    "header": HEADERS,
    "clothes": (NONE, *_CLOTHING),
    "lacking": LACKING,
    "among": AMONG,
}


def plan(seed: int) -> Plan:
    """The same for the same ``seed``; each value as likely as any other that goes with those before it."""
    random = Random(seed)
    made = Plan()
    for axis in AXES:
        able = [value for value in _VALUES[axis] if _MAY[axis](made, value)]
        made = replace(made, **{axis: random.choice(able)})
    return made


# ---- what goes together ---------------------------------------------------------------------------------------------


def _can(words: str, made: Plan) -> bool:
    return made.encoding == OWN or can_write(words, made.encoding)


def _container(made: Plan, value: str) -> bool:
    if value == "csv":
        return False  # those are ``TEXTS``
    return not (made.layout == "classes in rows" and value in containers.TYPED)


def _encoding(made: Plan, value: str) -> bool:
    return (value != OWN) == made.in_text


def _language(made: Plan, value: str) -> bool:
    return made.encoding == OWN or written_in(value, made.encoding)


def _delimiter(made: Plan, value: str) -> bool:
    return (value != OWN) == made.in_text


def _marks(made: Plan, value: str) -> bool:
    if value == OWN:
        return made.typed or made.container in ("sheet", "open document")
    if made.typed or (made.delimiter in _BLANK and MARKS[value].thousands in (" ", "\xa0")):
        return False
    return _can(MARKS[value].thousands, made)


def _style(made: Plan, value: str) -> bool:
    if made.layout == "dates across":
        return value in DATED
    if made.wide:
        return value == NONE
    if value == NONE:
        return made.layout != "two keys"
    if value in DATED and value not in _STYLE:
        return False
    if any(value.startswith(each) and made.language not in _readers(each, made) for each in EASTERN):
        return False
    return _can(_LETTERS[value], made)


def _readers(eastern: str, made: Plan) -> tuple[str, ...]:
    """The languages whose files may have dates of an eastern one."""
    return (eastern, "english") if made.encoding in (OWN, "utf-8", "utf-8-sig", "utf-16") else (eastern,)


def _order(made: Plan, value: str) -> bool:
    if made.wide or made.style == NONE:
        return value == "rising"
    return value != "interleaved" or made.layout in ("one key", "two keys")


def _header(made: Plan, value: str) -> bool:
    if value == "one":
        return True
    if made.typed or (value != NONE and made.wide and value not in ("title", "comments")):
        return False
    if value == NONE:
        return made.layout == "classes in rows" or (made.layout == "one" and len(_names(made.style)) == 1)
    if value == "comments":
        return made.in_text
    return made.delimiter not in _BLANK


def _names(style: str) -> tuple[str, ...]:
    """Of the columns that tell the time; parts of it can only be told by names."""
    return _STYLE[style].names if style in _STYLE else ()


def _clothes(made: Plan, value: str) -> bool:
    if value == NONE:
        return True
    worn = _CLOTHING[value]
    if made.wide or (made.header in WITH_UNITS and worn.unit):
        return False
    return _can(worn.write(-1.5, MARKS["point"]) + worn.write(1.5, MARKS["point"]), made)


def _lacking(made: Plan, value: str) -> bool:
    if value == NONE:
        return True
    if made.wide:
        return value in ("empty", "NA") and made.layout == "dates across" and made.delimiter not in _BLANK
    if value == "sentinel":
        return made.clothes == NONE
    if made.typed and made.clothes == NONE:
        return value == "empty"
    return value != "empty" or made.delimiter not in _BLANK


def _among(made: Plan, value: str) -> bool:
    if value == NONE:
        return True
    if made.typed or made.wide or (made.header == NONE and value == "headers again"):
        return False
    return made.delimiter not in _BLANK or value == "headers again"


_MAY: dict[str, Callable[[Plan, str], bool]] = {
    "layout": lambda made, value: True,
    "container": _container,
    "encoding": _encoding,
    "language": _language,
    "delimiter": _delimiter,
    "marks": _marks,
    "style": _style,
    "order": _order,
    "header": _header,
    "clothes": _clothes,
    "lacking": _lacking,
    "among": _among,
}

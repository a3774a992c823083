"""The settings of reading: what each is called, what it does, and what may be chosen for it."""

import codecs
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from gatescope.engine.config.data import DATE_ORDERS, Repeats, RowOrder
from gatescope.engine.protocol.messages import DatasetInfo
from gatescope.gui.kit.fields import Choices
from gatescope.gui.words.entries import QT_TRANSLATE_NOOP

ENCODINGS = ("utf-8", "utf-16", "cp949", "latin-1", "cp1252", "cp932", "gb18030", "big5", "johab")
NAMES = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8 (BOM)",
    "ascii": "ASCII",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16 LE",
    "utf-16-be": "UTF-16 BE",
    "cp949": "CP949 (EUC-KR)",
    "latin-1": "Latin-1",
    "iso8859-1": "Latin-1",
    "cp1252": "Windows-1252",
    "cp932": "CP932 (Shift-JIS)",
    "gb18030": "GB 18030",
    "big5": "Big5",
    "johab": "Johab",
}
OPTIONS: dict[str, tuple[object, ...]] = {
    "delimiter": (",", ";", "\t", "|", " "),
    "header": (True, False),
    "quote": ('"', "'", ""),
    "decimal": (".", ","),
    "thousands": ("", ",", ".", " ", "'"),
    "comment": ("", "#", "%", "//", ";"),
    "units": (True, False),
    "series": (True, False),
    "keep": (True,),
    "dates": DATE_ORDERS,
    "rows": tuple(RowOrder),
    "repeats": tuple(Repeats),
}


@dataclass(frozen=True)
class ReadingSetting:
    """A field of ``ReadConfig``; ``open`` is the value that means "find out"."""

    name: str
    title_source: str
    tip_source: str
    open: object

    def title(self) -> str:
        return QCoreApplication.translate("ImportSettings", self.title_source)

    def tip(self) -> str:
        return QCoreApplication.translate("ImportSettings", self.tip_source)


def encoding_name(encoding: str) -> str:
    """An encoding as people know it."""
    if encoding in NAMES:
        return NAMES[encoding]
    try:
        return NAMES.get(codecs.lookup(encoding).name, encoding)
    except LookupError:
        return encoding


def characters() -> dict[object, str]:
    """What single characters are called."""
    translate = QCoreApplication.translate
    return {
        ",": translate("ImportSettings", "comma"),
        ";": translate("ImportSettings", "semicolon"),
        "\t": translate("ImportSettings", "tab"),
        "|": translate("ImportSettings", "bar |"),
        " ": translate("ImportSettings", "space"),
        ".": translate("ImportSettings", "point"),
        "'": translate("ImportSettings", "single '"),
        '"': translate("ImportSettings", 'double "'),
        "": translate("ImportSettings", "none"),
        "#": "#",
    }


def orders() -> dict[object, str]:
    """What the orders of dates and of rows, and what is made of repeated times, are called."""
    translate = QCoreApplication.translate
    return {
        "day-first": translate("ImportSettings", "day first"),
        "month-first": translate("ImportSettings", "month first"),
        "year-first": translate("ImportSettings", "year first"),
        RowOrder.TIME: translate("ImportSettings", "by their time"),
        RowOrder.FILE: translate("ImportSettings", "as in the file"),
        Repeats.KEEP: translate("ImportSettings", "keep"),
        Repeats.AVERAGE: translate("ImportSettings", "average"),
        Repeats.DROP: translate("ImportSettings", "drop"),
    }


def shown_value(name: str, value: object) -> str:
    """The value of a setting as it is called."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        translate = QCoreApplication.translate
        return translate("ImportSettings", "yes") if value else translate("ImportSettings", "no")
    if name == "encoding":
        return encoding_name(str(value)) or "–"
    if name == "sheet" and not value:
        return QCoreApplication.translate("ImportSettings", "the first")
    if name in ("sheet", "skip", "header_lines", "minus"):
        return str(value)
    if name in ("dates", "rows", "repeats"):
        return orders().get(value, str(value) or "–")
    if name == "comment":
        return str(value) or characters()[""]
    return characters().get(value, str(value))


def offered(name: str, info: DatasetInfo | None, chosen: object) -> Choices:
    """What may be chosen for a setting, beside finding out; also what was chosen, when it is another."""
    options: tuple[object, ...] = OPTIONS.get(name, ())
    if name == "encoding":
        options = ENCODINGS
    elif name == "sheet":
        options = info.sheets if info is not None else ()
    if chosen not in (None, "", *options):
        options = (*options, chosen)
    return [(shown_value(name, option), option) for option in options]


SETTINGS = (
    ReadingSetting(
        "encoding",
        QT_TRANSLATE_NOOP("ImportSettings", "Encoding"),
        QT_TRANSLATE_NOOP("ImportSettings", "How bytes become characters. Korean public data is often CP949."),
        "",
    ),
    ReadingSetting(
        "sheet",
        QT_TRANSLATE_NOOP("ImportSettings", "Sheet"),
        QT_TRANSLATE_NOOP("ImportSettings", "Which sheet of the workbook is read"),
        "",
    ),
    ReadingSetting(
        "delimiter",
        QT_TRANSLATE_NOOP("ImportSettings", "Delimiter"),
        QT_TRANSLATE_NOOP("ImportSettings", "What stands between two cells"),
        "",
    ),
    ReadingSetting(
        "header",
        QT_TRANSLATE_NOOP("ImportSettings", "Header"),
        QT_TRANSLATE_NOOP("ImportSettings", "Whether the first record names the columns; without it they are numbered"),
        None,
    ),
    ReadingSetting(
        "header_lines",
        QT_TRANSLATE_NOOP("ImportSettings", "Header lines"),
        QT_TRANSLATE_NOOP("ImportSettings", "How many records name the columns together"),
        None,
    ),
    ReadingSetting(
        "units",
        QT_TRANSLATE_NOOP("ImportSettings", "Units row"),
        QT_TRANSLATE_NOOP("ImportSettings", "Whether the record under the header names units, such as °C"),
        None,
    ),
    ReadingSetting(
        "quote",
        QT_TRANSLATE_NOOP("ImportSettings", "Quotes"),
        QT_TRANSLATE_NOOP("ImportSettings", "What encloses cells with delimiters in them"),
        None,
    ),
    ReadingSetting(
        "decimal",
        QT_TRANSLATE_NOOP("ImportSettings", "Decimals"),
        QT_TRANSLATE_NOOP("ImportSettings", "What stands before decimals: 3.5 or 3,5"),
        "",
    ),
    ReadingSetting(
        "thousands",
        QT_TRANSLATE_NOOP("ImportSettings", "Thousands"),
        QT_TRANSLATE_NOOP("ImportSettings", "What groups digits: 1,000 or 1.000"),
        None,
    ),
    ReadingSetting(
        "comment",
        QT_TRANSLATE_NOOP("ImportSettings", "Comments"),
        QT_TRANSLATE_NOOP("ImportSettings", "Lines that begin with this are no records"),
        None,
    ),
    ReadingSetting(
        "skip",
        QT_TRANSLATE_NOOP("ImportSettings", "Skip lines"),
        QT_TRANSLATE_NOOP("ImportSettings", "Lines before the header or, without one, the first record"),
        None,
    ),
    ReadingSetting(
        "missing",
        QT_TRANSLATE_NOOP("ImportSettings", "Missing"),
        QT_TRANSLATE_NOOP(
            "ImportSettings",
            "Further words for a missing value, such as 9999. Empty cells, NA, NaN, ?, - and null always mean it.",
        ),
        (),
    ),
    ReadingSetting(
        "words",
        QT_TRANSLATE_NOOP("ImportSettings", "Words"),
        QT_TRANSLATE_NOOP(
            "ImportSettings", "Columns whose cells are words, though they look like numbers, with commas between"
        ),
        (),
    ),
    ReadingSetting(
        "minus",
        QT_TRANSLATE_NOOP("ImportSettings", "Minus"),
        QT_TRANSLATE_NOOP("ImportSettings", "Marks that make a number negative, such as △▼"),
        "",
    ),
    ReadingSetting(
        "keep",
        QT_TRANSLATE_NOOP("ImportSettings", "Keep totals"),
        QT_TRANSLATE_NOOP(
            "ImportSettings", "Totals, footnotes, repeated headers and blank records stay among the records"
        ),
        False,
    ),
    ReadingSetting(
        "series",
        QT_TRANSLATE_NOOP("ImportSettings", "Each row is a series"),
        QT_TRANSLATE_NOOP(
            "ImportSettings", "Whether the cells of a record follow one another in time, or are measured at once"
        ),
        None,
    ),
    ReadingSetting(
        "dates",
        QT_TRANSLATE_NOOP("ImportSettings", "Dates"),
        QT_TRANSLATE_NOOP("ImportSettings", "What comes first in dates such as 02/08/2022"),
        "",
    ),
    ReadingSetting(
        "rows",
        QT_TRANSLATE_NOOP("ImportSettings", "Order of rows"),
        QT_TRANSLATE_NOOP(
            "ImportSettings", "Records are sorted by their time, within each sequence, or left as in the file"
        ),
        RowOrder.TIME,
    ),
    ReadingSetting(
        "repeats",
        QT_TRANSLATE_NOOP("ImportSettings", "Same time"),
        QT_TRANSLATE_NOOP(
            "ImportSettings", "Records of a sequence with the same time are kept, averaged, or only the first kept"
        ),
        Repeats.KEEP,
    ),
)

"""Awkward numbers, quotes and words for what is missing."""

from collections.abc import Iterator

from gatescope.engine.config.data import ReadConfig
from tests.engine.awkward import ROWS, SERIES, Awkward, awkward, comma, days, lines, wave


def cells() -> Iterator[Awkward]:
    for part in (_numbers, _numbers_again, _numbers_more, _quoted, _quoted_again, _missing, _missing_again):
        yield from part()


def _numbers() -> Iterator[Awkward]:
    yield awkward(
        "decimal-comma.csv",
        lines(days(), map(comma, wave()), head=("date", "value"), sep=";"),
        decimal=",",
        values={"value": wave()},
        **SERIES,
    )
    quoted = lines(days(), [f'"{comma(v)}"' for v in wave()], head=("date", "value"))
    yield awkward("decimal-comma-quoted.csv", quoted, delimiter=",", decimal=",", values={"value": wave()}, **SERIES)
    yield awkward(
        "decimal-comma-alone.csv", lines(map(comma, wave()), head=["v"]), decimal=",", values={"v": wave()}, rows=ROWS
    )


def _numbers_again() -> Iterator[Awkward]:
    lines(days(), [f'"{comma(v)}"' for v in wave()], head=("date", "value"))
    big = [1000.0 * value + 0.5 for value in wave()]
    english = [f'"{v:,.2f}"' for v in big]
    german = [v.strip('"').replace(",", "_").replace(".", ",").replace("_", ".") for v in english]
    swiss = [v.strip('"').replace(",", "'") for v in english]
    french = [v.replace(".", " ") for v in german]
    narrow = [v.replace(" ", "\u202f") for v in french]
    for name, cells, sep, decimal, thousands in (
        ("english", english, ",", ".", ","),
        ("german", german, ";", ",", "."),
        ("swiss", swiss, ",", ".", "'"),
        ("french", french, ";", ",", " "),
        ("narrow", narrow, ";", ",", " "),
    ):
        yield awkward(
            f"thousands-{name}.csv",
            lines(days(), cells, head=("date", "value"), sep=sep),
            decimal=decimal,
            thousands=thousands,
            values={"value": [round(v, 2) for v in big]},
            bad={},
            **SERIES,
        )


def _numbers_more() -> Iterator[Awkward]:
    lines(days(), [f'"{comma(v)}"' for v in wave()], head=("date", "value"))
    big = [1000.0 * value + 0.5 for value in wave()]
    english = [f'"{v:,.2f}"' for v in big]
    german = [v.strip('"').replace(",", "_").replace(".", ",").replace("_", ".") for v in english]
    [v.strip('"').replace(",", "'") for v in english]
    french = [v.replace(".", " ") for v in german]
    [v.replace(" ", "\u202f") for v in french]
    whole = [f'"{int(v):,}"' for v in big]
    yield awkward(
        "thousands-later.csv",
        lines(days(), wave()[:20] + whole[20:], head=("date", "value")),
        bad={},
        values={"value": wave()[:20] + [int(v) for v in big[20:]]},
        **SERIES,
    )
    yield awkward("exponents.csv", lines(days(), [f"{v:.4e}" for v in wave()], head=("date", "value")), **SERIES)
    yield awkward(
        "user-decimal.csv",
        lines(days(), [f"1,{i:03}" for i in range(ROWS)], head=("date", "value"), sep=";"),
        ReadConfig(decimal="."),
        values={"value": [1000.0 + i for i in range(ROWS)]},
    )
    percent = [f"{v}%" if i in (3, 5) else f"${v}" if i == 7 else v for i, v in enumerate(wave())]
    yield awkward(
        "percent.csv", lines(days(), percent, head=("date", "value")), bad={"value": 3}, missing={"value": 3}, **SERIES
    )


def _quoted() -> Iterator[Awkward]:
    yield awkward(
        "double-quotes.csv", '"date","value"\n' + lines([f'"{d}"' for d in days()], wave()), quote='"', **SERIES
    )
    single = lines(
        [f"'{d}'" for d in days()], [f"'a, {i % 3}'" for i in range(ROWS)], wave(), head=("date", "kind", "value")
    )
    yield awkward(
        "single-quotes.csv", single, quote="'", names=("date", "kind", "value"), rows=ROWS, categories=("kind",)
    )
    notes = [f'"two\nlines, ""{i}"""' for i in range(ROWS)]
    yield awkward(
        "newlines.csv",
        lines(days(), notes, wave(), head=("date", "note", "value")),
        rows=ROWS,
        skipped=0,
        targets=("value",),
        time="date",
    )
    header = '"date","the\nvalue"\n' + lines(days(), wave())
    yield awkward("newline-header.csv", header, names=("date", "the value"), rows=ROWS, skipped=0)
    inches = lines([f'{i} 5" pipe' for i in range(ROWS)], wave(), head=("size", "value"))
    yield awkward("inches.csv", inches, rows=ROWS, skipped=0)


def _quoted_again() -> Iterator[Awkward]:
    lines([f"'{d}'" for d in days()], [f"'a, {i % 3}'" for i in range(ROWS)], wave(), head=("date", "kind", "value"))
    [f'"two\nlines, ""{i}"""' for i in range(ROWS)]
    lines([f'{i} 5" pipe' for i in range(ROWS)], wave(), head=("size", "value"))
    said = lines(
        [f'"He said {i} things' if i % 9 == 4 else f"it is {i} o'clock now" for i in range(ROWS)],
        ["pos" if i % 2 else "neg" for i in range(ROWS)],
        head=("text", "label"),
        sep="\t",
    )
    yield awkward("said.tsv", said, quote="", rows=ROWS, text="text", targets=("label",))


def _missing() -> Iterator[Awkward]:
    words = ["", "NA", "NaN", "?", "-", "null", "N/A", "None", "nan", "NULL", "#N/A", "."]
    cells = [*words, *wave()[len(words) :]]
    yield awkward(
        "missing-words.csv",
        lines(days(), cells, wave(seed=1), head=("date", "value", "other")),
        bad={},
        missing={"value": len(words)},
        rows=ROWS,
        targets=("value",),
    )
    for word in ("9999", "-999.9"):
        holes = [word if i % 10 == 3 else v for i, v in enumerate(wave())]
        yield awkward(
            f"missing-{word}.csv",
            lines(days(), holes, head=("date", "value")),
            ReadConfig(missing=(word,)),
            missing={"value": 4},
            bad={},
            **SERIES,
        )


def _missing_again() -> Iterator[Awkward]:
    holes = ["9999.00" if i % 10 == 3 else v for i, v in enumerate(wave())]
    yield awkward(
        "missing-as-number.csv",
        lines(days(), holes, head=("date", "value")),
        ReadConfig(missing=("9999",)),
        missing={"value": 4},
        **SERIES,
    )
    words = ["gone" if i % 10 == 3 else v for i, v in enumerate(wave())]
    yield awkward(
        "missing-own-word.csv",
        lines(days(), words, head=("date", "value")),
        ReadConfig(missing=("gone",)),
        missing={"value": 4},
        bad={},
        **SERIES,
    )
    kept = ["9999" if i % 10 == 3 else v for i, v in enumerate(wave())]
    yield awkward("not-missing.csv", lines(days(), kept, head=("date", "value")), missing={"value": 0}, **SERIES)
    yield awkward(
        "empty-column.csv",
        lines(days(), wave(), [""] * ROWS, head=("date", "value", "empty")),
        rows=ROWS,
        missing={"empty": ROWS},
        inputs=("value",),
    )

"""How the cells of a table are separated and what stands above them."""

from collections.abc import Iterator

from gatescope.engine.config.data import ReadConfig
from tests.engine.awkward import ROWS, SERIES, Awkward, awkward, daily, days, lines, wave


def written_ways() -> Iterator[Awkward]:
    for part in (_delimited, _delimited_again, _headed, _headed_again, _headed_more):
        yield from part()


def _delimited() -> Iterator[Awkward]:
    yield awkward("comma.csv", daily(), delimiter=",", header=True, **SERIES)
    yield awkward("semicolon.csv", daily(";"), delimiter=";", **SERIES)
    yield awkward("tab.tsv", daily("\t"), delimiter="\t", **SERIES)
    yield awkward("tab.txt", daily("\t"), delimiter="\t", **SERIES)
    yield awkward("pipe.csv", daily("|"), delimiter="|", **SERIES)
    yield awkward("space.txt", daily(" "), delimiter=" ", **SERIES)
    aligned = "".join(f"  {a:>9.2f}   {b:>7.2f}  {-b:>8.2f}  \n" for a, b in zip(wave(), wave(seed=1), strict=True))
    names = ("column 1", "column 2", "column 3")
    yield awkward(
        "aligned.txt", aligned, delimiter=" ", header=False, names=names, rows=ROWS, values={"column 2": wave(seed=1)}
    )
    headed = "   date      value\n" + "".join(f"{d}  {v:8.2f}\n" for d, v in zip(days(), wave(), strict=True))
    yield awkward("aligned-header.txt", headed, delimiter=" ", **SERIES)
    yield awkward(
        "dated-aligned.txt",
        lines(days(), ["06:00"] * ROWS, wave(), sep="  "),
        delimiter=" ",
        header=False,
        time="column 1 column 2",
        frequency="daily",
        targets=("column 3",),
    )
    yield awkward("carriage-returns.csv", daily().replace("\n", "\r"), delimiter=",", **SERIES)
    yield awkward("windows.csv", daily().replace("\n", "\r\n"), delimiter=",", **SERIES)


def _delimited_again() -> Iterator[Awkward]:
    yield awkward(
        "trailing.csv",
        daily().replace("\n", ",\n"),
        names=("date", "value", "column 3"),
        rows=ROWS,
        targets=("value",),
        skipped=0,
    )
    yield awkward(
        "trailing-data.csv",
        daily().replace("\n", ",\n").replace("value,", "value"),
        rows=ROWS,
        skipped=0,
        targets=("value",),
    )
    yield awkward("empty-below.csv", daily() + ",\n,\n , \n", **SERIES)
    yield awkward("one-number.txt", "\n".join(map(str, wave())), header=False, names=("column 1",), rows=ROWS)
    yield awkward("one-column.csv", lines(wave(), head=["load"]), header=True, names=("load",), rows=ROWS)
    yield awkward(
        "sentences.csv",
        lines(days(), wave(), [f"cool; windy, {i}" for i in range(ROWS)], sep="\t", head=("date", "value", "note")),
        delimiter="\t",
        targets=("value",),
        text="",
    )


def _headed() -> Iterator[Awkward]:
    kinds = ["Iris-setosa", "Iris-versicolor", "Iris-virginica"]
    iris = [f"{5 + i % 7 / 10},{3 + i % 5 / 10},{1.4 + i % 3},{0.2 + i % 4 / 10},{kinds[i // 20]}" for i in range(60)]
    names = tuple(f"column {at}" for at in range(1, 6))
    yield awkward(
        "iris.data.csv",
        "\n".join(iris) + "\n",
        header=False,
        names=names,
        rows=60,
        categories=("column 5",),
        sequence="",
        targets=("column 4",),
    )
    sex = ["M", "F", "I"]
    abalone = lines([sex[i % 3] for i in range(ROWS)], wave(), wave(seed=1), [9 + i % 7 for i in range(ROWS)])
    yield awkward("abalone.data.csv", abalone, header=False, rows=ROWS, categories=("column 1",), targets=("column 4",))
    yield awkward(
        "auto.data.txt",
        "\n".join(f'{v:.1f}   8.   {i % 5}   ?\t"car {i}"' for i, v in enumerate(wave())) + "\n",
        header=False,
        rows=ROWS,
    )
    first = "?,1.5,2\n" + lines(wave(), wave(seed=1), range(ROWS))
    yield awkward("unknown-first.csv", first, header=False, rows=ROWS + 1, missing={"column 1": 1})


def _headed_again() -> Iterator[Awkward]:
    kinds = ["Iris-setosa", "Iris-versicolor", "Iris-virginica"]
    [f"{5 + i % 7 / 10},{3 + i % 5 / 10},{1.4 + i % 3},{0.2 + i % 4 / 10},{kinds[i // 20]}" for i in range(60)]
    sex = ["M", "F", "I"]
    lines([sex[i % 3] for i in range(ROWS)], wave(), wave(seed=1), [9 + i % 7 for i in range(ROWS)])
    years = lines(
        [f"country {i}" for i in range(ROWS)],
        wave(),
        wave(seed=1),
        wave(seed=2),
        head=("country", "2000", "2001", "2002"),
    )
    yield awkward("years.csv", years, header=True, names=("country", "2000", "2001", "2002"), rows=ROWS)
    counted = lines(wave(), wave(seed=1), wave(seed=2), head=("0", "1", "2"))
    yield awkward("counted.csv", counted, header=True, names=("0", "1", "2"), rows=ROWS)
    pandas = lines(range(ROWS), wave(), wave(seed=1), head=("", "a", "b"))
    yield awkward("pandas.csv", pandas, names=("column 1", "a", "b"), inputs=("a", "b"), targets=("b",))
    unnamed = lines(range(ROWS), wave(), head=("Unnamed: 0", "a"))
    yield awkward("unnamed.csv", unnamed, inputs=("a",), targets=("a",))
    yield awkward(
        "r.txt",
        lines(range(1, ROWS + 1), wave(), wave(seed=1), sep=" ").join(["x y\n", ""]),
        delimiter=" ",
        header=True,
        names=("column 1", "x", "y"),
        rows=ROWS,
        inputs=("x", "y"),
    )


def _headed_more() -> Iterator[Awkward]:
    yield awkward(
        "twice.csv", lines(days(), wave(), wave(seed=1), head=("date", "a", "a")), names=("date", "a", "a (2)")
    )
    yield awkward("title.csv", "Daily report\nmade by nobody\n\n" + daily(), skip=3, header=True, **SERIES)
    yield awkward(
        "title-row.csv",
        "Report,,\n,,\n" + lines(days(), wave(), wave(seed=1), head=("date", "a", "b")),
        names=("date", "a", "b"),
        rows=ROWS,
        time="date",
    )
    yield awkward("blank-lines.csv", "\n\n \n" + daily().replace("\n", "\n\n"), header=True, **SERIES)
    yield awkward("user-header.csv", daily(), ReadConfig(header=False), header=False, rows=ROWS + 1)
    yield awkward(
        "user-no-header.csv", lines(wave(), wave(seed=1)), ReadConfig(header=True), header=True, rows=ROWS - 1
    )
    yield awkward("user-skip.csv", daily(), ReadConfig(skip=5, header=False), header=False, rows=ROWS - 4, skip=5)

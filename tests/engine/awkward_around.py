"""What stands around the cells: comments, units, damage, encodings; and texts that are no tables."""

import gzip
from collections.abc import Iterator

from gatescope.engine.config.data import Kind, ReadConfig
from tests.engine.awkward import ROWS, SERIES, Awkward, awkward, daily, days, lines, wave


def surroundings() -> Iterator[Awkward]:
    for part in (_around, _damaged, _encoded, _encoded_again, _texts):
        yield from part()


def _around() -> Iterator[Awkward]:
    for mark, word in (("#", "hash"), ("%", "percent"), ("//", "slashes"), (";", "semicolon")):
        body = daily().split("\n")
        text = "\n".join([f"{mark} made, by a, sensor", f"{mark} 2", *body[:9], f"{mark} recalibrated", *body[9:]])
        yield awkward(f"comments-{word}.csv", text, comment=mark, skipped=0, **SERIES)
    yield awkward(
        "commented-header.txt",
        "# from a sensor\n\n#date\tvalue\n" + lines(days(), wave(), sep="\t"),
        header=True,
        **SERIES,
    )
    yield awkward("marked-header.csv", "#date,value\n" + lines(days(), wave()), header=True, **SERIES)
    yield awkward("user-comment.csv", "! x\n" + daily(), ReadConfig(comment="!"), comment="!", **SERIES)
    hashtags = lines([f"#{'ab'[i % 2]}" for i in range(ROWS)], wave(), head=("tag", "value"))
    yield awkward("hashtags.csv", hashtags, rows=ROWS, categories=("tag",))
    units = lines(days(), wave(), wave(seed=1), wave(seed=2))
    for name, row in (("brackets", ",[m/s],[°C],[kWh]"), ("bare", ",m/s,°C,kWh"), ("round", ",(m/s),(°C),(kWh)")):
        text = f"date,wind,temp,energy\n{row}\n{units}"
        yield awkward(
            f"units-{name}.csv",
            text,
            units=("", "m/s", "°C", "kWh"),
            rows=ROWS,
            header=True,
            bad={},
            names=("date", "wind", "temp", "energy"),
            time="date",
        )


def _damaged() -> Iterator[Awkward]:
    body = daily().split("\n")
    ragged = "\n".join([*body[:10], "2020-01-10,1,2,3", "lost", *body[10:]])
    yield awkward("ragged.csv", ragged, skipped=2, skipped_lines=(11, 12), **SERIES)
    bad = [{4: "oops", 9: "1.2.3"}.get(i, v) for i, v in enumerate(wave())]
    yield awkward(
        "bad-cells.csv",
        lines(days(), bad, head=("date", "value")),
        bad={"value": 2},
        bad_lines={"value": (6, 11)},
        skipped=0,
        missing={"value": 2},
        **SERIES,
    )
    yield awkward("no-last-newline.csv", daily().rstrip("\n"), **SERIES)
    yield awkward("control-z.csv", daily() + "\x1a", **SERIES)
    joined = daily() + daily(head=("date", "value"))
    yield awkward("joined.csv", joined, rows=2 * ROWS, skipped=1, bad={})


def _encoded() -> Iterator[Awkward]:
    korean = lines(days(), wave(), [10 + i % 9 for i in range(ROWS)], head=("측정일자", "미세먼지농도", "관측값"))
    told = {"names": ("측정일자", "미세먼지농도", "관측값"), "rows": ROWS, "time": "측정일자", "frequency": "daily"}
    for name, encoding, as_told in (
        ("cp949", "cp949", "cp949"),
        ("euc-kr", "euc-kr", "cp949"),
        ("utf8", "utf-8", "utf-8"),
        ("utf8-mark", "utf-8-sig", "utf-8"),
        ("utf16-le", "utf-16-le", "utf-16-le"),
        ("utf16-be", "utf-16-be", "utf-16-be"),
    ):
        yield awkward(f"korean-{name}.csv", korean.encode(encoding), encoding=as_told, **told)
    for name, mark, encoding in (("le", b"\xff\xfe", "utf-16-le"), ("be", b"\xfe\xff", "utf-16-be")):
        yield awkward(f"marked-utf16-{name}.csv", mark + korean.encode(encoding), encoding="utf-16", **told)
    cells = ["똠방각하" if i % 2 else "펲시콜라" for i in range(ROWS)]  # syllables that only CP949 has
    extended = lines(days(), cells, wave(), head=("일자", "상품명", "판매량"))
    yield awkward(
        "cp949-only.csv", extended.encode("cp949"), encoding="cp949", categories=("상품명",), targets=("판매량",)
    )
    towns = ["Köln", "Zürich", "Genève", "Málaga"]
    latin = lines(days(), [towns[i % 4] for i in range(ROWS)], wave(), head=("date", "città", "größe"))
    yield awkward("latin1.csv", latin.encode("latin-1"), encoding="cp1252", names=("date", "città", "größe"), rows=ROWS)


def _encoded_again() -> Iterator[Awkward]:
    korean = lines(days(), wave(), [10 + i % 9 for i in range(ROWS)], head=("측정일자", "미세먼지농도", "관측값"))
    told = {"names": ("측정일자", "미세먼지농도", "관측값"), "rows": ROWS, "time": "측정일자", "frequency": "daily"}
    ["똠방각하" if i % 2 else "펲시콜라" for i in range(ROWS)]  # syllables that only CP949 has
    towns = ["Köln", "Zürich", "Genève", "Málaga"]
    latin = lines(days(), [towns[i % 4] for i in range(ROWS)], wave(), head=("date", "città", "größe"))
    yield awkward(
        "user-latin1.csv",
        latin.encode("latin-1"),
        ReadConfig(encoding="latin-1"),
        encoding="iso8859-1",
        names=("date", "città", "größe"),
    )
    yield awkward("packed.csv.gz", gzip.compress(daily().encode(), mtime=0), **SERIES)
    yield awkward("packed-korean.csv.gz", gzip.compress(korean.encode("cp949"), mtime=0), encoding="cp949", **told)


def _texts() -> Iterator[Awkward]:
    prose = "First came the sun, and then the rain.\nIt rained, and rained.\n\nNobody knew why: nobody asked.\n" * 8
    yield awkward("prose.txt", prose, kind="text")
    yield awkward("verse.txt", "one, two\nthree, four\nfive, six\n" * 9, kind="text")
    yield awkward(
        "korean.txt",
        ("나는 오늘 학교에 갔다, 그리고 왔다.\n비가 왔다.\n" * 20).encode("cp949"),
        kind="text",
        encoding="cp949",
    )
    yield awkward("table-as-text.csv", daily(), ReadConfig(kind=Kind.TEXT), kind="text")
    yield awkward("text-as-table.txt", daily(), ReadConfig(kind=Kind.TABLE), **SERIES)

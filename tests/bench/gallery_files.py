"""Files as people have them, for the pictures of the import screen; made anew, each by a function that says where."""

import math
import random
from collections.abc import Callable
from pathlib import Path

from tests.engine.workbooks import DAY, Cell, workbook

LARGE = 500_000_000  # bytes


def korean(folder: Path) -> Path:
    """Public data: CP949, Hangul header, gaps."""
    draw = random.Random(1)
    rows = ["관측일시,지점명,기온(°C),습도(%),강수량(mm),풍속(m/s)"]
    for i in range(2000):
        rain = round(draw.random() * 5, 1) if draw.random() < 0.3 else ""
        wind = abs(draw.gauss(2, 1))
        when = f"2021-{1 + i // 672:02}-{1 + i // 24 % 28:02} {i % 24:02}:00"
        rows.append(f"{when},서울,{10 * math.sin(i / 3.8) + 5:.1f},{50 + i % 40},{rain},{wind:.1f}")
    return _written(folder / "서울_기상.csv", "\r\n".join(rows).encode("cp949"))


def headerless(folder: Path) -> Path:
    """A classic set: no header, the class in the last column."""
    draw, names = random.Random(2), ("Iris-setosa", "Iris-versicolor", "Iris-virginica")
    rows = [
        f"{5 + i // 50 + draw.gauss(0, 0.3):.1f},{draw.gauss(3, 0.3):.1f},{1.4 + 2 * (i // 50):.1f},{names[i // 50]}"
        for i in range(150)
    ]
    return _written(folder / "iris.data.csv", "\n".join(rows).encode())


def bad_rows(folder: Path) -> Path:
    """Semicolons, decimal commas, records of other widths, words among numbers, missing cells."""
    rows = ["# measured at the harbour", "time;temp;wave"]
    for i in range(600):
        temp, wave = f"{3 + 2 * math.sin(i / 20):.2f}", f"{1 + abs(math.sin(i / 33)):.2f}"
        cells = [f"2020-01-{1 + i // 48:02} {i // 2 % 24:02}:{30 * (i % 2):02}", temp, wave]
        if i in (6, 40, 300):
            cells.append("extra")
        elif i in (4, 90):
            cells[2] = "err"
        elif i in (8, 9):
            cells[1] = ""
        rows.append(";".join(cells).replace(".", ","))
    return _written(folder / "harbour.csv", "\n".join(rows).encode())


def sequences(folder: Path) -> Path:
    """Many machines, each with a state of its own."""
    draw, rows = random.Random(3), ["machine,vibration,current,state"]
    for machine in range(40):
        state, size = draw.choice((("ok", 1), ("ok", 1), ("worn", 2), ("broken", 4)))
        steps = range(draw.randint(20, 60))
        rows += [f"M{machine:02},{draw.gauss(0, size):.3f},{draw.gauss(5, 0.2):.2f},{state}" for _ in steps]
    return _written(folder / "machines.csv", "\n".join(rows).encode())


def sensors(folder: Path) -> Path:
    """Three stations one below the other, each an hourly series of its own."""
    draw, rows = random.Random(4), ["station,time,level,flow"]
    for at, station in enumerate(("Elbe", "Oder", "Rhein")):
        for i in range(400 + 150 * at):
            level = 3 + at + math.sin(i / 12) + draw.gauss(0, 0.1)
            rows.append(f"{station},2022-{1 + i // 672:02}-{1 + i // 24 % 28:02} {i % 24:02}:00,{level:.2f},{i % 7}")
    return _written(folder / "stations.csv", "\n".join(rows).encode())


def units(folder: Path) -> Path:
    """A row of units under the header, decimal commas, a comment, minutes that are missing."""
    draw, rows = random.Random(5), ["# Messung 12", "Zeit;Temperatur;Druck", "-;°C;hPa"]
    for i in range(900):
        if i % 217 in (5, 6):
            continue
        cells = f"{20 + 4 * math.sin(i / 60) + draw.gauss(0, 0.2):.2f};{1013 + draw.gauss(0, 1):.1f}".replace(".", ",")
        rows.append(f"{1 + i // 1440:02}.03.2023 {i // 60 % 24:02}:{i % 60:02};{cells}")
    return _written(folder / "messung.csv", "\n".join(rows).encode("cp1252"))


def pairs(folder: Path) -> Path:
    """Sentences in two languages."""
    said = (
        ("I saw the sea.", "나는 바다를 보았다."),
        ("The lamp was lit.", "등불이 켜졌다."),
        ("It rained.", "비가 왔다."),
    )
    rows = [f"{at}. {english}\t{at}. {korean}" for at in range(1, 80) for english, korean in said]
    return _written(folder / "pairs.tsv", "\n".join(["english\tkorean", *rows]).encode())


def sheet(folder: Path) -> Path:
    """A workbook with two sheets, dates as Excel keeps them."""
    rows: list[list[Cell]] = [["날짜", "매출", "방문자"]]
    rows += [[DAY + i, round(100 + 30 * math.sin(i / 9), 1), 40 + i % 50] for i in range(700)]
    return _written(folder / "매출.xlsx", workbook({"2023": rows, "메모": [["비고"]]}))


def text(folder: Path) -> Path:
    lines = ["It was dark on the rock, and the keeper lit the lamp.", "The light went round and round."] * 300
    return _written(folder / "story.txt", "\n".join(lines).encode())


def large(folder: Path) -> Path:
    """500 MB; only its beginning is shown."""
    block = "".join(f"{i % 1440},{math.sin(i / 200):.5f},{math.cos(i / 90):.5f}\n" for i in range(200_000)).encode()
    with (folder / "large.csv").open("wb") as file:
        file.write(b"minute,load,wind\n")
        while file.tell() < LARGE:
            file.write(block)
    return folder / "large.csv"


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


FILES: dict[str, Callable[[Path], Path]] = {
    "korean": korean,
    "headerless": headerless,
    "bad-rows": bad_rows,
    "sequences": sequences,
    "sensors": sensors,
    "units": units,
    "pairs": pairs,
    "sheet": sheet,
    "text": text,
    "large": large,
}

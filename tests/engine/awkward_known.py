"""Files written as well-known data sets and public offices write them, a few made-up rows of each."""

from collections.abc import Iterator

import numpy as np

from tests.engine.awkward import Awkward, awkward, days, lines, wave

N = 60
HOURS = [f"2024-01-{1 + at // 24:02} {at % 24:02}:00" for at in range(N)]


def known() -> Iterator[Awkward]:
    for part in (_power_and_air, _machines_and_suns, _offices, _people, _languages, _no_tables):
        yield from part()


def _power_and_air() -> Iterator[Awkward]:
    clock = [f"{17 + at // 60}:{at % 60:02}:00" for at in range(N)]
    power = lines(
        ["16/12/2006"] * N, clock, ["?", *wave(N)[1:]], wave(N, 9.0), head=("Date", "Time", "P", "U"), sep=";"
    )
    told = {"time": "Date Time", "frequency": "minutely", "missing": {"P": 1}, "bad": {}, "gaps": 0}
    yield awkward("household.txt", power, delimiter=";", **told)
    parts = [[2010] * N, [1] * N, [1 + at // 24 for at in range(N)], [at % 24 for at in range(N)]]
    wind = [("NW", "cv", "SE")[at % 3] for at in range(N)]
    head = ("No", "year", "month", "day", "hour", "pm2.5", "DEWP", "cbwd")
    air = lines(range(1, N + 1), *parts, ["NA", *wave(N)[1:]], wave(N, 7.0), wind, head=head)
    told = {"time": "year month day hour", "inputs": ("pm2.5", "DEWP"), "categories": ("cbwd",), "sequence": ""}
    yield awkward("beijing.csv", air, frequency="hourly", gaps=0, **told)
    stamps = [f"01.01.2009 {at // 6:02}:{at % 6 * 10:02}:00" for at in range(N)]
    jena = lines(stamps, wave(N, 300.0), wave(N), head=("Date Time", "p (mbar)", "T (degC)"))
    yield awkward("jena.csv", jena, time="Date Time", frequency="10-minutely", targets=("T (degC)",))


def _machines_and_suns() -> Iterator[Awkward]:
    row = [(at // 20 + 1, at % 20 + 1, f"{value:.4f}", "100.0", "518.67 ") for at, value in enumerate(wave(N))]
    engines = "".join(" ".join(map(str, cells)) + " \n" for cells in row)
    told = {"header": False, "sequence": "column 1", "inputs": ("column 2", "column 3"), "rows": N}
    yield awkward("engines-headless.txt", engines, delimiter=" ", **told)
    suns = [f"{1749 + at // 12};{at % 12 + 1:02};{value:6.1f}; -1.0;1" for at, value in enumerate(wave(N, 50.0))]
    yield awkward(
        "sunspots.csv", "\n".join(suns), header=False, sequence="", rows=N, delimiter=";", targets=("column 3",)
    )
    waves = "% computed\n% t u\n" + "".join(f"  {at / 10:.8E}  {value:.8E}\n" for at, value in enumerate(wave(N)))
    yield awkward("computed.dat", waves, names=("t", "u"), rows=N, comment="%", bad={}, targets=("u",))
    beats = lines(*[wave(N, 1.0, seed) for seed in range(12)], [at % 2 for at in range(N)])
    yield awkward("beats.csv", beats, header=False, rows=N, skipped=0)


def _offices() -> Iterator[Awkward]:
    air = lines(
        ["강남구"] * N,
        [f"202401{1 + at // 24:02}{at % 24 + 1:02}" for at in range(N)],
        wave(N),
        head=("측정소명", "측정일시", "미세먼지농도(㎍/㎥)"),
    )
    told = {"time": "측정일시", "frequency": "hourly", "gaps": 0, "encoding": "cp949", "sequence": ""}
    yield awkward("air.csv", air.encode("cp949"), targets=("미세먼지농도(㎍/㎥)",), **told)
    codes, towns = np.repeat([108, 159], N // 2), np.repeat(["서울", "부산"], N // 2)
    weather = lines(codes, towns, HOURS[: N // 2] * 2, wave(N), head=("지점", "지점명", "일시", "기온(°C)"))
    told = {"time": "일시", "frequency": "hourly", "gaps": 0, "sequence": "지점", "targets": ("기온(°C)",)}
    yield awkward("weather-two.csv", weather.encode("cp949"), categories=(), inputs=("기온(°C)",), **told)
    closing = [f'"{1000 * value:,.0f}"' for value in wave(N)]
    market = lines([d.replace("-", "/") for d in days(N)[::-1]], closing, head=("일자", "종가"))
    yield awkward(
        "market.csv", market.encode("cp949"), time="일자", frequency="daily", reversed=True, bad={}, thousands=","
    )
    excel = "sep=;\n" + lines(
        days(N), [f"{value:.2f}".replace(".", ",") for value in wave(N)], head=("date", "v"), sep=";"
    )
    yield awkward("sep.csv", excel, skip=1, delimiter=";", decimal=",", time="date", targets=("v",))


def _people() -> Iterator[Awkward]:
    names = [f'"Braund, Mr. Owen {at}"' for at in range(N)]
    sexes = [("male", "female")[at % 2] for at in range(N)]
    ships = lines(
        range(1, N + 1),
        [at % 2 for at in range(N)],
        names,
        sexes,
        wave(N),
        head=("PassengerId", "Survived", "Name", "Sex", "Fare"),
    )
    yield awkward(
        "ship.csv", ships, inputs=("Survived", "Fare"), targets=("Fare",), categories=("Sex",), text="", skipped=0
    )
    lands = np.repeat(["Korea", "Japan", "United States"], N // 3)
    codes = np.repeat(["KOR", "JPN", "USA"], N // 3)
    cases = lines(codes, lands, days(N // 3) * 3, wave(N), head=("iso_code", "location", "date", "cases"))
    yield awkward("lands.csv", cases, sequence="location", categories=(), time="date", frequency="daily", gaps=0)
    moves = [("walk", "sit")[at // 5 % 2] for at in range(N)]
    short = lines([at // 5 for at in range(N)], wave(N), moves, head=("id", "x", "label"))
    yield awkward("short-sequences.csv", short, sequence="id", task="many-to-one", targets=("label",), inputs=("x",))
    days_ = [("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[at % 7] for at in range(N)]
    visits = lines(days(N), days_, wave(N), head=("date", "weekday", "visits"))
    yield awkward("visits.csv", visits, categories=("weekday",), sequence="", frequency="daily")


def _languages() -> Iterator[Awkward]:
    spam = lines(
        [("ham", "spam")[at % 3 == 0] for at in range(N)],
        [f'"Go until the point, crazy.. {at}"' for at in range(N)],
        [""] * N,
        head=("v1", "v2", ""),
    )
    yield awkward("spam.csv", spam, header=True, rows=N, text="v2", targets=("v1",), task="many-to-one", classes=True)
    pairs = "".join(f"Go {at}.\tVa {at} !\tby somebody (France) #{at}\n" for at in range(N))
    yield awkward("tatoeba.txt", pairs, delimiter="\t", header=False, text="column 1", second="column 2", task="pairs")
    tagged = "".join(f"The{at % 9}\tDT\ndog\tNN\nbarks\tVBZ\n\n" for at in range(20))
    yield awkward("tagged.txt", tagged, delimiter="\t", header=False, rows=60, classes=True, targets=("column 2",))
    many = lines(
        [f"this is the text number {at}" for at in range(N)], [f"label {at}" for at in range(N)], head=("text", "label")
    )
    yield awkward("all-labels.csv", many, text="text", task="next", targets=())
    rare = lines(
        [f"this is the text number {at}" for at in range(N)], ["rare", *["common"] * (N - 1)], head=("text", "label")
    )
    yield awkward("rare-label.csv", rare, text="text", targets=("label",), task="many-to-one", classes=True)


def _no_tables() -> Iterator[Awkward]:
    told = {"kind": "text"}
    yield Awkward("objects.txt", b'{"a": 1, "b": 2}\n' * N, told)
    yield Awkward("code.txt", b"def f(x):\n    return x, 1\n\nfor i in range(3):\n    print(f(i), 2)\n" * 9, told)
    yield Awkward("talk.txt", "".join(f"A: hello {at}\nB: hi there, {at}\n" for at in range(N)).encode(), told)
    yield Awkward("verses.txt", b"\tO captain\n\tmy captain\nour fearful trip\n" * 9, told)
    yield Awkward("names.txt", "".join(f"Name{chr(97 + at % 26)}\n" for at in range(N)).encode(), told)

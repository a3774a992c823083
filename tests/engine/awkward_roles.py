"""Awkward files whose columns have roles: sequences, labels, categories, texts, pairs, columns that only count."""

from collections.abc import Iterator

import numpy as np

from tests.engine.awkward import ROWS, Awkward, awkward, days, lines, wave

WORDS = ["the", "a", "film", "was", "very", "good", "bad", "long", "and", "never", "dull", "bright", "story", "people"]


def sentences(count: int = ROWS, seed: int = 0) -> list[str]:
    rng = np.random.default_rng(seed)
    return [" ".join(rng.choice(WORDS, rng.integers(5, 12))) + f" {at}" for at in range(count)]


def used() -> Iterator[Awkward]:
    yield from _sequences()
    yield from _labels()
    yield from _columns()
    yield from _texts()
    yield from _pairs()


def _sequences() -> Iterator[Awkward]:
    stores = [f"store {at // ROWS}" for at in range(3 * ROWS)]
    stacked = lines(stores, days() * 3, wave(3 * ROWS), head=("store", "date", "sales"))
    told = {"sequence": "store", "time": "date", "frequency": "daily", "task": "next", "gaps": 0, "targets": ("sales",)}
    yield awkward("stores.csv", stacked, **told)
    beside = lines(
        [f"S{at % 3}" for at in range(3 * ROWS)], np.repeat(days(), 3), wave(3 * ROWS), head=("store", "date", "sales")
    )
    yield awkward("stores-beside.csv", beside, **told)
    sensors = [f"{7 + at // ROWS}" for at in range(4 * ROWS)]
    numbered = lines(sensors, days() * 4, wave(4 * ROWS), head=("sensor_id", "date", "value"))
    yield awkward(
        "sensors.csv", numbered, sequence="sensor_id", inputs=("value",), targets=("value",), frequency="daily"
    )
    towns = lines(["서울", "부산"] * ROWS, np.repeat(days(), 2), wave(2 * ROWS), head=("측정소명", "일자", "농도"))
    yield awkward(
        "towns.csv", towns.encode("cp949"), sequence="측정소명", time="일자", targets=("농도",), frequency="daily"
    )
    unnamed = lines(["A", "B"] * ROWS, np.repeat(days(), 2), wave(2 * ROWS), head=("kind", "date", "value"))
    yield awkward("unnamed-sequences.csv", unnamed, sequence="kind", frequency="daily")
    cycles = [at % 25 + 1 for at in range(100)]
    engines = lines([at // 25 + 1 for at in range(100)], cycles, wave(100), head=("unit", "cycle", "value"), sep=" ")
    yield awkward("engines.txt", engines, sequence="unit", targets=("value",), task="next")


def _labels() -> Iterator[Awkward]:
    subjects = [at // 20 for at in range(240)]
    walks = ["walk" if at // 20 % 2 else "rest" for at in range(240)]
    told = {
        "sequence": "subject",
        "targets": ("activity",),
        "task": "many-to-one",
        "classes": True,
        "split": "stratified",
    }
    text = lines(subjects, wave(240), walks, head=("subject", "x", "activity"))
    yield awkward("activities.csv", text, inputs=("x",), **told)
    timed = lines(subjects, days(20) * 12, wave(240), walks, head=("subject", "date", "x", "activity"))
    yield awkward("activities-dated.csv", timed, time="date", **told)
    numbers = lines(subjects, wave(240), [at // 20 % 3 for at in range(240)], head=("id", "x", "label"))
    yield awkward("numbered-labels.csv", numbers, sequence="id", targets=("label",), task="many-to-one", classes=True)
    scores = lines(subjects, wave(240), np.repeat(wave(12, 7.3), 20), head=("id", "x", "score"))
    yield awkward(
        "scored-sequences.csv",
        scores,
        sequence="id",
        targets=("score",),
        task="many-to-one",
        classes=False,
        split="sequence",
    )
    changing = lines(
        days(), wave(), ["ok" if at % 9 else "anomaly" for at in range(ROWS)], head=("date", "value", "state")
    )
    yield awkward("tags.csv", changing, task="next", targets=("value",), categories=("state",))


def _columns() -> Iterator[Awkward]:
    for name in ("No", "id", "index", "번호"):
        text = lines(range(1, ROWS + 1), wave(), head=(name, "value"))
        yield awkward(f"counted-{name}.csv", text, inputs=("value",), targets=("value",), sequence="")
        last = lines(wave(), range(1, ROWS + 1), head=("value", name))
        yield awkward(f"counted-last-{name}.csv", last, inputs=("value",), targets=("value",))
    keys = [3 * at + at % 2 for at in range(ROWS)]
    yield awkward("keys.csv", lines(keys, wave(), head=("id", "value")), inputs=("value",), sequence="")
    middle = lines(wave(), wave(seed=1), wave(seed=2), head=("a", "target", "b"))
    yield awkward("named-target.csv", middle, targets=("target",), inputs=("a", "target", "b"))
    weather = lines(
        days(), wave(), [("sun", "rain", "fog")[at % 3] for at in range(ROWS)], head=("date", "temp", "sky")
    )
    yield awkward(
        "weather.csv", weather, categories=("sky",), inputs=("temp",), targets=("temp",), sequence="", text=""
    )
    skies = lines(days(), [("sun", "rain", "fog")[at * at % 3] for at in range(ROWS)], head=("date", "sky"))
    yield awkward("skies.csv", skies, categories=("sky",), targets=("sky",), classes=True)
    notes = lines(days(), wave(), sentences(), head=("date", "value", "remark"))
    yield awkward("remarks.csv", notes, task="next", targets=("value",), text="")
    flat = lines(days(), [5] * ROWS, wave(), head=("date", "five", "value"))
    yield awkward("constant.csv", flat, inputs=("value",), targets=("value",))


def _texts() -> Iterator[Awkward]:
    moods = ["pos" if at % 2 else "neg" for at in range(ROWS)]
    told = {"text": "review", "task": "many-to-one", "split": "stratified", "classes": True, "rows": ROWS}
    yield awkward(
        "reviews.csv", lines(sentences(), moods, head=("review", "sentiment")), targets=("sentiment",), **told
    )
    zeros = [at % 2 for at in range(ROWS)]
    nsmc = lines(range(9_000_000, 9_000_000 + ROWS), sentences(), zeros, head=("id", "document", "label"), sep="\t")
    yield awkward("ratings.txt", nsmc, targets=("label",), **told | {"text": "document"})
    stars = lines(days(), sentences(), [at % 5 + 1 for at in range(ROWS)], head=("date", "review", "stars"))
    yield awkward("dated-reviews.csv", stars, targets=("stars",), **told)
    scores = lines(sentences(), wave(), head=("text", "score"))
    yield awkward(
        "scores.csv", scores, text="text", targets=("score",), task="many-to-one", classes=False, split="sequence"
    )
    headless = lines([f'"{each}, really."' for each in sentences()], moods)
    yield awkward(
        "headless-reviews.csv", headless, header=False, text="column 1", targets=("column 2",), task="many-to-one"
    )
    alone = lines([f'"{each}, she said."' for each in sentences()], head=["sentence"])
    yield awkward("sentences-alone.csv", alone, header=True, text="sentence", task="next", targets=())
    korean = [f"이 영화는 정말 {'좋았' if at % 2 else '나빴'}습니다 {at}번째로" for at in range(ROWS)]
    text = lines(korean, zeros, head=("리뷰", "레이블"))
    yield awkward(
        "korean-reviews.csv", text.encode("cp949"), text="리뷰", targets=("레이블",), encoding="cp949", classes=True
    )


def _pairs() -> Iterator[Awkward]:
    french = [f"{each.replace('the', 'le').replace('film', 'cinéma')} ." for each in sentences()]
    bare = lines([f"{each}." for each in sentences()], french, sep="\t")
    told = {"header": False, "text": "column 1", "second": "column 2", "rows": ROWS, "task": "pairs"}
    yield awkward("pairs.txt", bare, **told)
    yield awkward("pairs.tsv", bare, **told)
    headed = lines(sentences(), [f'"{each}, enfin"' for each in french], head=("source", "target"))
    yield awkward("pairs-header.csv", headed, text="source", second="target", header=True)

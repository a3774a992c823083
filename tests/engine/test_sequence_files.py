"""Files in which series stand as such: the archives' formats, and lists in cells."""

import io

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from gatescope.engine.config.data import ReadConfig, Split, Task
from gatescope.engine.data.tables.dataset import Dataset, dataset_from_bytes
from gatescope.engine.errors import DataError, Fault

RNG = np.random.default_rng(0)
LENGTHS = [12 + at % 5 for at in range(16)]
FIRST = [np.round(RNG.normal(0, 1, length), 3) for length in LENGTHS]
SECOND = [np.round(RNG.normal(5, 1, length), 3) for length in LENGTHS]
CLASSES = ["rest" if at % 2 else "walk" for at in range(16)]


def written(values: np.ndarray) -> str:
    return ",".join(map(str, values))


def assert_held(opened: Dataset, names: tuple[str, ...], label: str) -> None:
    data = opened.info.suggested.data
    assert (data.task, data.classes, data.split) == (Task.MANY_TO_ONE, True, Split.STRATIFIED)
    assert (data.inputs, data.targets) == (names, (label,))
    assert np.array_equal(opened.column(names[0]), np.concatenate(FIRST))
    assert np.array_equal(opened.column(names[-1]), np.concatenate(SECOND))
    assert opened.columns[label].words().to_pylist() == np.repeat(CLASSES, LENGTHS).tolist()
    assert (opened.info.records.read, opened.rows) == (16, sum(LENGTHS))


@pytest.mark.parametrize("stamped", [False, True])
def test_cases_with_two_channels_of_unequal_lengths(stamped: bool) -> None:
    def channel(values: np.ndarray) -> str:
        if not stamped:
            return written(values)
        return ",".join(f"(2007-01-01 00:{at:02d}:00,{value})" for at, value in enumerate(values))

    rows = [f"{channel(a)}:{channel(b)}:{c}" for a, b, c in zip(FIRST, SECOND, CLASSES, strict=True)]
    head = ["# made up", "@problemName Waves", "@equalLength false", "@classLabel true rest walk", "@data"]
    assert_held(dataset_from_bytes("\n".join([*head, *rows]).encode(), "a.ts"), ("channel 1", "channel 2"), "class")


def test_a_number_for_each_case() -> None:
    rows = [f"{written(a)}:{a.sum()}" for a in FIRST]
    text = "\n".join(["@problemName Sums", "@targetLabel true", "@data", *rows])
    data = dataset_from_bytes(text.encode(), "a.ts").info.suggested.data
    assert (data.task, data.classes, data.targets, data.split) == (Task.MANY_TO_ONE, False, ("target",), Split.SEQUENCE)


@pytest.mark.parametrize(
    ("frequency", "said"), [("daily", "daily"), ("monthly", "monthly"), ("half_hourly", "half-hourly")]
)
def test_series_that_go_on(frequency: str, said: str) -> None:
    head = [
        "@relation r",
        "@attribute series_name string",
        "@attribute start_timestamp date",
        f"@frequency {frequency}",
    ]
    rows = [f"T{at}:2001-01-01 00-00-00:{written(values)}" for at, values in enumerate(FIRST)]
    opened = dataset_from_bytes("\n".join([*head, "@data", *rows]).encode("cp1252"), "a.tsf")
    data = opened.info.suggested.data
    assert (data.task, data.sequence, data.targets, opened.info.frequency) == (
        Task.NEXT,
        "series_name",
        ("value",),
        said,
    )
    assert np.array_equal(opened.column("value"), np.concatenate(FIRST))


def test_a_relational_attribute_holds_channels() -> None:
    head = ["@relation r", "@attribute data relational", *[f"@attribute a{at} numeric" for at in range(3)], "@end data"]
    rows = [f"'{written(a)}\\n{written(b)}',{c}" for a, b, c in zip(FIRST, SECOND, CLASSES, strict=True)]
    text = "\n".join([*head, "@attribute activity {rest,walk}", "@data", *rows])
    assert_held(dataset_from_bytes(text.encode(), "a.arff"), ("channel 1", "channel 2"), "activity")


def lists_in_cells() -> bytes:
    file = io.BytesIO()
    lists = {"x": [each.tolist() for each in FIRST], "y": [each.tolist() for each in SECOND], "label": CLASSES}
    pq.write_table(pa.table(lists), file)
    return file.getvalue()


def test_lists_in_the_cells_of_columns() -> None:
    assert_held(dataset_from_bytes(lists_in_cells(), "a.parquet"), ("x", "y"), "label")


def test_lists_are_words_where_a_person_says_so() -> None:
    opened = dataset_from_bytes(lists_in_cells(), "a.parquet", ReadConfig(series=False))
    assert (opened.rows, [each.name for each in opened.info.columns]) == (16, ["x", "y", "label"])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.ts", "@classLabel true a b\n@data\n1,2,x:a\n"),
        ("a.ts", "@classLabel true a b\n@data\n1,2:3,4:a\n1,2:b\n"),
        ("a.tsf", "@attribute n string\n@data\nT1\n"),
        ("a.arff", "@relation r\n@attribute d relational\n@end d\n@attribute c {a}\n@data\n1,2,a\n"),
        ("a.arff", "@relation r\n@attribute v numeric\n@data\n{7 1}\n"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(name: str, text: str) -> None:
    with pytest.raises(DataError) as caught:
        dataset_from_bytes(text.encode(), name)
    assert caught.value.fault is Fault.FILE_UNREADABLE
    assert "line" in str(caught.value.facts["reason"]) or "sparse" in str(caught.value.facts["reason"])

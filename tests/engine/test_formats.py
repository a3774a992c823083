"""One list of file formats: whoever opens, guesses, shows, asks or explains agrees with it."""

import io
from pathlib import Path

import msgspec
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from gatescope.engine.cli.options import inspect_parser, train_parser
from gatescope.engine.config.data import Kind, ReadConfig
from gatescope.engine.config.formats import FORMATS, PACKED, PLAIN, Ending, ending_of, settings_of, suffixes
from gatescope.engine.data.preview import preview
from gatescope.engine.data.reading import readers as reading
from gatescope.engine.data.sniffing import separators, sniff
from gatescope.engine.data.tables.dataset import dataset_from_bytes
from gatescope.engine.protocol.found import FoundKind
from gatescope.engine.protocol.messages import PreviewRequest
from tests.engine import containers
from tests.engine.workbooks import workbook

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
ENDINGS = [each for spec in FORMATS for each in spec.endings]
VALUES = [[float(step * step % 11)] for step in range(40)]


def parquet() -> bytes:
    file = io.BytesIO()
    pq.write_table(pa.table({"v": [row[0] for row in VALUES]}), file)
    return file.getvalue()


RAW = {
    "plain": ("v\n" + "\n".join(str(row[0]) for row in VALUES)).encode(),
    "parquet": parquet(),
    "sktime": ("@data\n" + ",".join(str(row[0]) for row in VALUES)).encode(),
    "arff": ("@relation r\n@attribute v numeric\n@data\n" + "\n".join(str(row[0]) for row in VALUES)).encode(),
    "arrow_file": containers.feather_of(["v"], VALUES),
    "numpy_file": containers.npy(np.array(VALUES)),
    "database": containers.database({"t": (["v"], VALUES)}),
    "web_page": containers.page(["v"], VALUES),
    "json_file": containers.json_of([{"v": row[0]} for row in VALUES]),
    "flux": containers.flux("v", [(at, row[0]) for at, row in enumerate(VALUES)]),
    "zipped": containers.zipped({"a.csv": containers.csv_of(["v"], VALUES)}),
    "workbook": workbook({"One": [["v"], *VALUES]}),
}


def test_an_ending_stands_in_the_list_once() -> None:
    assert len(set(suffixes())) == len(suffixes()) == len(ENDINGS)


def test_every_format_has_a_reader_and_something_to_read() -> None:
    assert [name for name, _ in reading.readers()] == [spec.name for spec in FORMATS]
    assert set(RAW) == {spec.name for spec in FORMATS}


@pytest.mark.parametrize(("name", "suffix"), [(spec.name, each.suffix) for spec in FORMATS for each in spec.endings])
def test_what_is_listed_is_read_and_told(tmp_path: Path, name: str, suffix: str) -> None:
    opened = dataset_from_bytes(RAW[name], f"a{suffix.upper()}")
    assert (opened.info.format, opened.kind, opened.rows) == (name, Kind.TABLE, len(VALUES))
    path = tmp_path / f"a{suffix}"
    path.write_bytes(RAW[name])
    assert preview(PreviewRequest(number=0, path=str(path)), lambda: False).info.format == name


@pytest.mark.parametrize("spec", FORMATS, ids=lambda spec: spec.name)
def test_a_setting_that_means_nothing_is_not_offered_for_a_format(spec) -> None:
    assert set(spec.settings) <= set(ReadConfig.__struct_fields__)
    assert settings_of(spec.name, Kind.TABLE) == spec.settings
    assert settings_of(spec.name, Kind.TEXT) == ("encoding",)


def test_a_file_of_columns_is_read_the_same_whatever_is_chosen() -> None:
    """But for what is missing: so that nothing else may be chosen for numbers that come as such."""
    chosen = ReadConfig(header=False, skip=3, decimal=",", thousands=".", missing=("no number of it",), units=True)
    plain, other = (dataset_from_bytes(RAW["parquet"], "a.parquet", read).info for read in (None, chosen))
    assert msgspec.structs.replace(plain, preview=None) == msgspec.structs.replace(other, preview=None)
    assert np.array_equal(plain.preview, other.preview)


def test_what_stands_for_missing_in_a_file_of_columns_is_missing() -> None:
    values = [(float(at % 7),) for at in range(20)]
    opened = dataset_from_bytes(containers.parquet(["v"], values), "a.parquet", ReadConfig(missing=("3",)))
    assert np.isnan(opened.column("v")).sum() == opened.info.columns[0].missing == 3
    assert opened.info.read.missing == ("3",)


@pytest.mark.parametrize("kind", containers.TYPED)
def test_numbers_in_clothes_are_numbers_in_every_file_of_columns(kind: str) -> None:
    name, write = containers.TYPED[kind]
    rows = [(f"2023-01-{1 + at:02d}", f"${1000 + at * 7 % 11}.50" if at % 9 else "closed") for at in range(30)]
    opened = dataset_from_bytes(write(["date", "price"], rows), name)
    wanted = [np.nan if not at % 9 else 1000.5 + at * 7 % 11 for at in range(30)]
    np.testing.assert_array_equal(opened.column("price"), wanted)
    assert opened.info.columns[1].unit == "$"
    assert {each.kind for each in opened.info.found} >= {FoundKind.UNIT, FoundKind.UNREADABLE}


@pytest.mark.parametrize("ending", [each for each in ENDINGS if each.kind is Kind.TABLE], ids=lambda each: each.suffix)
def test_what_is_named_like_a_table_is_one_though_it_looks_like_prose(ending: Ending) -> None:
    prose = "It was the best of times\nit was the worst of times\n" * 4
    assert sniff.guess(prose, ReadConfig(), f"a{ending.suffix}").read.kind is Kind.TABLE
    assert sniff.guess(prose, ReadConfig(), f"a{ending.suffix}{PACKED}").read.kind is Kind.TABLE
    assert sniff.guess(prose, ReadConfig(), "a.txt").read.kind is Kind.TEXT


@pytest.mark.parametrize("ending", [each for each in PLAIN.endings if each.delimiter], ids=lambda each: each.suffix)
def test_the_ending_says_what_separates_and_a_folder_or_a_middle_does_not(ending: Ending) -> None:
    alike = f"a,b{ending.delimiter}c,d\n" * 6
    assert separators.best(alike, ReadConfig(), f"x{ending.suffix}").cut.delimiter == ending.delimiter
    assert ending_of(f"x{ending.suffix}.csv") == ending_of("y.csv")
    assert ending_of(f"folder{ending.suffix}/x") == Ending("")


@pytest.mark.parametrize("suffix", suffixes())
def test_help_and_readme_name_every_ending(suffix: str) -> None:
    assert f"`{suffix}`" in README.split("## What it reads")[1].split("\n\n")[1]
    for parser in (train_parser(), inspect_parser()):
        assert suffix in parser.format_help()

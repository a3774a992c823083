"""Numbers in clothes are read as what they are, whatever they wear, and all that was taken off is told."""

import numpy as np
from hypothesis import given, settings

from gatescope.engine.data.tables.dataset import dataset_from_bytes
from gatescope.engine.protocol.datasets import ColumnType
from gatescope.engine.protocol.found import FoundKind
from gatescope.tests.engine.generated_clothes import DressedFile, dressed_files


@settings(max_examples=60, deadline=None)
@given(dressed_files())
def test_what_was_dressed_is_read(file: DressedFile) -> None:
    read = dataset_from_bytes(file.raw, "dressed.csv")
    column = next(each for each in read.info.columns if each.name == "dressed")
    assert column.type is ColumnType.NUMERIC
    wanted = np.array([np.nan if value is None else value for value in file.values])
    np.testing.assert_allclose(read.column("dressed"), wanted, rtol=1e-9)
    assert column.unit == file.clothing.unit
    assert sum(each.count for each in read.info.records.bad) == file.words
    kinds = {each.kind for each in read.info.found}
    assert (FoundKind.UNIT in kinds) == bool(file.clothing.unit)
    assert (FoundKind.SCALE in kinds) == (file.clothing.factor != 1.0)
    assert (FoundKind.UNREADABLE in kinds) == bool(file.word)

"""Files made from a known truth are read so, or the doubt is told: style, order, repeats and keys in combination."""

import os
from pathlib import Path

import numpy as np
from hypothesis import HealthCheck, given, settings

from gatescope.engine.data.preparing.arranging import arranged
from gatescope.engine.data.tables.dataset import Dataset, open_dataset
from tests.engine.generated_times import ZONES, Truth, truths

EXAMPLES = int(os.environ.get("GATESCOPE_EXAMPLES", "80"))


def read(truth: Truth, folder: Path) -> Dataset:
    path = folder / "made.csv"
    path.write_text(truth.text(), encoding="utf-8")
    return open_dataset(str(path))


def wrong(truth: Truth, dataset: Dataset) -> list[str]:
    """In what the reading is not the truth."""
    data, info = dataset.info.suggested.data, dataset.info
    found = []
    if data.time != truth.style.names:
        return [f"time is {data.time}"]
    if set(data.keys) != set(truth.keys):
        found.append(f"keys are {data.keys}")
    if data.targets != ("value",):
        found.append(f"targets are {data.targets}")
    rows = arranged(dataset, data)
    seconds = dataset.seconds if rows.order is None else dataset.seconds[rows.order]
    values = dataset.column("value") if rows.order is None else dataset.column("value")[rows.order]
    stamps = np.array(truth.stamps).astype("M8[s]").astype(np.int64).astype(float)
    stamps += ZONES.get(truth.style.name, 0)
    spans = list(zip(rows.edges[:-1], rows.edges[1:], strict=True))
    told = {tuple(dict.fromkeys(values[first:last])) for first, last in spans}  # without what comes twice
    if told != {tuple(dict.fromkeys(each)) for each in truth.values().values()}:
        found.append("values in another order")
    for first, last in spans:
        if not np.array_equal(np.unique(seconds[first:last]), stamps):
            return [*found, f"moments {seconds[first:last][:3].astype('M8[s]')}"]
    if info.gaps != truth.gone * (truth.series if truth.keys else 1):
        found.append(f"{info.gaps} gaps")
    if info.records.repeated != truth.twice:
        found.append(f"{info.records.repeated} repeated")
    return found


def is_told(dataset: Dataset) -> bool:
    """Whether a doubt about the time is shown."""
    info = dataset.info
    bad = any(each.column in info.suggested.data.time for each in info.records.bad)
    return bool(set(info.doubts) & {"time", "order"} or info.unread or bad or info.frequency == "irregular")


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(truths())
def test_a_file_is_read_as_it_was_meant_or_the_doubt_is_told(tmp_path: Path, truth: Truth) -> None:
    dataset = read(truth, tmp_path)
    mistakes = wrong(truth, dataset)
    assert not mistakes or is_told(dataset), f"{mistakes}\n{truth.style.name}\n{truth.text()[:300]}"
    assert truth.style.open or not mistakes, f"{mistakes}\n{truth.style.name}\n{truth.text()[:300]}"

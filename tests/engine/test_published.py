"""Figures that others have published about real files, computed with the project's own reading, scaling and baselines.

The files lie outside the project, in ``../shared/data``; without them these tests are skipped.
"""

from pathlib import Path

import numpy as np
import pytest

from gatescope.engine.data.scaling.scaling import Scaling
from gatescope.engine.data.scaling.seasons import repeat_last
from gatescope.engine.data.tables.dataset import Dataset, open_dataset

FILES = Path(__file__).parents[3] / "shared" / "data"
MONTH = 30 * 24  # hours, as those who publish on ETTh1 count
BATCH = 32


def opened(name: str) -> Dataset:
    if not (FILES / name).is_file():
        pytest.skip(f"{name} is not here: {FILES} is no part of the project")
    return open_dataset(str(FILES / name))


@pytest.fixture(scope="module")
def transformer() -> np.ndarray:
    """The seven columns of ETTh1 (N, 7), scaled by the first twelve months."""
    dataset = opened("ETTh1.csv")
    values = np.column_stack([dataset.column(name) for name in ("HUFL", "HULL", "MUFL", "MULL", "LUFL", "LULL", "OT")])
    assert values.shape == (17420, 7)
    return Scaling.of(values[: 12 * MONTH]).apply(values)


@pytest.mark.parametrize(
    ("horizon", "squared", "absolute"),
    [(96, 1.295, 0.713), (192, 1.325, 0.733), (336, 1.323, 0.744), (720, 1.339, 0.756)],
)
def test_repeating_the_last_value_on_the_transformer(transformer, horizon, squared, absolute):
    """Months 17 to 20: a forecast from every hour whose next ``horizon`` hours lie in them, each of these forecast by
    the value before the first; forecasts come in batches, the last of which is left out unless it is full."""
    first, end = 16 * MONTH, 20 * MONTH
    forecasts = (end - first - horizon + 1) // BATCH * BATCH
    origins = first + np.arange(forecasts)
    squares, sizes = [], []
    for step in range(horizon):
        rows = origins + step
        wrong = transformer[rows] - repeat_last(transformer, step + 1)[rows]
        squares.append(np.square(wrong).mean())
        sizes.append(np.abs(wrong).mean())
    assert round(float(np.mean(squares)), 3) == squared
    assert round(float(np.mean(sizes)), 3) == absolute


def test_repeating_the_last_value_on_the_last_week_of_temperatures():
    values = opened("daily-min-temperatures.csv").column("Temp")[:, None]
    wrong = values[-7:] - repeat_last(values)[-7:]
    assert round(float(np.square(wrong).mean()), 3) == 3.423

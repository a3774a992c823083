"""Half-years, however they are written, and the names of those that follow."""

import numpy as np
import pyarrow as pa
import pytest

from gatescope.engine.data.columns.following import following
from gatescope.engine.data.columns.times import frequency, read_strings

MOMENTS = np.arange("1995-01", "2010-01", 6, dtype="M8[M]")
WAYS = {
    "2000H1": lambda year, half: f"{year}H{half}",
    "2000 H1": lambda year, half: f"{year} H{half}",
    "H1 2000": lambda year, half: f"H{half} {year}",
    "1H 2000": lambda year, half: f"{half}H {year}",
    "2000-H1": lambda year, half: f"{year}-H{half}",
    "korean": lambda year, half: f"{year}년 {'상하'[half - 1]}반기",
    "chinese": lambda year, half: f"{year}年{'上下'[half - 1]}半年",
}


@pytest.mark.parametrize("way", WAYS)
def test_half_years_are_read_and_go_on(way: str) -> None:
    cells = [WAYS[way](1995 + at // 2, 1 + at % 2) for at in range(len(MOMENTS) + 3)]
    known = cells[: len(MOMENTS)]
    seconds = read_strings(pa.array(known, pa.string()))[0].seconds
    np.testing.assert_array_equal(seconds, MOMENTS.astype("M8[s]").astype(float))
    assert frequency(known) == "half-yearly"
    assert following(known, "half-yearly", 3) == cells[-3:]


def test_a_year_has_two_halves() -> None:
    assert np.isnan(read_strings(pa.array(["2000H3", "2000H0"]))[0].seconds).all()

"""Tables of which it is known what is forecast: prices in several languages, quantities beside what explains them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from hypothesis import strategies as st

from tests.engine.awkward import days, lines

ROWS = 60
QUOTES = (  # the price that the day ended with, and what stands beside it
    ("Close", ("Open", "High", "Low", "Volume")),
    ("Close/Last", ("Volume", "Open", "High", "Low")),
    ("Price", ("Open", "High", "Low", "Vol.", "Change %")),
    ("Close", ("Open", "High", "Low", "Adj Close", "Volume", "Dividends")),
    ("Zuletzt", ("Eröffn.", "Hoch", "Tief", "Vol.", "+/- %")),
    ("Dernier", ("Ouv.", "Plus Haut", "Plus Bas", "Vol.", "Variation %")),
    ("Último", ("Apertura", "Máximo", "Mínimo", "Vol.", "% var.")),
    ("Último", ("Abertura", "Máxima", "Mínima", "Vol.", "Var%")),
    ("Ultimo", ("Apertura", "Massimo", "Minimo", "Vol.", "Var. %")),
    ("종가", ("시가", "고가", "저가", "거래량", "변동 %", "대비")),
    ("終値", ("始値", "高値", "安値", "出来高", "変化率 %")),
    ("收盘", ("开盘", "高", "低", "交易量", "涨跌幅")),
)
QUANTITIES = (
    *(
        "sales",
        "Weekly_Sales",
        "demand",
        "nat_demand",
        "load",
        "total load actual",
        "Global_active_power",
        "y",
        "target",
    ),
    *("traffic_volume", "AveragePrice", "energyConsumption", "value", "cnt", "매출액", "최대전력수요(MW)", "판매량"),
    *("Ventas", "consommation", "Verbrauch", "売上高", "销量", "승차인원", "passengers"),
)
BESIDE = (
    *("temp", "humidity", "holiday", "is_weekend", "promo", "Temperature", "wind_speed", "store_code", "dayofweek"),
    *("load_forecast_next", "기온", "공휴일여부", "latitude", "month", "price_lag_1"),
)


@dataclass(frozen=True)
class Told:
    """A file, the ``target`` that its owner means, and the columns of numbers in their order."""

    raw: bytes
    target: str
    names: tuple[str, ...]


def cells(name: str, seed: int) -> Sequence[object]:
    """Numbers that go with a name: yes or no, days of the week, or measured ones."""
    random = np.random.default_rng(seed)
    if any(part in name for part in ("holiday", "weekend", "promo", "여부")):
        return [int(each) for each in random.integers(0, 2, ROWS)]
    if name in ("dayofweek", "month", "store_code"):
        return [int(each) for each in random.integers(1, 8, ROWS)]
    return [f"{each:.2f}" for each in 100 + np.cumsum(random.standard_normal(ROWS))]


def made(target: str, beside: Sequence[str], at: int, seed: int) -> Told:
    names = (*beside[:at], target, *beside[at:])
    columns = [cells(name, seed + place) for place, name in enumerate(names)]
    return Told(lines(days(ROWS), *columns, head=("Date", *names)).encode(), target, names)


@st.composite
def quoted(draw: st.DrawFn) -> Told:
    target, beside = draw(st.sampled_from(QUOTES))
    order = draw(st.permutations(beside))
    return made(target, order, draw(st.integers(0, len(order))), draw(st.integers(0, 999)))


@st.composite
def explained(draw: st.DrawFn) -> Told:
    target = draw(st.sampled_from(QUANTITIES))
    beside = draw(st.lists(st.sampled_from(BESIDE), min_size=1, max_size=5, unique=True))
    return made(target, beside, draw(st.integers(0, len(beside))), draw(st.integers(0, 999)))

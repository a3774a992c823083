"""What is written around numbers: currencies, units, abbreviated scales, marks for a sign, a spreadsheet's errors."""

import re
import unicodedata

from gatescope.engine.data.columns.names import HALVES, MONTH_OF, WEEKDAYS, ZONE_OF

SCALES = {  # attached to a number
    **dict.fromkeys(("K", "k", "천"), 1e3),
    **dict.fromkeys(("만", "万"), 1e4),
    **dict.fromkeys(("M", "mn", "mln", "mio", "Mio", "Mio.", "백만"), 1e6),
    **dict.fromkeys(("억", "億", "亿"), 1e8),
    **dict.fromkeys(("B", "bn", "Bn", "mrd", "Mrd", "Mrd."), 1e9),
    **dict.fromkeys(("T", "tn", "조"), 1e12),
}
RISES, FALLS = "▲△↑", "▼▽↓"
MARKS = RISES + FALLS
ERRORS = (
    *("#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#NULL!", "#N/A", "#SPILL!", "#CALC!", "#GETTING_DATA"),
    *("#WERT!", "#BEZUG!", "#ZAHL!", "#VALEUR!", "#NOMBRE!", "#NOM?", "#¡DIV/0!", "#¡VALOR!", "Err:502", "Err:503"),
)
_MONEY = (
    "US$ A$ C$ NT$ HK$ S$ R$ NZ$ MX$ Rs Rs. INR USD EUR GBP JPY KRW CNY RMB CHF SEK NOK DKK kr kr. Kč zł Ft lei RM Rp "
    "AUD CAD NZD SGD HKD TWD THB IDR MYR PHP VND BRL MXN ZAR TRY RUB PLN CZK HUF ILS 원 元 円 圓 руб руб. р. won"
)
_MEASURES = (
    "% ％ ‰ ° ℃ ℉ °C °F ºC ºF K C F ppm ppb ppt pct km m cm mm µm μm um nm ft in mi yd inch "
    "kg g mg µg μg ug t ton tons lb lbs oz L l mL ml cl dl m³ m3 m² m2 ft² ft3 gal ha a "
    "s sec secs ms µs us ns h hr hrs hour hours min mins minute minutes d day days "
    "km/h kmh kph mph m/s kn kt kts knots rpm Hz kHz MHz GHz Pa hPa kPa MPa bar mbar psi atm mmHg inHg "
    "W kW MW GW Wh kWh MWh GWh TWh J kJ MJ GJ cal kcal V mV kV A mA µA Ah mAh Ω ohm VA kVA var kvar lx lm cd "
    "dB dBm dBA B KB MB GB TB kB bit bps kbps Mbps NTU pH PSU bpm px pt pts x mmol µS uS mS "
    "개 명 건 대 회 톤 주 점 배 도 미터 리터 가구 세대 포인트 人 件 個 个 台 回 本"
)
_COUNTED = (  # behind numbers that only tell things apart
    "호 호선 호실 층 동 학년 번 번째 차 위 등 급 기 반 조 월 일 년 시 분 초 시간대 요일 분기 주차 세 대 "
    "号 号線 階 年 月 日 時 时 分 秒 位 番 级 级别 st nd rd th er re"
)
_CURRENCIES, _UNITS, _COUNTERS = (frozenset(words.split()) for words in (_MONEY, _MEASURES, _COUNTED))
_WORD = re.compile(r"[^\W\d_]{1,12}[²³]?")


def is_currency(text: str) -> bool:
    return text in _CURRENCIES or (len(text) == 1 and unicodedata.category(text) == "Sc")


def is_unit(text: str) -> bool:
    """Whether a unit that is known is written behind a number: also one for each of something, ``원/kg``."""
    if text in _UNITS or is_currency(text):
        return True
    top, slash, below = text.partition("/")
    return bool(slash) and is_unit(top) and bool(below) and is_unit(below)


def may_be_unit(text: str) -> bool:
    """Whether it is one where the numbers before it are measured, though nobody knows it: a short word that neither
    counts things nor belongs to a time."""
    word = text.lower().rstrip(".")
    told = word in MONTH_OF or word in WEEKDAYS or word in HALVES or word in ZONE_OF
    return bool(_WORD.fullmatch(text)) and not told and text not in _COUNTERS


def is_counter(text: str) -> bool:
    return text in _COUNTERS

"""What names say of columns: which is most likely forecast, and which never is. One table, in several languages."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_APART = re.compile(r"(?<!\d)\.|\.(?!\d)|[\s_/\\\-–()\[\]*#:,]+")


class Reason(StrEnum):
    """Why a column is taken for the target."""

    NAMED = "named"  # it is called a target, or what people forecast
    PRICE = "price"  # a price beside the day's other ones
    LAST = "last"  # nothing says anything: the last one


def _words(pattern: str) -> re.Pattern[str]:
    """Whole words of a name, as ``plain`` writes it."""
    return re.compile(rf"(?<![^\W\d_])(?:{pattern})(?![^\W\d_])")


_SALES = (
    "sales?|demand|load|consumption|usage|revenue|income|orders|arrivals|visitors|visits|passengers|ridership|traffic|"
    "power|kwh|mwh|mw|generation|production|yield|output|energy|flow|discharge|inflow|pollution|cases|infections|deaths|"
    "ventas|demanda|carga|consumo|ingresos|vendas|receita|ventes|demande|charge|consommation|vendite|domanda|carico|"
    "verkäufe|absatz|umsatz|nachfrage|netzlast|stromlast|verbrauch|leistung"
)
_SALES_EAST = (
    "매출|판매|수요|부하|사용량|소비량|전력량|발전량|생산량|이용객|이용자|승객|승차|방문자|입장객|유입량|확진|"
    "売上|販売|需要|負荷|消費|電力|来客|発電|销量|销售|需求|负荷|用电|用量|客流|发电|消费|"
    "銷量|銷售|用電|發電|客流量|营业额|營業額"
)
_CLOSE = (
    "close|closing|close last|last price|settle|settlement|zuletzt|schlusskurs|schluss|dernier|clôture|cloture|"
    "cierre|último|ultimo|fechamento|chiusura|lần cuối|đóng cửa|цена закрытия|закрытие|ostatnio|zamknięcie|şimdi|"
    "kapanış|laatste|slotkoers|senast|terakhir|penutupan"
)
_CLOSE_EAST = "종가|현재가|終値|收盘|收盤"
_OTHER_PRICES = (
    "open|opening|high|low|eröffn|eröffnung|eröffnungskurs|hoch|tief|höchst|tiefst|ouv|ouverture|haut|bas|plus haut|"
    "plus bas|mở|mở cửa|cao|thấp|откр|открытие|otwarcie|najwyższy|najniższy|açılış|yüksek|düşük|"
    "hoog|laag|öppen|högst|lägst|pembukaan|tertinggi|terendah|apertura|abertura|máximo|mínimo|maximo|minimo|máxima|mínima|massimo|minimo"
)
_OTHER_PRICES_EAST = "시가|고가|저가|始値|高値|安値|开盘|開盤|最高|最低|^[高低]$"

_PRICES = "prices?|kurs|preis|prix|precio|preço|prezzo|цена|cena|koers|fiyat|giá|harga"
_PRICES_EAST = "가격|단가|시세|환율|価格|价格|價格"


def either(words: str, parts: str) -> re.Pattern[str]:
    """Whole ``words``, or ``parts`` of a name in a script that parts no words."""
    return re.compile(f"{_words(words).pattern}|{parts}")


_SOLD = either(_SALES, _SALES_EAST)
TARGETS: tuple[re.Pattern[str], ...] = (
    re.compile(
        "^(?:y|target|label|output|zielwert|zielgröße|cible|objetivo|목표|목푯값|목표값|정답|目标|目標|目的変数)$"
    ),
    re.compile(rf"^(?!.*\badj)(?:.*{_words(_CLOSE).pattern}|.*(?:{_CLOSE_EAST}))"),
    _words("adj(?:usted)? clos(?:e|ing)"),
    _SOLD,
    either(_PRICES, _PRICES_EAST),
    either("values?|valor|wert|valeur|valore|cnt|count", "값|数值|數值|値"),
)
"""From what is surest to what is least, of names as ``plain`` writes them."""

_PRICE = (TARGETS[1], TARGETS[2], TARGETS[4])
_QUOTE = either(_OTHER_PRICES, _OTHER_PRICES_EAST)
_QUOTES_LEAST = 2  # columns called like the day's other prices, from which they are those
_CALENDAR = re.compile(  # parts of the time of a row, that nobody forecasts
    r"(.* )?(year|month|day|week|weekday|day ?of ?week|dow|day ?of ?year|doy|hour|minute|second|quarter|yr|mo|dy|hr)"
    r"( ?(no|num|number|of ?year|of ?month))?|연도?|년도?|월|일|요일|시간?|분기|주차?|jahr|monat|tag|stunde|année|mois|"
    r"jour|heure|año|mes|día|hora|ano|dia|anno|mese|giorno|ora|年|月|日|時|时",
    re.I,
)
_FLAG = either(
    "is|has|flags?|holidays?|weekend|workingday|working day|promo|promotion|qc|feiertag|férié|festivo",
    "여부|휴일|플래그|祝日|节假日|節假日",
)
_NAME = re.compile(
    r"(.* )?(id|uid|code|no|nr|index|idx|key|lat|lon|lng|latitude|longitude|zip|postcode)|"
    r".*(번호|코드|아이디|위도|경도)|編號|编号|緯度|经度|纬度"
)
_KNOWN_BEFORE = either("forecast(?:ed)?|predict(?:ed|ion)|pred|ahead|lag(?:ged)?|prev|previous|yesterday", "예측|전일")
_BESIDE_PRICE = either(
    "vol|volume|volumen|volumi|turnover|amount|trades|change|chg|pct|variation|var|dividends?|stock splits|oi|"
    "open interest|kl|thay đổi|объём|объем|изм|wol|wolumen|zmiana|hac|fark|wijzig|förändring|perubahan",
    r"거래량|거래대금|등락|대비|변동|전일비|出来高|変化|成交|交易量|涨跌|漲跌|^\+? ?%$",
)


def plain(name: str) -> str:
    """A name in lower case, its words parted by single blanks: ``AveragePrice`` and ``average_price`` are alike."""
    return " ".join(_APART.sub(" ", _CAMEL.sub(" ", name.strip())).lower().split())


@dataclass(frozen=True)
class Target:
    """The column that is most likely forecast, why, and the columns beside it that say so."""

    name: str
    reason: Reason
    beside: tuple[str, ...] = ()


def choose(names: Sequence[str], unlikely: Collection[str] = ()) -> Target:
    """Which of some columns, at least one, is most likely forecast: by its name, else the last that may be at all.
    ``unlikely`` are those of them whose cells say that they are flags or identifiers."""
    quotes = tuple(name for name in names if _QUOTE.search(plain(name)))
    quotes = quotes if len(quotes) >= _QUOTES_LEAST else ()
    able = _able(names, unlikely, quotes)
    for pattern in TARGETS:
        named = [name for name in able if pattern.search(plain(name))]
        if named:
            whole = [name for name in named if pattern.fullmatch(plain(name))]
            chosen = (whole or named)[0 if pattern in _PRICE else -1]
            priced = pattern in _PRICE and bool(quotes)
            return Target(chosen, Reason.PRICE if priced else Reason.NAMED, quotes if priced else ())
    return Target(able[-1], Reason.LAST)


def _is_beside_price(name: str) -> bool:
    """Whether it says something of a price; the volume of the traffic is none of these."""
    return bool(_BESIDE_PRICE.search(name)) and not _SOLD.search(name)


def _able(names: Sequence[str], unlikely: Collection[str], quotes: Sequence[str]) -> list[str]:
    """The columns that may be forecast, all of them where none may."""
    priced = bool(quotes) or any(pattern.search(plain(name)) for name in names for pattern in _PRICE)
    never: list[Callable[[str], object]] = [_CALENDAR.fullmatch, _FLAG.search, _NAME.fullmatch, _KNOWN_BEFORE.search]
    never += [_is_beside_price] if priced else []
    able = [name for name in names if not any(is_so(plain(name)) for is_so in never)] or list(names)
    able = [name for name in able if name not in unlikely] or able
    return [name for name in able if name not in quotes] or able

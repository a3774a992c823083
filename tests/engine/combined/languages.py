"""What columns, series and notes are called, in the languages of the encodings."""

from dataclasses import dataclass

from tests.engine.generated_clothes import can_write


@dataclass(frozen=True)
class Language:
    """The names of the time, of what is forecast and of what stands beside it, of the two columns that tell series
    apart and of these series; ``months`` as column names below ``year``; a title or a note."""

    time: str
    target: str
    others: tuple[str, ...]
    keys: tuple[str, str]
    series: tuple[str, ...]
    groups: tuple[str, str]
    year: str
    months: tuple[str, ...]
    total: str
    note: str


_ENGLISH = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_KOREAN = tuple(f"{at}월" for at in range(1, 13))
_HAN = tuple(f"{at}月" for at in range(1, 13))

LANGUAGES: dict[str, Language] = {
    "english": Language(
        *("date", "sales", ("temp", "wind", "humidity"), ("store", "item")),
        *(("north", "south", "east", "west"), ("inside", "outside"), "Year", _ENGLISH, "Total", "Source: made up"),
    ),
    "korean": Language(
        *("일시", "매출액", ("기온", "풍속", "습도"), ("지점명", "품목코드")),
        *(("서울", "부산", "대구", "인천"), ("전국", "서울"), "연도", _KOREAN, "합계", "※ 자료: 없음"),
    ),
    "japanese": Language(
        *("日時", "売上高", ("気温", "風速", "湿度"), ("店舗", "商品")),
        *(("東京", "大阪", "京都", "札幌"), ("全国", "東京"), "年", _HAN, "合計", "出典: なし"),
    ),
    "chinese": Language(
        *("日期", "销量", ("气温", "风速", "湿度"), ("门店", "商品")),
        *(("北京", "上海", "广州", "深圳"), ("全国", "北京"), "年份", _HAN, "合计", "来源: 无"),
    ),
    "taiwanese": Language(
        *("日期", "銷量", ("氣溫", "風速", "濕度"), ("門市", "商品")),
        *(("臺北", "高雄", "臺中", "花蓮"), ("全國", "臺北"), "年份", _HAN, "合計", "來源: 無"),
    ),
    "german": Language(
        *("Datum", "Verbrauch", ("Außentemperatur", "Windstärke", "Höhe"), ("Standort", "Artikel")),
        *(("Köln", "Düsseldorf", "Bonn", "Zürich"), ("drinnen", "draußen"), "Jahr", _ENGLISH, "Summe", "Stand: Mai"),
    ),
    "french": Language(
        *("date", "consommation", ("température", "humidité", "pression"), ("magasin", "article")),
        *(("Orléans", "Besançon", "Nîmes", "Genève"), ("intérieur", "extérieur"), "Année", _ENGLISH, "Total"),
        "Source : inventée",
    ),
}


def written_in(language: str, encoding: str) -> bool:
    """Whether an encoding has the letters of a language, and is used for it."""
    found = LANGUAGES[language]
    words = "".join((*found.others, *found.series, *found.groups, *found.keys, *found.months, found.target, found.note))
    return can_write(words, encoding) and encoding in _USED[language]


_WIDE = ("utf-8", "utf-8-sig", "utf-16")
EASTERN = ("korean", "japanese")
"""How names of styles begin that belong to a language."""
_USED = {
    "english": (*_WIDE, "cp1252", "latin-1", "cp949"),
    "korean": (*_WIDE, "cp949", "euc-kr"),
    "japanese": (*_WIDE, "shift_jis", "euc-jp"),
    "chinese": (*_WIDE, "gb18030"),
    "taiwanese": (*_WIDE, "big5"),
    "german": (*_WIDE, "cp1252", "latin-1"),
    "french": (*_WIDE, "cp1252", "latin-1"),
}
"""What files in a language are written with."""

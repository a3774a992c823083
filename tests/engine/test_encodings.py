"""The encoding of short tables: a header's few words, or one word, sign or date among numbers, tell it, or the doubt is
told."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from gatescope.engine.data.files.decoding import decode
from gatescope.engine.data.files.fitting import is_doubtful
from gatescope.engine.data.files.source import FileReading
from tests.engine.generated_clothes import can_write


@dataclass(frozen=True)
class Written:
    """Headers, and cells that stand in a table, of a language whose files are in ``encodings``."""

    encodings: tuple[str, ...]
    headers: str
    cells: str


LANGUAGES = {
    "korean": Written(
        ("cp949",),
        "일시,기온,습도 날짜,종가 측정소,농도(㎍/㎥) 관측일,강수량(㎜) 시간,전력량 매출액,비고 환율,거래량 심박수,체온 "
        "접수번호,품목 회차,당첨금 수위,유속 승강기,고장건수 발전소,출력 혈당,인슐린 풍향,풍속 거래처,잔고 구분,값",
        "2023년_1월_2일 오전_9:00 오후_3:10 2023-01-02(월) 1,234원 서울 점검중 결측 ▲12 △1.2 ▼3 20.1℃ 35㎍/㎥ 흐림 "
        "±0.5 12％ ※_자료:_기상청 5월 상반기 2021년_03월 토요일 정오 새벽 결항 미상 ↑5 12개 3건 양호 초과 제주",
    ),
    "japanese": Written(
        ("cp932", "euc_jp"),
        "日時,気温,湿度 日付,終値 年月日,平均気温(℃) 観測所,降水量 時刻,使用電力量(kWh) 売上高,備考 銘柄,出来高 "
        "センサー,値 受付番号,品目 水位,流速 発電所,出力 血糖値 風向,風速 為替,終値 得意先,残高 区分,値 製品,個数",
        "2023年1月2日 午前9時 午後3時 2023/01/02(月) 1,234円 東京 欠測 点検中 ▲12 △1.2 20.1℃ 晴れ くもり ±0.5 12％ "
        "※出典：気象庁 5月 上期 火曜日 データなし ￥1,200 令和3年4月 正午 深夜 運休 不明 ↑5 12個 3件 異常なし 仙台",
    ),
    "chinese": Written(
        ("gb18030",),
        "日期,气温,湿度 日期,收盘价 时间,温度(℃) 站点,降水量 时刻,用电量(kWh) 销售额,备注 股票,成交量 传感器,数值 "
        "受理号,品种 水位,流速 电站,出力 风向,风速 汇率,收盘 客户,余额 分类,值 房间,湿度 产品,件数",
        "2023年1月2日 上午9时 下午3时 2023/01/02_星期一 1,234元 北京 缺测 检修中 ↑12 20.1℃ 晴 多云 －3.2 ±0.5 12％ "
        "※来源：气象局 5月 上半年 周二 无数据 35μg/m³ 20.1°C 2021年03月 星期六 中午 停运 未知 12个 3件 正常 超标 长沙",
    ),
    "taiwanese": Written(
        ("big5",),
        "日期,氣溫,濕度 日期,收盤價 時間,溫度(℃) 測站,雨量 時刻,用電量(kWh) 銷售額,備註 股票,成交量 感測器,數值 "
        "受理號,品種 水位,流速 電廠,出力 風向,風速 匯率,收盤 客戶,餘額 分類,值 房間,濕度 產品,件數",
        "2023年1月2日 上午9時 下午3時 2023/01/02_星期一 1,234元 臺北 臺南 缺測 檢修中 ↑12 20.1℃ 晴 多雲 ±0.5 12％ "
        "※來源：氣象局 5月 上半年 週二 無資料 2021年03月 星期六 中午 停駛 未知 12個 3件 正常 超標",
    ),
    "western in eastern": Written(
        ("euc_jp", "gb18030"),
        "date,température Année,énergie día,precio média,valor",
        "3_février_2020 4_décembre_1999 12_août_2001 sábado été",
    ),
    "western": Written(
        ("cp1252",),
        "Datum,Höhe Jahr,Größe Änderung,Übertrag date,température Année,énergie data,preço día,año Ort,Straße",
        "3_février_2020 7_de_março_de_2020 März_2021 miércoles 1\xa0200,50_€ 20,5_°C 35_µg/m³ ±0.5 Älter «voir» 3×2",
    ),
}


def tables(words: Written) -> Iterator[str]:
    for header in words.headers.split():
        yield header + "\n" + "".join(f"{at},{at * 3 % 7}.5\n" for at in range(30))
    for word in words.cells.split():
        cell = word.replace("_", " ")
        yield "".join(f"2023-01-{at + 1:02};{at}.5;{cell}\n" for at in range(28))
        yield f"date;v\n2020-01-01;{cell}\n" + "".join(f"2020-01-{at:02};{at}\n" for at in range(2, 28))


@pytest.mark.parametrize(
    ("language", "encoding"), [(name, each) for name, words in LANGUAGES.items() for each in words.encodings]
)
def test_few_words_tell_the_encoding_or_the_doubt_is_told(language: str, encoding: str) -> None:
    made = [text for text in tables(LANGUAGES[language]) if can_write(text, encoding) and not text.isascii()]
    read = [(text, *decode(text.encode(encoding), FileReading("a.csv"))) for text in made]
    wrong = [(text, found, name) for text, found, name in read if text != found]
    assert [each for each in wrong if not is_doubtful(each[0].encode(encoding), each[2])] == []
    assert len(wrong) <= 0.04 * len(made), wrong
    assert len(made) >= 10


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("￥1,200;1\n￥1,300;2\n", "gb18030"), ("1;超過\n2;雪\n", "euc_jp"), ("1;1,234元\n", "gb18030")],
)
def test_what_another_encoding_fits_as_well_is_doubtful(text: str, encoding: str) -> None:
    raw = text.encode(encoding)
    assert is_doubtful(raw, decode(raw, FileReading("a.csv"))[1])


def test_a_sign_that_fits_its_place_beats_one_that_does_not() -> None:
    for text, encoding in (("▲12\n▲1.5\n", "cp949"), ("20.1°C\n19.5°C\n", "gb18030"), ("−4.8\n1.1\n", "euc_jp")):
        assert decode(text.encode(encoding), FileReading("a.csv"))[0] == text


PAGES = {
    "cp1251": "Дата;Цена;Объём Температура,Влажность Город,Продажи;март Ціна;Обсяг",
    "koi8_r": "Дата;Цена;Объём Температура,Влажность",
    "cp1253": "Ημερομηνία;Θερμοκρασία Τιμή;Όγκος Πόλη;Πωλήσεις",
    "cp1250": "Data;Ciśnienie;Wilgotność Łączna;Wartość Może;Mąka Částka;Zůstatek;Měna Měsíc;Průtok idő;hőmérséklet",
    "cp1252": "Größe;Änderung œuvre;cœur;où città;più;così españa;¿qué Übertrag;m³ Høyde;Måned;År São;Emissões m²;20_£",
}


@pytest.mark.parametrize("encoding", PAGES)
def test_words_tell_the_code_page(encoding: str) -> None:
    for header in PAGES[encoding].split():
        text = header.replace("_", " ") + "\n" + "".join(f"{at},{at * 3 % 7}.5\n" for at in range(30))
        assert decode(text.encode(encoding), FileReading("a.csv")) == (text, encoding)

"""The characters that tables are written with in the languages whose letters take two bytes: the few words of a header
tell which encoding they are in, where statistics of texts know nothing."""

import re

KOREAN = frozenset(
    "이다의는에가을고하지로사한은어기리자대시아도나를스인정일전그수부들해서있면라보제여과장구주상게원것조비안"
    "성생만으우오공동적중연소무물학관계국신세유모경선방실문명거회내식산음개단치니까마미바드간업당분화위차점집"
    "체호용최등재년월며진영양외운입요와습트터타러레르래려력역말발불본번변법민반배남북강천현형후합통특별광군읍"
    "청울김박금급결교설속송술승심두더된될때또록론료류률름린림막매먹메목못백범병복새색석순알았었였겠했않없약언"
    "억예온올완육율임저절접족존종좋증직질짜째책처첫초총추축출충취측층친코크키태택토투파판평포표품풍프피필항행"
    "향허험협혼환활황효훈희힘날값건격견곳권귀규균극근글길냉노농높누느늘능데독돈돌둘디란람량령례맑흐"
)
_JAPANESE = frozenset(
    "日月年時分秒週曜火水木金土上下中大小高低平均最値計合数量率度温気湿圧風速向雨雪晴曇降天地震測定観所局名前後始終開"
    "間期売買価格円株取引社会品商店舗客員人口男女市区町村県都道府国全東西南北京阪神横浜古屋札幌仙台福岡広島千葉埼玉川山"
    "海島電力消費需要供給発使用単位番号種類別目的備考内外入出荷重長短新旧先当今次回線路駅車両乗降通学校生産業工場機械設"
    "置状態正常異予測実績差比増減変動化指基準点件利益用算収支残金額税込抜在庫注文受付流交体文章評不在公園面積質粒子濃度"
    "酸素窒硫黄光化学物質日射照明熱冷暖房室階棟部課係者表示記録集合第項調査結果成長売上高終値始安出来総務省庁"
)
_SIMPLIFIED = frozenset(
    "的一是不了在人有我他这日月年时分秒星期周上下中大小高低平均最值总计合数量率度温气湿压风速向雨雪天地测定站点名称前"
    "后开始结束间卖买价格元股成交额社会品商店门户客员口男女市区县省国全东西南北京上海广州深圳天津重庆成都杭州武汉电力"
    "消费需求供给发使用单位编号种类别目标备注内外进出货长短新旧当今次线路车辆通学校生产业工厂机设备状态正常异预测实际"
    "绩差比增减变动化指基准件利润费预算收支金税库存订销售营业盘收涨跌幅份来源无自动表示记录第项调查结果成部公园面积质"
    "浓度氧氮硫光化学物射照明热冷暖房室楼层文章评论"
)
_TRADITIONAL = frozenset(
    "的一是不了在人有我他這日月年時分秒星期週上下中大小高低平均最值總計合數量率度溫氣濕壓風速向雨雪天地測定站點名稱前"
    "後開始結束間賣買價格元股成交額社會品商店門戶客員口男女市區縣省國全東西南北臺台灣高雄新竹花蓮基隆嘉義屏宜蘭桃園苗"
    "栗彰化投雲林電力消費需求供給發使用單位編號種類別目標備註內外進出貨長短舊當今次線路車輛通學校生產業工廠機設備狀態"
    "正常異預測實際績差比增減變動化指基準件利潤費算收支金額稅庫存訂銷售營業盤收漲跌幅鄉鎮份來源無自動表示記錄第項調查"
    "結果成部公園面積質濃度氧氮硫光學物射照明熱冷暖房室樓層文章評論"
)
_WRITTEN = {"cp949": KOREAN, "cp932": _JAPANESE, "euc_jp": _JAPANESE, "gb18030": _SIMPLIFIED, "big5": _TRADITIONAL}
SIGNS = frozenset("€↑↓▲△▼▽°℃￦㎍㎎㎏㎜㎝㎞㎡㎥㎾㏊")  # around numbers in Korean tables; they tell of no language
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fa]")
_LETTERS = re.compile(r"[^\W\d_a-zA-Z]")
_GUESSES = ("johab", "cp932", "euc_jp", "gb18030", "big5")
_WESTERN = "cp1252"
_BEYOND = re.compile("[^\x00-\x7f\xa0]+")
_TORN_MOST = 0.1  # of what is beyond ASCII
_LIKELY = 0.4
_SURE, _AHEAD = 0.7, 0.3  # of the different letters, and how much more than in the next encoding
_MOST = 400  # different letters that are looked at


def likeliest(raw: bytes) -> str:
    """The encoding in which nearly all letters beyond ASCII are ones that tables have; '' where none stands out."""
    shares = {encoding: _share(raw, encoding, known) for encoding, known in _WRITTEN.items()}
    best, second, *_ = sorted(shares, key=lambda each: -shares[each])
    if shares[best] >= _SURE and shares[best] >= shares[second] + _AHEAD:
        return best
    return next((encoding for encoding in shares if _are_signs(raw, encoding)), "")


def ranked(raw: bytes) -> tuple[str, ...]:
    """The encodings that give letters that tables have, most of them first."""
    shares = {encoding: _share(raw, encoding, known) for encoding, known in _WRITTEN.items()}
    return tuple(sorted((each for each in shares if shares[each]), key=lambda each: -shares[each]))


def _are_signs(raw: bytes, encoding: str) -> bool:
    """Whether all that is beyond ASCII are signs around numbers."""
    try:
        text = raw.decode(encoding)
    except UnicodeError:
        return False
    return not text.isascii() and all(each.isascii() or each in SIGNS for each in set(text))


def is_doubtful(raw: bytes, encoding: str) -> bool:
    """Whether an encoding that was guessed makes letters of the East that tables hardly have, or glues signs to accents
    of the West. ``raw`` may end within one."""
    if encoding == _WESTERN:
        return _are_torn(raw.decode(encoding, "ignore"))
    if encoding not in _GUESSES:
        return False
    return _share_of(raw.decode(encoding, "ignore"), _WRITTEN.get(encoding, KOREAN)) < _LIKELY


def _are_torn(text: str) -> bool:
    """Whether letters beyond ASCII and signs stand side by side, as in ``¡ãC``: halves of characters of two bytes."""
    runs = _BEYOND.findall(text)
    torn = sum(not run.isalpha() and any(map(str.isalpha, run)) for run in runs)
    return torn > _TORN_MOST * len(runs)


def _share(raw: bytes, encoding: str, known: frozenset[str]) -> float:
    try:
        text = raw.decode(encoding)
    except UnicodeError:
        return 0.0
    return _share_of(text, known)


def _share_of(text: str, known: frozenset[str]) -> float:
    kana = _KANA if known is _JAPANESE else None
    letters = [each for each in dict.fromkeys(_LETTERS.findall(text)) if each not in SIGNS][:_MOST]
    return sum(each in known or bool(kana and kana.match(each)) for each in letters) / max(1, len(letters))

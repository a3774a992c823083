"""The words that dates are written with: months, weekdays, halves of a day and zones, in the languages that files come
in. A table, so that a file says the same on every machine, whatever its locale."""

import unicodedata

import regex

_LANGUAGES = (  # full names, then short ones, from January on: what a name that goes on is written with
    "january february march april may june july august september october november december",
    "jan feb mar apr may jun jul aug sep oct nov dec",
    "januar februar märz april mai juni juli august september oktober november dezember",
    "jan feb mär apr mai jun jul aug sep okt nov dez",
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "janv févr mars avr mai juin juil août sept oct nov déc",
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "gen feb mar apr mag giu lug ago set ott nov dic",
    "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "ene feb mar abr may jun jul ago sep oct nov dic",
    "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "jan fev mar abr mai jun jul ago set out nov dez",
    "januari februari maart april mei juni juli augustus september oktober november december",
    "jan feb mrt apr mei jun jul aug sep okt nov dec",
    "januari februari mars april maj juni juli augusti september oktober november december",
    "jan feb mars apr maj juni juli aug sept okt nov dec",
    "januar februar marts april maj juni juli august september oktober november december",
    "januar februar mars april mai juni juli august september oktober november desember",
    "tammikuu helmikuu maaliskuu huhtikuu toukokuu kesäkuu heinäkuu elokuu syyskuu lokakuu marraskuu joulukuu",
    "tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu",
    "styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień",
    "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "sty lut mar kwi maj cze lip sie wrz paź lis gru",
    "leden únor březen duben květen červen červenec srpen září říjen listopad prosinec",
    "ledna února března dubna května června července srpna září října listopadu prosince",
    "január február marec apríl máj jún júl august september október november december",
    "január február március április május június július augusztus szeptember október november december",
    "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
    "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık",
    "oca şub mar nis may haz tem ağu eyl eki kas ara",
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "янв фев мар апр май июн июл авг сен окт ноя дек",
    "січень лютий березень квітень травень червень липень серпень вересень жовтень листопад грудень",
    "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "ιανουάριος φεβρουάριος μάρτιος απρίλιος μάιος ιούνιος ιούλιος αύγουστος σεπτέμβριος οκτώβριος νοέμβριος "
    "δεκέμβριος",
    "ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου "
    "δεκεμβρίου",
    "januari februari maret april mei juni juli agustus september oktober november desember",
)
_FURTHER = (  # ways of writing a month that no language above has, from January on
    *("jänner", "fevr fev feber febr", "maerz mrz", "", "", "", "", "agu", "sett setiembre", "", "", "decembre"),
)
_UNMARKED = str.maketrans("ıłø", "ilo")  # letters that Unicode does not take apart
_WEEKDAYS = (
    "monday mon montag mo lundi lun lunedì lunedi lunes segunda segunda-feira seg maandag "
    "tuesday tues tue dienstag di mardi mar martedì martedi martes terça terça-feira terca ter "
    "wednesday wed mittwoch mi mercredi mer mercoledì mercoledi miércoles mié mie quarta quarta-feira qua "
    "thursday thurs thur thu donnerstag do jeudi jeu giovedì giovedi gio jueves jue quinta quinta-feira qui "
    "friday fri freitag fr vendredi ven venerdì venerdi viernes vie sexta sexta-feira sex "
    "saturday sat samstag sonnabend sa samedi sam sabato sab sábado sáb sabado "
    "sunday sun sonntag so dimanche dim domenica dom domingo 星期天 "
    "월 화 수 목 금 토 일 월요일 화요일 수요일 목요일 금요일 토요일 일요일 "
    "月 火 水 木 金 土 日 月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日 "
    "星期一 星期二 星期三 星期四 星期五 星期六 星期日 周一 周二 周三 周四 周五 周六 周日"
)
HALVES = {"am": 0.0, "pm": 12.0, "오전": 0.0, "오후": 12.0, "午前": 0.0, "午後": 12.0, "上午": 0.0, "下午": 12.0}
HALF_YEARS = {"상반기": 1, "하반기": 7, "上半年": 1, "下半年": 7, "上期": 1, "下期": 7}  # the months they begin with
_ZONES = (
    "z 0, utc 0, gmt 0, wet 0, kst 9, jst 9, hkt 8, sgt 8, msk 3, eet 2, eest 3, cet 1, cest 2, mez 1, mesz 2, west 1, "
    "est -5, edt -4, cst -6, cdt -5, mst -7, mdt -6, pst -8, pdt -7, akst -9, akdt -8, hst -10, aest 10, aedt 11"
)


def folded(word: str) -> str:
    """In small letters without accents: as people write who have no such keys, and as case is ignored."""
    parts = unicodedata.normalize("NFKD", word.lower().translate(_UNMARKED))
    return "".join(each for each in parts if not unicodedata.combining(each))


def _months() -> dict[str, int]:
    """Every name of a month with its number, with accents and without."""
    found = {word: at + 1 for words in _LANGUAGES for at, word in enumerate(words.split())}
    found |= {word: at + 1 for at, words in enumerate(_FURTHER) for word in words.split()}
    return {folded(word): at for word, at in found.items()} | found


MONTH_OF = _months()
WEEKDAYS = tuple(_WEEKDAYS.split())
ZONE_OF = {name: float(hours) for name, hours in (each.split() for each in _ZONES.split(", "))}
_WEEKS = (
    "monday tuesday wednesday thursday friday saturday sunday",
    "mon tue wed thu fri sat sun",
    "월요일 화요일 수요일 목요일 금요일 토요일 일요일",
    "월 화 수 목 금 토 일",
    "月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 日曜日",
    "月 火 水 木 金 土 日",
    "星期一 星期二 星期三 星期四 星期五 星期六 星期日",
    "周一 周二 周三 周四 周五 周六 周日",
    "montag dienstag mittwoch donnerstag freitag samstag sonntag",
    "mo di mi do fr sa so",
    "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "lun mar mer jeu ven sam dim",
    "lunedì martedì mercoledì giovedì venerdì sabato domenica",
    "lun mar mer gio ven sab dom",
    "lunes martes miércoles jueves viernes sábado domingo",
    "lun mar mié jue vie sáb dom",
    "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    "seg ter qua qui sex sáb dom",
)


def alternatives(words: tuple[str, ...]) -> str:
    """A pattern of any of the words, the longest that fits."""
    return "|".join(regex.escape(word) for word in sorted(words, key=len, reverse=True))


def half_year_after(before: str, second: bool) -> str:
    """The half of the year in the language of the one before."""
    known = list(HALF_YEARS)
    return known[2 * (known.index(before) // 2) + second]


def months_like(words: list[str]) -> tuple[str, ...]:
    """The twelve names of the language and the length that all of ``words`` are written in; () when there is none.
    Of several languages the first does."""
    return _like(words, _LANGUAGES)


def weekdays_like(words: list[str]) -> tuple[str, ...]:
    """The same for the seven days from Monday on."""
    return _like(words, _WEEKS)


def _like(words: list[str], languages: tuple[str, ...]) -> tuple[str, ...]:
    wanted = {word.lower().rstrip(".") for word in words}
    return next((tuple(known.split()) for known in languages if wanted <= set(known.split())), ())

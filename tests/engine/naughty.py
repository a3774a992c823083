"""Strings that break what handles text carelessly. Each is named; a comment says what is awkward where it cannot be
seen. A list of our own, grown with what is met."""

import os
import sys

FAMILY = "\N{MAN}\u200d\N{WOMAN}\u200d\N{GIRL}\u200d\N{BOY}"

NAUGHTY: dict[str, str] = {
    "emoji": "😀😱🦄",
    "skin tone": "👋🏽 👩🏿\u200d🚀",
    "family": FAMILY,
    "flags": "🇰🇷🇺🇳🇦",  # the last one is half a flag
    "keycap": "1\ufe0f\u20e3 #\ufe0f\u20e3",
    "variation selectors": "❤\ufe0e❤\ufe0f 葛\U000e0100",
    "tag flag": "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
    "combining": "e\u0301 a\u0308\u0304 q\u0307\u0323",  # the last two swap places in NFC
    "composed": "é ǟ Å",
    "singletons": "\u212b \u2126 \u0340 \u1f71",  # NFC makes other characters of them
    "composition exclusions": "\u0958 \u2adc \ufb2a",  # NFC takes them apart
    "zalgo": "Z" + "\u0351\u036b\u0343\u036a\u0302" * 20 + "a" + "\u0317\u0317" * 30,
    "mark first": "\u0301abc",  # nothing to combine with
    "right to left": "שלום עולם مرحبا بالعالم",
    "bidi controls": "\u202eevil.csv\u202c \u2066x\u2069 \u200f\u200e",
    "devanagari": "हिन्दी क्षत्रिय",
    "thai": "กำลังใจ ภาษาไทย",
    "tamil": "நிலவு க்ஷ",
    "prepended": "\u0600\u0661 \U000110bd\U000110a5",  # marks that belong to what follows
    "hangul": "한국어 똠방각하 펲시콜라 뷁",
    "hangul in nfd": "\u1112\u1161\u11ab\u1100\u116e\u11a8\u110b\u1165",
    "jamo, lone": "\u1100 \u1161 \u11a8 \u1100\u1100\u1161",
    "jamo, compatibility": "ㄱㅏㄳ ㅋㅋㅋ ㅠㅠ ㆍ",
    "jamo, half width": "ﾡﾢￂ",
    "syllable and trailing": "가\u11a8 각\u11a8",  # the first composes, the second does not
    "old hangul": "\u1112\u119e\u11ab\u1100\u1173\u11af \ua960\u1161 나랏말\u110a\u119e미",
    "japanese": "吾輩は猫である。カ\u3099ギグ ｶﾞ",
    "astral cjk": "𠀀𠮷𪚥\U0002f800",  # the last one is another character in NFC
    "mathematical": "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𝟘𝟙 𝒯",
    "ligatures": "ﬁ ĳ ŉ Ǆ ℀ ẛ\u0323",
    "cuneiform": "𒀀𒁀",
    "zero width": "a\u200bb\u200cc\u200dd\u2060e\u00adf",
    "byte order mark": "\ufeffa\ufeffb",
    "spaces": " a  b   c\u00a0d\u2003e\u3000f\u1680 ",
    "spaces alone": "   ",
    "tabs": "\ta\t\tb\t",
    "newlines": "a\nb\n\nc\r\nd\re\u2028f\u2029g\x85h\vi\fj\n",
    "crlf": "one\r\ntwo\r\n\r\n",
    "controls": "".join(map(chr, range(32))) + "\x7f" + "".join(map(chr, range(0x80, 0xA0))),
    "nul": "a\0b\0",
    "sentencepiece": "\u2581a \u2581\u2581 \u2585 ⁇ <unk> <s> </s> <0x41> <pad>",
    "noncharacters": "\ufffe\uffff\ufdd0\U0010ffff",
    "private use": "\ue000\U000f0000\U0010fffd",
    "replacement": "\ufffd",
    "unassigned": "\u0378\U000e0fff",
    "long word": "abcdefghij" * 2_000,
    "one letter": "a" * 5_000,
    "long hangul": "가나다라마바사" * 500,
    "markup": "<b>bold</b> &amp; <img src=x onerror=alert(1)> <script>",
    "html entity": "&lt;b&gt; &#x41; &nbsp;",
    "shell": "$(reboot) `x` ; rm -rf ~ | cat > /dev/null && echo '\"'",
    "format": "%s %d %n {0} {name} %1 %2 ${x}",
    "sql": "'); DROP TABLE runs;--",
    "formula": "=1+1 +1 -1 @SUM(A1)",
    "numbers": "NaN inf -0 1e309 0x10 1_000 ١٢٣ Ⅷ ½ 1,000.5",
    "path": "../..\\c:\\con nul.txt ~ /",
    "mnemonic": "&File && &&",
    "upside down": "˙ɐnbᴉlɐ ɐuƃɐɯ",
    "turkish": "İ ı I i ß ẞ ﬀ",
}
"""What each is awkward for, and the string."""

SURROGATES = {"lone surrogate": "a\ud800b", "wrong order": "\udc00\ud800", "escaped byte": "caf\udce9"}
"""What no file holds, but a keyboard, a file name or a network may yield."""


def as_file_name(text: str) -> str:
    """``text`` as near to it as a file may be called here: no separators, no NUL, no surrogates, and at most 80
    characters of it; never empty."""
    forbidden = "/\0" if os.name == "posix" else '<>:"/\\|?*' + "".join(map(chr, range(32)))
    kept = "".join(character for character in text[:80] if character not in forbidden)
    kept = kept.encode("utf-8", "ignore")[:200].decode("utf-8", "ignore")
    return "n" + (kept.rstrip(" .") if sys.platform == "win32" else kept)

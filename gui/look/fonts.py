"""The fonts of the interface: Inter comes with the program, Hangul is the platform's own.

Inter has no Hangul. Which family stands behind it is said here by name, platform by platform, so that Korean looks as
it does in that system's own programs; where none of those is installed, any that knows Hangul will do.
"""

import sys
from functools import lru_cache

from PySide6.QtGui import QFontDatabase

LATIN = ("Inter", "Segoe UI", "Helvetica Neue", "Noto Sans")
HANGUL = {
    "win32": ("Malgun Gothic", "Gulim"),
    "darwin": ("Apple SD Gothic Neo", "AppleGothic"),
    "linux": (
        "Pretendard",
        "Noto Sans CJK KR",
        "Noto Sans KR",
        "Source Han Sans KR",
        "Source Han Sans K",
        "NanumBarunGothic",
        "NanumGothic",
        "UnDotum",
        "Baekmuk Dotum",
    ),
}
LAST = "DejaVu Sans"  # arrows, blocks and mathematical signs
SERIFS = ("Serif", "Myeongjo", "Batang", "Mincho", "Gungsuh")  # Hangul families that are not for an interface

# For who has no Hangul yet; English, because anything else could not be read there.
MISSING = (
    "No installed font has Hangul, so Korean appears as empty boxes. Install one and start Gatescope again: "
    "fonts-nanum or fonts-noto-cjk on Debian and Ubuntu, google-noto-sans-cjk-fonts on Fedora."
)


def families() -> list[str]:
    """What text is written with: each character in the first of these that has it."""
    return [*LATIN, *filter(None, (hangul(),)), LAST]


@lru_cache(maxsize=1)
def hangul() -> str:
    """The family that Hangul is written in; '' where nothing installed has it."""
    known = QFontDatabase.families(QFontDatabase.WritingSystem.Korean)
    wanted = HANGUL.get(sys.platform, HANGUL["linux"])
    return chosen(known, wanted)


def chosen(known: list[str], wanted: tuple[str, ...]) -> str:
    """The first wanted one that is known, else any known one, rather one without serifs."""
    plain = [family for family in known if not any(serif in family for serif in SERIFS)]
    return next((family for family in wanted if family in known), "") or next(iter([*plain, *known]), "")


def has_hangul(text: str) -> bool:
    """Whether syllables or letters of Hangul are in it."""
    return any("\uac00" <= letter <= "\ud7a3" or "\u3131" <= letter <= "\u318e" for letter in text)

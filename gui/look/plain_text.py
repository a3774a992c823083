"""Text that people gave: names of files, columns, classes and runs, cells, tokens. Shown as it is, and nothing else.

Qt draws as HTML what looks like it, with the pictures it names (a device among them is read for ever), unless it is
told otherwise. Labels are told so by their text format; where Qt has no such switch, the text is made harmless here.
"""

import re
import textwrap
from html import escape

from PySide6 import QtGui
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

TIP_MOST, TIP_WIDE, TIP_LINES = 2000, 120, 40  # characters of a tip and of a line of it, and its lines
NAME_MOST = 200  # characters of a name in a title or a sentence
PRE = '<p style="white-space: pre-wrap">'
_BREAKS = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_UNSEEN = {code: chr(0x2400 + code) for code in range(32) if chr(code) not in "\n\t"} | {0x7F: "\u2421"}
_UNSEEN |= dict.fromkeys(range(128, 160), "�")
_UNSEEN |= dict.fromkeys((0x202D, 0x202E), "�")  # turn round what is said about a name, and only deceive in one
_ISOLATES, _EMBEDDINGS = "\u2066\u2067\u2068", "\u202a\u202b"  # what follows is in another order


def plain_label(text: str = "") -> QLabel:
    """A label that shows what it is given as it is."""
    made = QLabel()
    made.setTextFormat(Qt.TextFormat.PlainText)  # before there is a text
    made.setText(text)
    return made


def plain_tip(text: str) -> str:
    """``text`` as a tool tip that shows it as it is, at a size that can be read. What Qt would take for markup is
    escaped; so this is for text, once, and not for what has gone through it."""
    text = _readable(text)
    return f"{PRE}{escape(text)}</p>" if "<" in text or QtGui.Qt.mightBeRichText(text) else text


def plain_title(text: str) -> str:
    """``text`` as the title of a button or a command: a single ``&`` would vanish and underline what follows."""
    return text.replace("&", "&&")


def window_title(text: str) -> str:
    """``text`` as a window's title, where Qt puts its mark of what is not saved in the place of ``[*]``."""
    return text.replace("[*]", "[*][*]")


def one_line(name: str, most: int = NAME_MOST) -> str:
    """A name within a title or a sentence: on one line, with an ellipsis in its middle beyond ``most`` characters, what
    cannot be seen shown as pictures (␀), and no order of reading that goes on beyond its end."""
    if len(name) > most:
        half = most // 2
        name = f"{name[:half]}…{name[-half + 1 :]}"
    return _closed(_BREAKS.sub(" ↵ ", name).replace("\t", " ").translate(_UNSEEN))


def _readable(text: str) -> str:
    """At most so many characters, on lines of a width that fits a screen."""
    if len(text) > TIP_MOST:
        text = text[: TIP_MOST - 1] + "…"
    lines = [piece for line in _BREAKS.split(text) for piece in _pieces(line.translate(_UNSEEN))]
    return "\n".join(lines if len(lines) <= TIP_LINES else [*lines[: TIP_LINES - 1], "…"])


def _pieces(line: str) -> list[str]:
    if len(line) <= TIP_WIDE:
        return [line]
    wrapper = textwrap.TextWrapper(TIP_WIDE, expand_tabs=False, replace_whitespace=False, drop_whitespace=False)
    return wrapper.wrap(line)


def _closed(text: str) -> str:
    """With an end for each change of the order of reading that ``text`` begins."""
    open_ones: list[str] = []
    for sign in text:
        if sign in _ISOLATES:
            open_ones.append("\u2069")
        elif sign in _EMBEDDINGS:
            open_ones.append("\u202c")
        elif open_ones and sign == open_ones[-1]:
            open_ones.pop()
    return text + "".join(reversed(open_ones))

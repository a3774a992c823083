"""Text from data is shown as it is, everywhere: no markup of it is drawn, and nothing that it names is loaded."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSettings
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QLabel, QTreeWidget, QTreeWidgetItem, QWidget
from pytestqt.qtbot import QtBot

from gatescope.engine.protocol import messages as m
from gatescope.engine.protocol.base import FromEngine
from gatescope.engine.protocol.found import Found, FoundKind, Undo
from gatescope.gui.exporting import pictures
from gatescope.gui.link.conductor import Conductor
from gatescope.gui.look.plain_text import (
    NAME_MOST,
    TIP_LINES,
    TIP_MOST,
    TIP_WIDE,
    one_line,
    plain_tip,
    plain_title,
    window_title,
)
from gatescope.gui.memory.remembered import Settings
from gatescope.gui.window.window import MainWindow
from tests.gui.rich_text import as_drawn, careless, is_rich, offenders
from tests.gui.told_bridge import ToldBridge

GUI = Path(__file__).parents[2] / "gui"
MARK = "qzq"
NAMES = {
    "markup": f"<b>{MARK}</b><img src='/dev/zero'>",
    "link": f"<b>{MARK}<a href='file:///etc/passwd'>x</a>",
    "style": f"<b>{MARK}<style>*{{color:red}}</style><table><tr><td>",
    "entity": f"&lt;b&gt;<b>{MARK}&amp;",
    "declared": f"<?xml version='1.0'?><b>{MARK}",
    "lines": f"<b>{MARK}\nsecond\r\nthird\u2028fourth",
    "controls": f"<b>{MARK}\u202eevil\u2066\u200f\0\x01\x1b[31m\x7f\x85",
    "mnemonic": f"&<b>{MARK} && [*] \t &x",
    "long": f"<b>{MARK}" + "<i>x</i>" * 1250,
    "long word": f"<b>{MARK}" + "x" * 10_000,
}
NAMES["of everything"] = NAMES["mnemonic"] + NAMES["controls"] + NAMES["lines"]
LED_THROUGH = ("markup", "declared", "of everything", "long")  # the window; the others differ in no way


# ---- the helpers ----------------------------------------------------------------------------------------------------


@given(st.text(st.characters(codec="utf-8")) | st.sampled_from(list(NAMES.values())))
def test_a_tip_shows_its_text_and_loads_nothing(text: str) -> None:
    tip = plain_tip(text)
    drawn, loads = as_drawn(tip)
    assert not is_rich(tip)
    assert not loads
    lines = drawn.split("\n")
    assert len(lines) <= TIP_LINES
    assert max(map(len, lines)) <= TIP_WIDE
    assert len(drawn) <= TIP_MOST + TIP_LINES
    seen = [each for each in text[: TIP_WIDE // 2] if each.isalnum()]
    assert [each for each in drawn if each.isalnum()][: len(seen)] == seen or "\x1c" <= max(seen, default="") <= "\x1e"


@given(st.text() | st.sampled_from(list(NAMES.values())))
def test_a_name_in_a_sentence_is_one_line_that_ends_where_it_ends(text: str) -> None:
    line = one_line(text)
    assert len(line.splitlines()) <= 1
    assert not any(ord(each) < 32 for each in line)
    assert len(line) <= 4 * NAME_MOST  # what each line break and each change of direction takes
    depth = 0
    for sign in line:
        depth = max(0, depth + (sign in "\u202a\u202b\u202d\u202e") - (sign == "\u202c"))
    assert depth == 0


def test_titles() -> None:
    assert plain_title("a & b") == "a && b"
    assert window_title("a[*].csv") == "a[*][*].csv"
    assert one_line("short, and as it is") == "short, and as it is"
    assert one_line("a\nb\0") == "a ↵ b␀"
    assert one_line("weight\u202e does not belong") == "weight� does not belong"  # and is read from left to right
    assert one_line("x" * 100 + "y" * 101) == "x" * 100 + "…" + "y" * 99


# ---- the code -------------------------------------------------------------------------------------------------------


def test_every_text_is_handed_to_qt_as_plain() -> None:
    found = [
        f"{path.relative_to(GUI)}:{line}: {call}"
        for path in sorted(GUI.rglob("*.py"))
        for line, call in careless(path.read_text(encoding="utf-8"))
    ]
    allowed = {"look/plain_text.py": 1, "help/panel.py": 1}  # who makes plain labels, and the page written as HTML
    assert [each for each in found if each.partition(":")[0] not in allowed] == []
    assert len(found) == sum(allowed.values())


@pytest.mark.parametrize(
    "line",
    [
        "w.setToolTip(name)",
        "w.setToolTip(f'{name}')",
        "w.setToolTip(self.tr('{n}').format(n=name))",
        "item.setToolTip(0, column.name)",
        "QToolTip.showText(place, name, self)",
        "QLabel(name)",
        "QMessageBox(name)",
        "x.setHtml(name)",
        "box.setItemData(0, name, Qt.ItemDataRole.ToolTipRole)",
        "w.setWhatsThis(name if name else self.tr('x'))",
    ],
)
def test_a_careless_line_is_found(line: str) -> None:
    assert list(careless(line))
    assert not list(careless("w.setToolTip(plain_tip(name)); w.setToolTip(self.tr('x') if name else '')"))


# ---- the window -----------------------------------------------------------------------------------------------------


def renamed(message: FromEngine, name: str) -> FromEngine:
    """The message with ``name`` wherever the user may have given one."""
    match message:
        case m.DataOpened():
            return m.DataOpened(info=_data(message.info, name))
        case m.Previewed():
            cells = tuple((*row[:-1], name) for row in message.cells)
            classes = tuple(msgspec.structs.replace(each, name=f"{name}{each.name}") for each in message.classes)
            sequences = (
                m.Sequence(name=name, start=0, length=30, label=name),
                m.Sequence(name="", start=30, length=30),
            )
            changes = {"cells": cells, "classes": classes, "sequences": sequences, "info": _data(message.info, name)}
            return msgspec.structs.replace(message, **changes, fault="column-missing", facts={"column": name})
        case m.RunChanged(info=info):
            sequences = (
                m.Sequence(name=name, start=0, length=72, label=name),
                m.Sequence(name="", start=72, length=72),
            )
            data = msgspec.structs.replace(info.config.data, inputs=(name,), targets=(name,))
            config = msgspec.structs.replace(info.config, data=data)
            return m.RunChanged(info=msgspec.structs.replace(info, name=name, sequences=sequences, config=config))
    return message


def _data(info: m.DatasetInfo, name: str) -> m.DatasetInfo:
    others = [msgspec.structs.replace(each, name=f"{name}{at}", unit=name) for at, each in enumerate(info.columns)]
    columns = (msgspec.structs.replace(info.columns[-1], name=name, levels=(name, "x")), *others)
    data = msgspec.structs.replace(info.suggested.data, inputs=(name,), targets=(name,), time=(name,))
    found = Found(kind=FoundKind.SORTED, count=1, columns=(name,), value=name, evidence={"of": name}, decide=True)
    found = msgspec.structs.replace(found, undo=Undo(path="read.rows", value=name), lines=(3,))
    changes = {"columns": columns, "found": (found,), "time_column": name, "first": name, "last": name}
    suggested = msgspec.structs.replace(info.suggested, data=data)
    records = m.Records(read=9, bad=(m.BadCells(column=name, count=1, lines=(5,), value=name),), skipped=1)
    more = {"suggested": suggested, "records": records, "gap_labels": (name,), "gaps": 1}
    return msgspec.structs.replace(info, name=name, **changes, **more)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    bridge = ToldBridge()
    settings = Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
    made = MainWindow(Conductor(bridge), settings)
    qtbot.addWidget(made)
    made.resize(1280, 720)
    made.show()
    bridge.start()
    bridge.answer()
    yield made
    bridge.deleteLater()


def shown_everywhere(window: MainWindow, name: str) -> Iterator[str]:
    """Leads the window through what shows names, and names who drew them as markup."""
    bridge = window.conductor.bridge
    assert isinstance(bridge, ToldBridge)
    bridge.alter = lambda message: renamed(message, name)
    path = f"/data/{name}.csv"
    window.welcome.start.show_recent([path])
    window.welcome.start.show_recoverable([m.Recoverable(path=path, name=name, steps=1, modified=0.0)])
    yield from offenders([window], MARK)
    window.files.show(path)
    bridge.answer()
    yield from _looked_at(window)
    window.open_path(path)
    yield from _looked_at(window)
    bridge.answer()
    window.actions_by_name["play"].trigger()
    bridge.answer()
    yield from _looked_at(window)
    for about in m.About:
        facts = {"path": path, "column": name, "columns": name, "value": name, "reason": name}
        bridge.hear(m.Failed(about=about, fault="column-missing", facts=facts))
        bridge.hear(m.Failed(about=about, fault=name, facts=facts))
    for action in ("run_table", "settings", "palette", "shortcuts", "export", "explain"):
        window.actions_by_name[action].trigger()
        yield from _looked_at(window)
    yield from offenders([window.rows.menu()], MARK)
    yield from _looked_at(window)


def _looked_at(window: MainWindow) -> Iterator[str]:
    bridge = window.conductor.bridge
    assert isinstance(bridge, ToldBridge)
    for _ in range(8):
        window.tick()
        bridge.answer()
    for top in QApplication.topLevelWidgets():
        if not top.isHidden():
            top.grab()
    yield from offenders(QApplication.topLevelWidgets(), MARK)


@pytest.mark.qt_log_ignore("does not support raise", extend=True)  # the offscreen platform, about dialogs
@pytest.mark.parametrize("name", [NAMES[each] for each in LED_THROUGH], ids=LED_THROUGH)
def test_no_name_becomes_markup(window: MainWindow, name: str) -> None:
    found = list(dict.fromkeys(shown_everywhere(window, name)))
    assert not found, "\n".join(found)
    assert "\n" not in window.windowTitle()


def test_a_planted_offender_is_found(window: MainWindow) -> None:
    name = NAMES["markup"]
    planted = QWidget(window)
    QLabel(name, planted)
    tip = QWidget(window)
    tip.setToolTip(name)
    tree = QTreeWidget(window)
    item = QTreeWidgetItem([name])
    item.setToolTip(0, name)
    tree.addTopLevelItem(item)
    action = QAction("x", window)
    action.setToolTip(name)
    found = " ".join(offenders([window], MARK))
    for what in ("label ", "tip of ", "item 0, 0", "action "):
        assert what in found


@pytest.mark.qt_log_ignore("does not support raise", extend=True)
def test_a_picture_taken_of_it_is_sound(window: MainWindow) -> None:
    name = NAMES["controls"] + NAMES["markup"]
    list(shown_everywhere(window, name))
    made = {each: pictures.picture(window.stack, each, name) for each in pictures.Format}
    assert all(made.values())
    tree = ET.fromstring(made[pictures.Format.SVG])  # not read with a bare control character or an open tag in it
    assert not [each for each in tree.iter() if each.tag.endswith("}b")]

"""Naughty strings as names on screen: shown as they are, and nothing in them is taken for markup or for a key."""

from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QPushButton, QTreeWidget, QWidget
from pytestqt.qtbot import QtBot

from gatescope.engine.config.run import Kind
from gatescope.engine.protocol.datasets import Column, ColumnType
from gatescope.gui.kit.bar import Bars
from gatescope.gui.kit.fields import Elided
from gatescope.gui.look.plain_text import TIP_MOST, one_line, plain_tip, plain_title
from gatescope.gui.panels.form.data import INPUT, TARGET, DataPanel
from gatescope.gui.panels.runs.lines import RunRow
from gatescope.gui.panels.runs.list import RunList
from gatescope.gui.panels.start.page import Start
from gatescope.gui.panels.start.recent import NAME_SHOWN
from tests.engine.naughty import NAUGHTY, SURROGATES
from tests.gui import fake_engine as fake

ALL = NAUGHTY | SURROGATES
named = pytest.mark.parametrize("text", ALL.values(), ids=ALL)
shown_as_a_file = pytest.mark.parametrize("text", [NAUGHTY["markup"], NAUGHTY["mnemonic"], NAUGHTY["zalgo"]])


def painted(widget: QWidget, qtbot: QtBot) -> None:
    """Drawn for once: what cannot be drawn warns, and a warning fails the test."""
    qtbot.addWidget(widget)
    widget.resize(260, 300)
    assert not widget.grab().isNull()


def shown(text: str) -> str:
    """What Qt has of a string: no byte order mark in front, and no lone surrogates, which PySide drops."""
    return "".join(each for each in text.removeprefix("\ufeff") if not "\ud800" <= each <= "\udfff")


def check_labels(widget: QWidget) -> None:
    assert {label.textFormat() for label in widget.findChildren(QLabel)} <= {Qt.TextFormat.PlainText}


@named
def test_a_run_is_listed_under_any_name(qtbot: QtBot, text: str) -> None:
    runs = RunList()
    runs.show_runs((RunRow(1, 0, text, 0.04, 0.7, ""),), 1)
    painted(runs, qtbot)
    (tree,) = runs.findChildren(QTreeWidget)
    assert tree.topLevelItem(0).text(0) == shown(text)
    check_labels(runs)


@named
def test_a_file_and_its_columns_are_shown_under_any_name(qtbot: QtBot, text: str) -> None:
    info = fake.dataset(f"/data/{text}.csv")
    columns = (Column(name=text, type=ColumnType.NUMERIC), Column(name=f"{text} 2", type=ColumnType.NUMERIC, missing=2))
    data = msgspec.structs.replace(info.suggested.data, inputs=(text,), targets=(text,))
    suggested = msgspec.structs.replace(info.suggested, data=data)
    panel = DataPanel()
    panel.show_data(msgspec.structs.replace(info, name=text, columns=columns, suggested=suggested))
    painted(panel, qtbot)
    (tree,) = panel.findChildren(QTreeWidget)
    assert [tree.topLevelItem(at).text(0) for at in (0, 1)] == [shown(text), shown(f"{text} 2")]
    check_tip(tree.topLevelItem(0).toolTip(0))
    check_tip(tree.topLevelItem(1).toolTip(0))
    check_labels(panel)
    tree.topLevelItem(1).setCheckState(INPUT, Qt.CheckState.Checked)
    config = panel.config
    assert config is not None
    assert (config.kind, config.inputs, config.targets) == (Kind.TABLE, (text, f"{text} 2"), (text,))
    assert tree.topLevelItem(0).checkState(TARGET) is Qt.CheckState.Checked


@named
def test_a_sentence_about_it_is_no_markup(qtbot: QtBot, text: str) -> None:
    bars = Bars()
    bars.say("open", text)
    painted(bars, qtbot)
    check_labels(bars)


@named
def test_a_name_that_is_too_long_for_its_place(qtbot: QtBot, text: str) -> None:
    name = Elided(text * 20)
    name.setFixedWidth(60)
    painted(name, qtbot)
    assert name.textFormat() is Qt.TextFormat.PlainText
    check_tip(name.toolTip())
    assert len(name.toolTip()) >= min(len(shown(text)), TIP_MOST)


def check_tip(tip: str) -> None:
    """No markup, but for what keeps its lines and spaces."""
    assert "<" not in tip.removeprefix('<p style="white-space: pre-wrap">').removesuffix("</p>")


@shown_as_a_file
def test_a_file_opened_before_is_offered_under_its_name(qtbot: QtBot, text: str) -> None:
    page = Start(QAction("open"))
    page.show_recent([f"/data/{text.replace('/', '')}"])
    painted(page, qtbot)
    titles = [button.text().replace("&&", "&") for button in page.findChildren(QPushButton)]
    name = Path(f"/data/{text.replace('/', '')}").name
    assert one_line(name, NAME_SHOWN) in titles


def test_titles_and_tips() -> None:
    assert plain_title("a & b && c") == "a && b &&&& c"
    assert plain_tip("a > b & c") == "a > b & c"
    assert plain_tip("<b>x</b>") == '<p style="white-space: pre-wrap">&lt;b&gt;x&lt;/b&gt;</p>'

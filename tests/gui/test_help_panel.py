"""Whatever is drawn can be explained, and the panel says all of what the words say."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget

from gatescope.engine.config.run import Cell
from gatescope.gui.help.panel import OUTCOMES, HelpPanel, topics
from gatescope.gui.look import theme
from gatescope.gui.words.explained import Topic, words


@pytest.fixture
def parent(qtbot, qapp):
    theme.apply(qapp, "light")
    made = QWidget()
    made.resize(1280, 720)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def panel(parent, qtbot):
    return HelpPanel(Topic.FORGET_GATE, Cell.LSTM, Topic.FORECAST, parent)


def shown(panel):
    said = panel.explanation
    return (
        said.title.text(),
        tuple(sentence.text() for sentence in said.sentences),
        said.equation.text().split(">", 1)[1].removesuffix("</div>"),
        said.healthy.text(),
        said.unhealthy.text(),
    )


@pytest.mark.parametrize("cell", Cell)
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_row_on_screen_has_its_words(panel, cell, outcome):
    known = topics(cell, outcome)
    assert {*known} & {*OUTCOMES} == {outcome}
    for topic in known:
        panel.show_topic(topic, cell, outcome)
        w = words(topic, cell)
        assert shown(panel) == (w.title, w.sentences, w.equation, w.healthy, w.unhealthy)
        assert panel.list.currentItem().text() == w.title


def test_another_topic_is_a_key_away(panel, qtbot):
    panel.show()
    at = panel.list.currentRow()
    qtbot.keyClick(panel.list, Qt.Key.Key_Down)
    assert panel.explanation.topic is topics(Cell.LSTM, Topic.FORECAST)[at + 1]


def test_a_topic_that_is_not_on_screen_can_be_asked_for(panel):
    panel.show_topic(Topic.EIGENVALUES, Cell.GRU, Topic.FORECAST)
    assert panel.list.currentItem().text() == words(Topic.EIGENVALUES, Cell.GRU).title


def test_no_sentence_is_cut_off(panel, qtbot):
    panel.show()
    for topic in Topic:
        panel.show_topic(topic, Cell.LSTM, Topic.FORECAST)
        panel.explanation.widget().layout().activate()
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)  # a longer one gets its room
        for label in panel.explanation.widget().findChildren(type(panel.explanation.title)):
            if label.isVisible():
                assert label.height() >= label.heightForWidth(label.width()), (topic, label.text())
                assert label.width() >= label.minimumSizeHint().width()

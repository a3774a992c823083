"""Every view has its words, in whatever language is installed, and its equation is something Qt can typeset."""

import subprocess
import sysconfig
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from gatescope import gui
from gatescope.engine.config.run import Cell
from gatescope.engine.data import samples as made
from gatescope.engine.data.preparing.prepare import prepare
from gatescope.engine.data.tables.dataset import open_dataset
from gatescope.engine.findings.rules import RULES
from gatescope.engine.protocol.frame import Trace
from gatescope.gui.panels.start.samples import SAMPLES, sample
from gatescope.gui.words import explained as words
from gatescope.gui.words import traces as words_traces
from gatescope.gui.words.entries import Entry, Topic
from gatescope.gui.words.equations import equation, typeset
from gatescope.gui.words.findings.texts import TEXTS
from gatescope.gui.words.kinds.attending import OTHERWISE
from gatescope.gui.words.kinds.perceptron import BESIDE

ENTRIES = [*words.ENTRIES.values(), *words_traces.VARIANTS.values(), *BESIDE.values(), *OTHERWISE.values()]


def sources(entry: Entry) -> tuple[str, ...]:
    return (entry.title, *entry.sentences, entry.healthy, entry.unhealthy)


def test_every_topic_and_every_trace_has_words() -> None:
    assert set(words.ENTRIES) == set(Topic)
    assert {words.of_trace(trace).value for trace in Trace} == {trace.value for trace in Trace}


@pytest.mark.parametrize("topic", Topic)
@pytest.mark.parametrize("cell", Cell)
def test_an_explanation_is_whole(topic: Topic, cell: Cell) -> None:
    said = words.words(topic, cell)
    assert len(said.sentences) == 3
    for sentence in (*said.sentences, said.healthy, said.unhealthy):
        assert sentence[-1] in ".”"
        assert len(sentence) < 240
    assert said.title[-1] != "."


@pytest.mark.parametrize("topic", Topic)
@pytest.mark.parametrize("cell", Cell)
def test_an_equation_is_well_formed_and_leaves_no_markup_to_be_read(topic: Topic, cell: Cell, qapp: object) -> None:
    rich = equation(topic, cell)
    tags = {element.tag for element in ElementTree.fromstring(f"<p>{rich.replace('<br>', '<br/>')}</p>").iter()}
    assert tags <= {"p", "br", "i", "sub", "sup"}
    document = QTextDocument()
    document.setHtml(rich)
    assert not set("_^{}<>") & set(document.toPlainText())


def test_every_rule_is_told_with_its_number_and_what_a_click_does() -> None:
    assert set(TEXTS) == {rule.name for rule in RULES}
    said = words.words(Topic.FINDINGS).parts
    assert len(said) == len(RULES)
    for name, text in said:
        assert name
        assert not set("{}") & set(text)
        assert "A click: " in text
    assert "1.5 times" in dict(said)["Learning rate too high"]
    assert TEXTS["vanishing"].numbers["vanished"] == "1e−5"
    assert not words.words(Topic.LOSS).parts


def test_typesetting() -> None:
    assert typeset("h_{t−1}") == "<i>h</i><sub><i>t</i>−1</sub>"
    assert typeset("tanh^2 x_t") == "tanh<sup>2</sup> <i>x</i><sub><i>t</i></sub>"
    assert typeset("max(0, U^k)") == "max(0, <i>U</i><sup><i>k</i></sup>)"


def test_the_equation_is_the_cells_own() -> None:
    assert "tanh" in equation(Topic.HIDDEN, "rnn")
    assert "max" in equation(Topic.HIDDEN, "rnn-relu")
    assert equation(Topic.CANDIDATE, "gru") != equation(Topic.CANDIDATE, "lstm")
    with pytest.raises(ValueError):
        equation(Topic.HIDDEN, "capsule")


class Shouting(QTranslator):
    """A language in which everything is said louder."""

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        return source.upper() if context in ("Words", "Samples") else ""

    def isEmpty(self) -> bool:
        return False


def test_the_language_is_the_one_installed_when_asked(qapp: QCoreApplication) -> None:
    loud = Shouting()
    assert qapp.installTranslator(loud)
    try:
        assert words.words(Topic.CELL).title == "CELL STATE"
        assert all(text.isupper() for text in words.words(Topic.CELL).sentences)
        assert all(text.isupper() for each in SAMPLES for text in (each.title, each.promise, each.look))
    finally:
        qapp.removeTranslator(loud)
    assert words.words(Topic.CELL).title == "Cell state"


def test_lupdate_finds_every_sentence(tmp_path: Path) -> None:
    folder, ts = Path(str(gui.__file__)).parent, tmp_path / "found.ts"
    files = [
        str(folder / name)
        for name in (
            "panels/start/samples.py",
            "words/findings/texts.py",
            "words/kinds/attending.py",
            "words/kinds/perceptron.py",
            "words/kinds/writing.py",
            "words/outcomes.py",
            "words/traces.py",
            "words/views.py",
        )
    ]
    lupdate = Path(sysconfig.get_path("scripts")) / "pyside6-lupdate"
    subprocess.run([lupdate, *files, "-ts", ts], check=True, capture_output=True)
    found = {source.text for source in ElementTree.parse(ts).getroot().iter("source")}
    told = {text for entry in ENTRIES for text in sources(entry)}
    told |= {text for rule in TEXTS.values() for text in (rule.name, rule.when, *rule.sentences.values())}
    told |= {text for each in SAMPLES for text in (each.title_source, each.promise_source, each.look_source)}
    assert found == told


def test_the_samples_cover_the_files_and_say_one_sentence_each(qtbot: QtBot) -> None:
    folder = sample("airline").path.parent
    assert sorted(each.file for each in SAMPLES) == sorted(path.name for path in folder.iterdir())
    assert len({each.id for each in SAMPLES}) == len(SAMPLES)
    for each in SAMPLES:
        assert each.promise.startswith("You will see")
        assert each.promise.count(".") == 1
        assert each.rival is not each.config.net.cell


@pytest.mark.parametrize("each", SAMPLES, ids=lambda each: each.id)
def test_a_samples_settings_fit_its_data(each: object) -> None:
    chosen = sample(each.id)  # type: ignore[attr-defined]
    prepared = prepare(open_dataset(str(chosen.path)), chosen.config.data, chosen.config.train.window)
    assert chosen.t < prepared.probe_default().length


def test_the_wave_jumps_where_the_sample_points() -> None:
    chosen = sample("sine")
    prepared = prepare(open_dataset(str(chosen.path)), chosen.config.data, chosen.config.train.window)
    assert prepared.probe_default().start + chosen.t + 1 == made.SINE_JUMP  # the target at t is the value one row later

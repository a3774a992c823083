"""In the real window: what helps is there, says what it did, and remembers."""

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu

from gatescope.engine.protocol.exports import EXPORTS, ExportOptions, StepNamed
from gatescope.engine.protocol.messages import Export
from gatescope.gui.exporting import pictures as exporting
from gatescope.gui.exporting.dialog import written
from gatescope.gui.link.conductor import Conductor
from gatescope.gui.look import theme
from gatescope.gui.memory.remembered import Settings
from gatescope.gui.words.explained import Topic
from gatescope.gui.words.exports import BEST_WEIGHTS, TEXTS, note
from tests.gui.told_bridge import PromptBridge
from tests.gui.windows import built


@pytest.fixture
def make(qtbot, qapp, tmp_path):
    theme.apply(qapp, "light")
    bridges = []

    def start():
        bridge = PromptBridge()
        bridges.append(bridge)
        settings = Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))
        window = built(Conductor(bridge), settings)
        qtbot.addWidget(window)
        window.resize(1280, 720)
        window.show()
        with qtbot.waitSignal(bridge.ready):
            bridge.start()
        with qtbot.waitSignal(window.conductor.data_changed):
            window.open_path("/data/air.csv")
        return window

    yield start
    for bridge in bridges:
        bridge.stop()
        bridge.deleteLater()


@pytest.fixture
def window(make):
    return make()


@pytest.fixture
def trained(window, qtbot):
    window.actions_by_name["play"].trigger()
    qtbot.waitUntil(lambda: window.stack.scene is not None and window.loss.scene is not None)
    return window


@pytest.mark.parametrize("name", ["settings", "shortcuts", "help", "export"])
def test_each_dialog_opens_once_and_closes_by_escape(window, qtbot, name):
    command = {"help": "explain"}.get(name, name)
    window.actions_by_name[command].trigger()
    first = window.aids.dialog(name)
    assert first.isVisible()
    window.actions_by_name[command].trigger()
    assert window.aids.dialog(name) is first
    with qtbot.waitSignal(first.finished):
        qtbot.keyClick(first, Qt.Key.Key_Escape)
    assert window.aids.dialog(name) is None


def test_the_palette_runs_what_is_chosen(window, qtbot):
    window.actions_by_name["palette"].trigger()
    palette = window.aids.palette
    qtbot.keyClicks(palette.field, "shortcuts")
    with qtbot.waitSignal(palette.destroyed):
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.aids.palette is None
    assert window.aids.dialog("shortcuts") is not None
    window.aids.dialog("shortcuts").close()


def test_f1_explains_the_picture_that_has_the_focus(trained):
    trained.loss.setFocus()
    trained.actions_by_name["help"].trigger()
    assert trained.aids.dialog("help").explanation.topic is Topic.LOSS
    trained.aids.explain(Topic.CELL)
    assert trained.aids.dialog("help").explanation.topic is Topic.CELL
    trained.aids.dialog("help").close()
    trained.setFocus()
    trained.actions_by_name["help"].trigger()
    assert trained.aids.dialog("shortcuts") is not None
    trained.aids.dialog("shortcuts").close()


def test_the_menu_of_a_picture(trained, qtbot):
    trained.aids.show_menu("stack", Topic.CELL, QPoint(10, 10))
    menus = [w for w in QApplication.topLevelWidgets() if isinstance(w, QMenu) and w.isVisible()]
    assert len(menus) == 1
    menus[0].actions()[0].trigger()
    menus[0].close()
    assert trained.aids.dialog("help").explanation.topic is Topic.CELL
    trained.aids.dialog("help").close()


test_the_menu_of_a_picture = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)(
    test_the_menu_of_a_picture
)


def test_copy_puts_the_stack_on_the_clipboard_without_marks(trained, qtbot):
    marks = trained.aids.marks["stack"]
    qtbot.waitUntil(lambda: bool(marks.buttons))
    button = marks.buttons[0]
    button.show()  # as while the mouse is over its row
    with_marks = trained.stack.grab().toImage()
    trained.actions_by_name["copy"].trigger()
    image = QGuiApplication.clipboard().image()
    assert image.width() == exporting.SCALE * trained.stack.width()
    assert button.isVisible()
    border = QPoint(button.geometry().center().x(), button.geometry().top())
    assert with_marks.pixelColor(border).name() != theme.current().window
    assert image.pixelColor(2 * border).name() == theme.current().window


@pytest.mark.parametrize("name", ["stack", "unit", "loss"])
def test_the_numbers_of_every_picture(trained, qtbot, tmp_path, name):
    trained.board.show("unit")
    qtbot.waitUntil(lambda: trained.unit.scene is not None)
    trained.aids.show_export(name)
    dialog = trained.aids.dialog("export")
    dialog.format.choose("csv")
    assert dialog.save(str(tmp_path / "out.csv"))
    assert (tmp_path / "out.csv").read_text("utf-8-sig").count("\n") > 5
    assert "out.csv" in trained.status._news.text()


BESIDE = ["unit", "cell", "unrolled", "saturation", "weights", "sizes", "what-if", "waterfall", "cost"]


@pytest.mark.parametrize("name", BESIDE)
def test_every_view_is_carried_away_and_explained(trained, qtbot, tmp_path, name):
    trained.board.show(name)
    trained.draw_all()
    trained.aids.copy(name)
    assert QGuiApplication.clipboard().image().width() == exporting.SCALE * trained.board.views[name].width()
    trained.aids.show_export(name)
    dialog = trained.aids.dialog("export")
    assert dialog.chosen.name == name
    assert dialog.save(str(tmp_path / "out.png"))
    assert (tmp_path / "out.png").stat().st_size > 1000
    trained.board.views[name].setFocus()
    trained.actions_by_name["help"].trigger()
    assert trained.aids.dialog("help").explanation.topic is trained.board.specs[name].topic
    trained.aids.dialog("help").close()


def test_a_failed_export_is_a_bar(window, tmp_path):
    window.aids.show_export("window")
    dialog = window.aids.dialog("export")
    assert not dialog.save(str(tmp_path / "nowhere" / "out.png"))
    assert "out.png" in window.bars.texts["export"]
    assert dialog.save(str(tmp_path / "out.png"))
    assert "export" not in window.bars.texts


@pytest.mark.parametrize("spec", EXPORTS, ids=lambda spec: spec.name)
def test_the_dialog_has_the_engine_write_what_only_the_engine_has(trained, qtbot, tmp_path, spec):
    trained.conductor.change(at=0)
    sent = []
    trained.conductor.bridge.send = lambda message: (sent.append(message), type(trained.conductor.bridge).send)[1](
        trained.conductor.bridge, message
    )
    trained.aids.show_export(written(spec.name))
    dialog = trained.aids.dialog("export")
    assert [dialog.format.itemData(at) for at in range(dialog.format.count())] == list(spec.suffixes)
    assert dialog.note.text() == note(spec.name)
    assert not dialog.copy_button.isEnabled()
    out = str(tmp_path / f"out.{spec.suffixes[0]}")
    with qtbot.waitSignal(trained.conductor.exported):
        assert dialog.save(out)
        (asked,) = (message for message in sent if isinstance(message, Export))
        options = ExportOptions(step=0, probe=trained.conductor.state.probe)
        assert asked == Export(run=trained.conductor.state.run, what=spec.name, path=out, options=options)
        assert "Being written" in trained.status._news.text()
    assert f"out.{spec.suffixes[0]}" in trained.status._news.text()
    assert "Saved" in trained.status._news.text()


def test_the_weights_of_the_best_step_are_offered_wherever_one_looks(trained, qtbot, tmp_path):
    trained.conductor.change(at=0)
    sent, send = [], trained.conductor.bridge.send
    trained.conductor.bridge.send = lambda message: (sent.append(message), send(message))
    trained.aids.show_export(written(BEST_WEIGHTS))
    dialog = trained.aids.dialog("export")
    assert "lowest validation loss" in dialog.note.text()
    with qtbot.waitSignal(trained.conductor.exported):
        assert dialog.save(str(tmp_path / "best.safetensors"))
    (asked,) = (message for message in sent if isinstance(message, Export))
    assert (asked.what, asked.options.step) == ("weights", StepNamed.BEST)


def test_an_export_that_the_engine_cannot_write_is_a_bar(trained, qtbot, tmp_path):
    trained.aids.show_export(written("weights"))
    dialog = trained.aids.dialog("export")
    with qtbot.waitSignal(trained.conductor.failed):
        dialog.save(str(tmp_path / "nowhere" / "w.safetensors"))
    assert "cannot be written" in trained.bars.texts["export"]
    with qtbot.waitSignal(trained.conductor.exported):
        trained.conductor.export("weights", str(tmp_path / "w.safetensors"))
    assert "export" not in trained.bars.texts


def test_without_a_run_there_is_nothing_for_the_engine_to_write(window):
    window.aids.show_export()
    dialog = window.aids.dialog("export")
    assert not {written(spec.name) for spec in EXPORTS} & {
        dialog.target.itemData(at) for at in range(dialog.target.count())
    }


def test_every_export_has_words():
    assert set(TEXTS) == {spec.name for spec in EXPORTS}


def test_settings_act_at_once(window, qapp):
    window.actions_by_name["settings"].trigger()
    dialog = window.aids.dialog("settings")
    dialog.fields["theme"].choose("dark")
    dialog.fields["share_map"].choose("grey")
    assert theme.current().dark
    assert theme.current().share_map == "grey"
    dialog.close()


def test_the_form_is_remembered_over_starts(make, qtbot):
    window = make()
    window.model.cell.choose("gru")
    window.model.hidden.setValue(77)
    qtbot.waitUntil(lambda: window.settings.choices("form") == {"cell": "gru", "hidden": 77})
    window.close()
    again = make()
    assert again.model.net.cell == "gru"
    assert again.model.net.hidden == 77


def test_the_chosen_device_is_the_forms(make):
    window = make()
    window.settings.device = "cpu"
    window.conductor.data_changed.emit()
    assert window.model.device.value == "cpu"

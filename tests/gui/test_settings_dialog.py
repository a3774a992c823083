"""The dialog keeps what is chosen and says what changed."""

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QLabel, QWidget

from gatescope.engine.protocol.messages import Device, DeviceReason
from gatescope.gui.look import theme
from gatescope.gui.memory.remembered import Settings
from gatescope.gui.memory.settings_dialog import SettingsDialog

NAMES = (
    *("theme", "language", "ask_import", "signed_map", "share_map"),
    *("threads", "device", "observation", "keyframe_mb", "sessions_most", "sessions_mb"),
)
DEVICES = (
    Device(device="cpu", name="a processor", reason=DeviceReason.CHOSEN),
    Device(device="cuda:0", name="a card", reason=DeviceReason.CUDA_FOUND),
)


@pytest.fixture
def settings(tmp_path):
    return Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def parent(qtbot, qapp):
    theme.apply(qapp, "light")
    made = QWidget()
    made.resize(1280, 720)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def dialog(settings, parent, qtbot):
    return SettingsDialog(settings, DEVICES, parent)


def set_field(dialog, name):
    """Another value than the default, as a person would choose it; what the setting must be then."""
    field = dialog.fields[name]
    if hasattr(field, "choose"):
        field.setCurrentIndex(field.count() - 1)
        return field.value
    wanted = {"threads": 3, "observation": 23, "keyframe_mb": 512, "sessions_most": 7, "sessions_mb": 0}[name]
    field.setValue(wanted)
    return wanted / 100 if name == "observation" else wanted


def test_there_is_a_field_for_each(dialog):
    assert set(dialog.fields) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_choice_is_kept_and_told(dialog, settings, qtbot, name):
    with qtbot.waitSignal(dialog.changed) as told:
        value = set_field(dialog, name)
    assert told.args == [name]
    assert getattr(settings, name) == value
    settings.forget(name)
    assert value != getattr(settings, name)


def test_it_opens_as_it_was_left(dialog, settings, parent, qtbot):
    values = {name: set_field(dialog, name) for name in NAMES}
    again = SettingsDialog(settings, DEVICES, parent)
    for name, value in values.items():
        field = again.fields[name]
        shown = field.value if hasattr(field, "choose") else field.value()
        assert shown == (round(100 * value) if name == "observation" else value)
    assert again.share.text() == "23 %"


def test_defaults_can_be_restored_and_only_changes_are_told(dialog, settings, qtbot):
    set_field(dialog, "threads")
    set_field(dialog, "theme")
    told = []
    dialog.changed.connect(told.append)
    dialog.restore()
    assert sorted(told) == ["theme", "threads"]
    assert settings.threads == 0
    assert settings.theme == "system"
    assert dialog.fields["threads"].value() == 0


def test_a_device_that_is_not_here_now_stays_chosen(settings, parent, qtbot):
    settings.device = "cuda:5"
    made = SettingsDialog(settings, DEVICES, parent)
    assert made.fields["device"].value == "cuda:5"


def test_by_keys_alone(dialog, settings, qtbot):
    dialog.show()
    dialog.fields["observation"].setFocus()
    qtbot.keyClick(dialog.fields["observation"], Qt.Key.Key_Right)
    assert settings.observation == 0.09
    with qtbot.waitSignal(dialog.destroyed):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)


def test_every_field_has_a_name_and_no_text_is_cut(dialog):
    dialog.show()
    for name in NAMES:
        assert dialog.fields[name].accessibleName()
    for label in dialog.findChildren(QLabel):
        assert label.height() >= label.heightForWidth(label.width())
        if not label.wordWrap():
            assert label.width() >= label.sizeHint().width(), label.text()

"""What is remembered comes back, and nonsense in the store is the default."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QByteArray, QSettings

from gatescope.gui.memory.remembered import Settings

CHOICES = {
    "theme": ("system", "dark"),
    "language": ("system", "ko"),
    "signed_map": ("blue-orange", "purple-green"),
    "share_map": ("viridis", "grey"),
    "threads": (0, 3),
    "device": ("auto", "cuda:1"),
    "observation": (0.08, 0.23),
    "keyframe_mb": (256, 512),
}


@pytest.fixture
def path(tmp_path):
    return str(tmp_path / "settings.ini")


def opened(path):
    return Settings(QSettings(path, QSettings.Format.IniFormat))


@pytest.mark.parametrize("name", CHOICES)
def test_a_choice_is_there_at_the_next_start(path, name):
    default, chosen = CHOICES[name]
    assert getattr(opened(path), name) == default
    setattr(opened(path), name, chosen)
    assert getattr(opened(path), name) == chosen
    opened(path).forget(name)
    assert getattr(opened(path), name) == default


@given(
    st.sampled_from(sorted(CHOICES)), st.one_of(st.text(), st.floats(), st.integers(-(2**31), 2**31 - 1), st.booleans())
)
def test_nonsense_is_the_default(tmp_path_factory, name, value):
    settings = opened(str(tmp_path_factory.getbasetemp() / "nonsense.ini"))
    settings.store.setValue(name, value)
    read = getattr(settings, name)
    assert type(read) is type(CHOICES[name][0])
    low, high = {"threads": (0, 256), "observation": (0.01, 0.5), "keyframe_mb": (16, 65_536)}.get(name, ("", "zzz"))
    assert low <= read <= high
    settings.forget(name)


def test_plain_values_and_blobs(path):
    opened(path).set_choices("model", {"cell": "gru", "hidden": 64, "dropout": 0.5, "log": True})
    assert opened(path).choices("model") == {"cell": "gru", "hidden": 64, "dropout": 0.5, "log": True}
    opened(path).set_blob("split", QByteArray(b"\x00\x01"))
    assert opened(path).blob("split") == QByteArray(b"\x00\x01")
    assert opened(path).blob("nothing").isEmpty()


@pytest.mark.parametrize("written", ["", "{", "[1]", '{"a": {"b": 1}, "c": null}', "17"])
def test_a_table_of_choices_that_makes_no_sense_is_empty(path, written):
    settings = opened(path)
    settings.store.setValue("model", written)
    assert settings.choices("model") == {}


def test_a_declaration_is_asked_of_the_class_and_its_value_of_the_settings(path):
    assert (Settings.threads.name, Settings.threads.default, Settings.threads.low) == ("threads", 0, 0)
    assert opened(path).threads == 0
    assert Settings.theme.default == "system"


@pytest.mark.parametrize(("written", "read"), [("true", True), ("false", False), ("perhaps", True), (0, True)])
def test_a_flag_is_written_as_a_word(path, written, read):
    settings = opened(path)
    settings.store.setValue("ask_import", written)
    assert settings.ask_import is read
    settings.ask_import = False
    assert settings.store.value("ask_import") == "false"

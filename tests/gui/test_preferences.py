"""What is chosen is in force."""

import sys

import pytest
from PySide6.QtCore import QSettings

from gatescope.engine.config.process import THREADS
from gatescope.gui.link.bridge import EngineBridge
from gatescope.gui.look import theme
from gatescope.gui.look.scales import SHARE_MAPS, SIGNED_MAPS, Scale
from gatescope.gui.memory.preferences import MB, Preferences
from gatescope.gui.memory.remembered import Settings, engine_environment


class Told:
    def __init__(self):
        self.budgets = []

    def set_budget(self, observation, keyframe_bytes=0):
        self.budgets.append((observation, keyframe_bytes))


@pytest.fixture
def settings(tmp_path):
    return Settings(QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat))


@pytest.fixture
def told():
    return Told()


@pytest.fixture
def preferences(settings, told, qapp):
    theme.apply(qapp, "light")
    yield Preferences(settings, qapp, told)
    theme.choose_maps(qapp, SIGNED_MAPS[0], SHARE_MAPS[0])
    theme.apply(qapp, "light")


def test_everything_at_the_start(preferences, settings, told):
    settings.theme, settings.share_map = "dark", "grey"
    settings.observation, settings.keyframe_mb = 0.2, 64
    preferences.apply_all()
    assert theme.current().dark
    assert theme.current().share_map == "grey"
    assert told.budgets == [(0.2, 64 * MB)]


def test_each_choice_acts_alone(preferences, settings, told):
    before = theme.current().table(Scale.SIGNED)
    settings.signed_map, settings.theme = "blue-red", "dark"
    preferences.apply("signed_map")
    assert theme.current().table(Scale.SIGNED) is not before
    assert not theme.current().dark
    settings.keyframe_mb = 32
    preferences.apply("keyframe_mb")
    assert told.budgets == [(0.08, 32 * MB)]
    preferences.apply("threads")
    preferences.apply("device")
    assert len(told.budgets) == 1


def test_the_engine_hears_of_threads_only_when_they_are_chosen(settings):
    assert engine_environment(settings) == {}
    settings.threads = 3
    assert engine_environment(settings) == {THREADS: "3"}


def test_an_engine_is_started_with_the_threads_chosen_by_then(settings, qtbot):
    """Its environment is asked for at each start, not when the bridge is made."""
    code = f"import os, sys; sys.stderr.write(os.environ.get('{THREADS}', 'none')); sys.exit(0)"
    bridge = EngineBridge((sys.executable, "-c", code), environment=lambda: engine_environment(settings))
    for chosen, said in ((0, "none"), (3, "3")):
        settings.threads = chosen
        with qtbot.waitSignal(bridge.engine_stopped) as stopped:
            bridge.start()
        assert stopped.args[0].lines == (said,)
    bridge.deleteLater()

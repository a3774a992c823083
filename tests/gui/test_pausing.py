"""A pause that waits for the end of a long step is seen to wait."""

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from gatescope.gui.link.pausing import SOON_MS, Pausing


class Run:
    def __init__(self) -> None:
        self.training = True


def made(run: Run) -> tuple[QObject, Pausing]:
    parent = QObject()
    return parent, Pausing(lambda: run.training, parent)


def test_a_pause_that_comes_soon_says_nothing(qtbot: QtBot) -> None:
    run = Run()
    _parent, pausing = made(run)
    pausing.ask()
    run.training = False
    with qtbot.assertNotEmitted(pausing.changed, wait=SOON_MS + 50):
        pausing.look()
    assert not pausing.late


def test_a_pause_that_has_to_wait_says_so_until_it_is_there(qtbot: QtBot) -> None:
    run = Run()
    _parent, pausing = made(run)
    with qtbot.waitSignal(pausing.changed, timeout=4 * SOON_MS):
        pausing.ask()
    assert pausing.late
    pausing.look()  # news of the run, which still trains
    assert pausing.late
    run.training = False
    with qtbot.waitSignal(pausing.changed):
        pausing.look()
    assert not pausing.late

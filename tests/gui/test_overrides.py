"""An error in what Qt calls is shown; it does not end the process."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = """
import sys
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from gatescope.gui.window import overrides

class Broken(QObject):
    def event(self, event):
        {error}

Broken.__module__ = "gatescope.gui.broken"
overrides.make_safe()
app = QCoreApplication([])
broken = Broken()
app.postEvent(broken, QEvent(QEvent.Type.User))
try:
    app.sendPostedEvents()
except Exception as error:
    print("shown", type(error).__name__)
print("went on")
"""


@pytest.mark.parametrize("error", ["[][1]", "1 / 0", "float('x')", "None.x", "raise ValueError('x')"])
def test_an_error_in_an_override_does_not_end_the_process(error: str) -> None:
    root = Path(__file__).parents[2]
    code = SCRIPT.replace("{error}", error)
    result = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, timeout=60)
    assert result.returncode == 0, result.stderr
    assert "Error" in result.stdout + result.stderr
    assert "went on" in result.stdout

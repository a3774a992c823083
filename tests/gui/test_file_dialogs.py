"""The dialog that opens files offers what can be read, no more and no less."""

import re

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget

from gatescope.engine.config.formats import PACKED, suffixes
from gatescope.engine.protocol.runs import SESSION_SUFFIX
from gatescope.gui.kit.file_dialogs import choose_file


def test_every_file_that_can_be_read_is_offered(qtbot, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *words: (asked.append(words[-1]), ("", ""))[1])
    parent = QWidget()
    qtbot.addWidget(parent)
    assert choose_file(parent, "") == ""
    known = asked[0].split(";;")[0]
    assert set(re.findall(r"\*(\.\w+)", known)) == {*suffixes(), PACKED, SESSION_SUFFIX}

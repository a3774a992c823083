"""The few dialogs there are: choosing files, the engine's last words. None of them stops the training."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QPlainTextEdit, QVBoxLayout, QWidget

from gatescope.engine.config.formats import PACKED, suffixes
from gatescope.engine.protocol.runs import SESSION_SUFFIX
from gatescope.gui.look.theme import font


def choose_file(parent: QWidget, folder: str) -> str:
    """A data file or a session; '' when the user changed their mind."""
    known = QCoreApplication.translate("FileDialogs", "Tables, texts and sessions")
    every = QCoreApplication.translate("FileDialogs", "All files")
    readable = " ".join(f"*{suffix}" for suffix in (*suffixes(), PACKED, SESSION_SUFFIX))
    patterns = f"{known} ({readable});;{every} (*)"
    title = QCoreApplication.translate("FileDialogs", "Open a table, a text or a session")
    return QFileDialog.getOpenFileName(parent, title, folder, patterns)[0]


def choose_session(parent: QWidget, suggestion: str) -> str:
    """Where to save a session, as it was typed; '' when the user changed their mind. What is there already, under
    exactly this name, they have agreed to replace."""
    title = QCoreApplication.translate("FileDialogs", "Save the session as")
    kind = QCoreApplication.translate("FileDialogs", "Gatescope sessions")
    return QFileDialog.getSaveFileName(parent, title, suggestion, f"{kind} (*{SESSION_SUFFIX})")[0]


def show_details(parent: QWidget, lines: tuple[str, ...]) -> QDialog:
    """What the training process wrote last, to be read or copied."""
    dialog = _dialog(parent, QCoreApplication.translate("FileDialogs", "What the training process said last"))
    text = QPlainTextEdit("\n".join(lines) or QCoreApplication.translate("FileDialogs", "It said nothing."))
    text.setReadOnly(True)
    text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    fixed = font()
    fixed.setFamilies(["monospace"])
    text.setFont(fixed)
    return _filled(dialog, text)


def _dialog(parent: QWidget, title: str) -> QDialog:
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    dialog.resize(720, 480)
    return dialog


def _filled(dialog: QDialog, content: QWidget) -> QDialog:
    column = QVBoxLayout(dialog)
    column.setContentsMargins(16, 16, 16, 16)
    column.addWidget(content)
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    buttons.rejected.connect(dialog.close)
    column.addWidget(buttons)
    dialog.show()
    return dialog
